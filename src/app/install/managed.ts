/** Whether an agent is guarded by the settings of whoever runs the machine, which nobody else can change. */
import { entryOf } from "../../hosts/node/node.ts";
import type { Surroundings } from "../../hosts/node/node.ts";
import { type FoundAgent, lineFor, spotAt } from "./found.ts";
import { rootFor } from "./root.ts";
import { lameFiles, readFiles } from "./settings.ts";

/** The files hold the guard as they should, and they and the guard are root's alone. */
export function standsManaged(agent: FoundAgent, around: Surroundings): boolean {
  const places = agent.installer.files(spotAt(around, "managed"));
  const files = readFiles(places);
  if (places.length === 0 || !files.ok) return false;
  const root = rootFor("managed", around);
  const findings = agent.installer.examine(files.value, lineFor({ ...agent, scope: "managed", files: places }, root));
  const holds = findings.every(({ weight }) => weight === "note") && lameFiles(agent.installer, files.value).length === 0;
  return holds && [root.guard, ...places.map(({ path }) => path)].every(isRootsAlone);
}

function isRootsAlone(path: string): boolean {
  const entry = entryOf(path);
  return entry !== undefined && entry.owner === 0 && (entry.mode & 0o022) === 0;
}
