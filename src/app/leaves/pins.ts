/** Which files of a repository a person has signed as they are: what such a file loosens counts, until one byte of it is another. */
import { statementsAtHand, type StatementPlace } from "./statements-at-hand.ts";

/** `folder` is the main work tree of the repository, `file` the path below it. */
export type PinnedFile = { readonly folder: string; readonly file: string; readonly sha256: string };

/** The rules that it may loosen; all of them where none are named. */
export type Pin = { readonly statement: string; readonly rules?: readonly string[] };

export function pinsAt(place: StatementPlace): (file: PinnedFile) => Pin | undefined {
  const atHand = statementsAtHand(place);
  return (wanted) => {
    const [found] = atHand.marked(`"sha256":"${wanted.sha256}"`, ({ statement: { about } }) => about.is === "trust" && isOf(about, wanted));
    const about = found?.statement.about;
    if (found === undefined || about?.is !== "trust") return undefined;
    return { statement: found.statement.id, ...(about.rules === undefined ? {} : { rules: about.rules }) };
  };
}

function isOf(about: PinnedFile, wanted: PinnedFile): boolean {
  return about.folder === wanted.folder && about.file === wanted.file && about.sha256 === wanted.sha256;
}
