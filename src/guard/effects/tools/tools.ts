/** The table of tools whose effects are known, subject by subject. */
import type { Tool } from "../tool.ts";
import { archives } from "./archives/archives.ts";
import { clusters } from "./clusters/clusters.ts";
import { disks } from "./disks/disks.ts";
import { editors } from "./editors/editors.ts";
import { files } from "./files/files.ts";
import { guard } from "./guard/guard.ts";
import { languages } from "./languages/languages.ts";
import { network } from "./network/network.ts";
import { system } from "./system/system.ts";
import { text } from "./text/text.ts";
import { versions } from "./versions/versions.ts";

const tools: readonly Tool[] = [...archives, ...clusters,
  ...disks,
  ...editors,
  ...files,
  ...guard,
  ...languages,
  ...network,
  ...system,
  ...text,
  ...versions,
];

const byName: ReadonlyMap<string, Tool> = new Map(tools.flatMap((tool) => tool.names.map((name) => [name, tool] as const)));

export function toolNamed(name: string): Tool | undefined {
  return byName.get(name);
}
