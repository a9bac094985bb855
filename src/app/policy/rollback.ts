/** `policy rollback`: the files of a layer become what they were when they last loaded. What they are now is put aside and not lost. */
import { nameOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { exclusively, nodeWorld, removeFile, replaceFile } from "../../hosts/node/node.ts";
import type { Source } from "../../rego/rego.ts";
import { isSame, readKept } from "./kept-good.ts";
import { filesIn, together } from "./reading.ts";

export type RolledBack = { readonly restored: readonly string[]; readonly aside: readonly string[] };

/** Where the files are what loaded last, the set before that comes back. */
export function rollBack(folder: string): Result<RolledBack> {
  const kept = readKept(folder);
  if (!kept.ok) return kept;
  const world = nodeWorld({});
  const now = together([filesIn(`${folder}/policy`, /\.rego$/, world), filesIn(`${folder}/tools`, /\.ya?ml$/, world)]);
  const good = kept.value.find((set) => !isSame(set, now.sources));
  if (good === undefined) return fail(nothingKept(folder));
  return exclusively(`${folder}/policy/lock`, () =>
    exchange(
      now.sources,
      good,
      now.faults.map(({ file }) => file),
    ),
  );
}

/** A file that could not even be read cannot be put aside as text: it stays where it is, and whoever restores over it is told. */
function exchange(now: readonly Source[], good: readonly Source[], unread: readonly string[]): Result<RolledBack> {
  const textOf = new Map(good.map(({ file, text }) => [file, text]));
  const changed = now.filter(({ file, text }) => textOf.get(file) !== text);
  const aside: string[] = [];
  for (const { file, text } of changed) {
    const saved = replaceFile(`${file}.aside`, text);
    const gone = saved.ok && !textOf.has(file) ? removeFile(file) : saved;
    if (!gone.ok) return gone;
    aside.push(`${file}.aside`);
  }
  const restored = good.filter(({ file, text }) => !now.some((one) => one.file === file && one.text === text));
  for (const { file, text } of restored) {
    const written = replaceFile(file, text);
    if (!written.ok) return written;
  }
  const stuck = unread.find((file) => !textOf.has(file));
  if (stuck !== undefined)
    return fail({
      code: "policy.unread",
      what: `\`${nameOf(stuck)}\` cannot be read, so it was left where it is`,
      todo: `move \`${stuck}\` away by hand`,
    });
  return done({ restored: restored.map(({ file }) => file), aside });
}

function nothingKept(folder: string): { readonly code: string; readonly what: string; readonly todo: string } {
  return {
    code: "policy.nothing-kept",
    what: `no other policy of \`${folder}\` is known to have loaded`,
    todo: "`sheepdog policy build` keeps what loads",
  };
}
