/** What doctor says of keys and statements: what does not count although it lies there, and what counts although nobody put that on record. */
import type { Finding } from "../../agents/agents.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import { isThere } from "../../hosts/node/node.ts";
import { statementFiles } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { wordOf } from "../ledger/entry-text.ts";
import { rootIn } from "../install/root.ts";
import { finderIn } from "../ledger/finder.ts";
import { workplace } from "../ledger/workplace.ts";
import { countingKeys, keyPlaces, shortId } from "./key-places.ts";
import { keptStatements } from "./keeping.ts";

/** Whoever writes files as this person can add a key or bring a statement back; the ledger does not know of it, or knows better. */
export function statementFindings(desk: Desk): readonly Finding[] {
  const { folder } = rootIn(desk.around.home);
  // Where nobody ever signed there is nothing to compare.
  if (!isThere(keyPlaces(desk.around).counting) && !isThere(`${folder}/${statementFiles.live}`)) return [];
  const deeds = deedsOnRecord(desk);
  if (!deeds.ok) return [unreadable(sentenceOf(deeds.fault))];
  return [...keyFindings(desk, deeds.value), ...lineFindings(desk, deeds.value)];
}

type Deeds = { readonly did: (did: string, id: string) => boolean; readonly uses: (id: string) => number };

function deedsOnRecord(desk: Desk): Result<Deeds> {
  const finder = finderIn(workplace(desk, {}), false);
  if (!finder.ok) return finder;
  try {
    const found = finder.value.last({}, mostEntries);
    if (!found.ok) return found;
    const entries = found.value.map(({ entry }) => entry);
    const deeds = new Set(
      entries.filter((entry) => entry["is"] === "statement").map((entry) => `${wordOf(entry, "did")} ${wordOf(entry, "id")}`),
    );
    const used = entries.flatMap(({ leaves }) => (Array.isArray(leaves) ? leaves.map(String) : []));
    const value = {
      did: (did: string, id: string) => deeds.has(`${did} ${id}`),
      uses: (id: string) => used.filter((one) => one === id).length,
    };
    return { ok: true, value };
  } finally {
    finder.value.close();
  }
}

const mostEntries = 1_000_000;

function keyFindings(desk: Desk, { did }: Deeds): readonly Finding[] {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  if (!counting.ok) return [unreadable(sentenceOf(counting.fault))];
  const strange = counting.value.strange.map(({ path, why }) => ({
    code: "key.strange",
    what: `\`${path}\` lies among the keys and does not count: ${why}`,
    repair: `look at it, then \`rm ${path}\``,
  }));
  // Root's keys are on record where root is.
  const unknown = places.isManaged ? [] : counting.value.keys.filter(({ id }) => !did("key-added", id));
  const unrecorded = unknown.map(({ id, key }) => ({
    code: "key.unrecorded",
    what: `the key ${shortId(id)} (${key.name}) counts, and nothing on record says that it was added`,
    repair: `unless it is yours: \`sheepdog key remove ${shortId(id)}\`, and find out who writes in \`${places.counting}\``,
  }));
  return [...strange, ...unrecorded];
}

function lineFindings(desk: Desk, { did, uses }: Deeds): readonly Finding[] {
  const kept = keptStatements(desk);
  if (!kept.ok) return [unreadable(sentenceOf(kept.fault))];
  const { judged, lines } = kept.value;
  const findings: Finding[] = judged.flatMap(({ signed: { statement }, standing }) => {
    const { id } = statement;
    const repair = `sheepdog statements revoke ${id}`;
    if (standing === "forged")
      return [{ code: "statement.forged", what: `the statement ${id} has a signature that is not that of its key`, repair }];
    if (standing !== "counts") return [];
    if (did("revoked", id))
      return [
        { code: "statement.revived", what: `the statement ${id} was taken back, and counts again: somebody has put it back`, repair },
      ];
    if (statement.once && uses(id) > 0)
      return [
        {
          code: "statement.revived",
          what: `the statement ${id} was used up, and counts again: somebody has changed what was used`,
          repair,
        },
      ];
    return did("signed", id)
      ? []
      : [{ code: "statement.unrecorded", what: `the statement ${id} counts, and nothing on record says that it was signed`, repair }];
  });
  const damaged = lines.damaged.map((number) => ({
    code: "statement.damaged",
    what: `line ${number} of the statements is damaged, and counts for nothing`,
    repair: "`sheepdog statements revoke all` takes it away with all others; or sign anything: damaged lines go with it",
  }));
  const file = `${rootIn(desk.around.home).folder}/${statementFiles.live}`;
  const large = { code: "statement.many", what: `\`${file}\` is too large, so nothing in it counts`, repair: `rm ${file}` };
  return [...findings, ...damaged, ...(lines.isTooLarge ? [large] : [])];
}

function unreadable(why: string): Finding {
  return {
    code: "statement.unreadable",
    what: `nobody can tell what people have signed here: ${why}`,
    repair: "look at who owns these files; they have to be yours, with mode 600",
  };
}
