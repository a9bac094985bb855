/** What is wrong with the folder that everything is kept in: whose it is, what it has room for, and whether what is in it is what was meant. */
import type { Finding } from "../../agents/agents.ts";
import { canonicalJson, type Json } from "../../base/json.ts";
import { diskSpace, entryItself, type EntryState, isThere, ownUid, type Surroundings } from "../../hosts/node/node.ts";
import { askDaemon } from "../daemon/client.ts";
import { standingDaemon } from "../daemon/standing.ts";
import { type Root, rootIn } from "../install/root.ts";
import { readCompiled } from "../settings/compiled.ts";
import { readSources, settingsFiles } from "../settings/settings-files.ts";

/** Here a hook still has room for some days of records. */
const leastBytes = 64 * 2 ** 20;
const leastFiles = 1_000;

/** `root` is where the guard stands; where that is everybody's, the person has a folder of their own besides. */
export async function stateFindings(around: Surroundings, root: Root): Promise<readonly Finding[]> {
  const own = rootIn(around.home);
  return [
    ...(root.shared ? [root, own] : [root]).flatMap((one) => folderFindings(one, entryItself(one.folder))),
    ...spaceFindings(own),
    ...(await settingsFindings(own)),
    ...(await daemonFindings(around, own)),
  ];
}

function folderFindings({ folder, shared }: Root, entry: EntryState | undefined): readonly Finding[] {
  if (entry === undefined || entry.kind !== "folder") return [];
  const owner = shared ? 0 : ownUid();
  if (entry.owner !== owner) {
    const what = `\`${folder}\` belongs to the user ${entry.owner}, who can exchange the guard and everything beside it`;
    return [{ code: "root.foreign", what, repair: `chown -R ${owner} ${folder}` }];
  }
  // Where others may even write, `guard-findings.ts` says so.
  if (shared || (entry.mode & 0o077) === 0 || (entry.mode & 0o022) !== 0) return [];
  const what = `others may look into \`${folder}\` (mode ${entry.mode.toString(8)}): it says what was done here`;
  return [{ code: "root.readable", what, repair: `chmod 700 ${folder}`, weight: "note" }];
}

function spaceFindings({ folder }: Root): readonly Finding[] {
  const space = isThere(folder) ? diskSpace(folder) : undefined;
  if (space === undefined || (space.freeBytes >= leastBytes && space.freeFiles >= leastFiles)) return [];
  const left = space.freeBytes < leastBytes ? `${Math.floor(space.freeBytes / 2 ** 20)} MiB are` : `room for ${space.freeFiles} files is`;
  const what = `${left} left where \`${folder}\` lies; on a full disk nothing can go on record, and every call of a guarded agent is blocked`;
  return [{ code: "disk.low", what, repair: "make room on that disk" }];
}

async function settingsFindings(root: Root): Promise<readonly Finding[]> {
  const files = settingsFiles(root);
  const sources = readSources(files);
  if (!sources.ok)
    return [{ code: sources.fault.code, what: sources.fault.what, repair: sources.fault.todo ?? `look at \`${files.user}\`` }];
  if (sources.value.every(({ text }) => text === null)) return [];
  const { compile } = await import("../settings/compiling.ts");
  const { flawText } = await import("../settings/flaw.ts");
  const { layered, flaws } = compile(sources.value);
  if (layered === undefined)
    return flaws.map((flaw) => ({
      code: "settings.flaw",
      what: `${flawText(flaw)}; the last valid settings stay in force`,
      repair: "sheepdog config edit",
    }));
  const kept = readCompiled(files);
  const isAltered =
    kept.ok &&
    kept.value?.isOf(sources.value) === true &&
    canonicalJson(kept.value.settings as Json) !== canonicalJson(layered.settings as Json);
  if (!isAltered) return [];
  const what = `\`${files.compiled}\` does not say what the settings it was made from say: somebody changed it`;
  return [{ code: "settings.altered", what, repair: `rm ${files.compiled} && sheepdog config check` }];
}

/** One that is not there is no fault: nothing that the guard decides depends on it. */
async function daemonFindings(around: Surroundings, root: Root): Promise<readonly Finding[]> {
  const standing = standingDaemon(root);
  if (!standing.ok)
    return standing.fault.code === "daemon.absent"
      ? []
      : [{ code: standing.fault.code, what: standing.fault.what, repair: standing.fault.todo ?? "sheepdog up" }];
  const answer = await askDaemon({ around }, { method: "GET", path: "/v1/status" });
  if (answer.ok) return [];
  const what = "a daemon was started and does not answer; nothing is sealed, watched or run until it does";
  return [{ code: "daemon.silent", what, repair: "sheepdog restart", weight: "note" }];
}
