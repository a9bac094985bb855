/** The table of tools whose effects are known, subject by subject. */
import type { Tool } from "../describing/tool.ts";
import { archives } from "./archives/archives.ts";
import { builds } from "./builds/builds.ts";
import { cloud } from "./cloud/cloud.ts";
import { clusters } from "./clusters/clusters.ts";
import { data } from "./data/data.ts";
import { disks } from "./disks/disks.ts";
import { editors } from "./editors/editors.ts";
import { files } from "./files/files.ts";
import { guard } from "./guard/guard.ts";
import { languages } from "./languages/languages.ts";
import { network } from "./network/network.ts";
import { packages } from "./packages/packages.ts";
import { remote } from "./remote/remote.ts";
import { schedules } from "./schedules/schedules.ts";
import { secrets } from "./secrets/secrets.ts";
import { system } from "./system/system.ts";
import { text } from "./text/text.ts";
import { versions } from "./versions/versions.ts";
import { windows } from "./windows/windows.ts";

export const toolsBySubject: Readonly<Record<string, readonly Tool[]>> = {
  archives,
  builds,
  cloud,
  clusters,
  data,
  disks,
  editors,
  files,
  guard,
  languages,
  network,
  packages,
  remote,
  schedules,
  secrets,
  system,
  text,
  versions,
  windows,
};

const tools = Object.values(toolsBySubject).flat();

const byName: ReadonlyMap<string, Tool> = new Map(tools.flatMap((tool) => tool.names.map((name) => [name, tool] as const)));

/** `python3.12` is python. */
export function toolNamed(name: string): Tool | undefined {
  return byName.get(name) ?? byName.get(/^(python|pypy|perl|ruby|php|lua|node|pip)[\d.]+$/.exec(name)?.[1] ?? "");
}
