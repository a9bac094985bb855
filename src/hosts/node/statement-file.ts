/** The file of statements: changed by one process at a time, and old or new is there whatever dies and when. */
import { asciiOf, bytesOfAscii } from "../../base/bytes.ts";
import { done, type Result } from "../../base/result.ts";
import { statementFiles } from "../../proof/statements/statements.ts";
import { exclusively } from "./exclusively.ts";
import { ensurePrivateFolder } from "./folders.ts";
import { dropOldDrafts, readOwnFile, replaceOwnFile } from "./own-files.ts";

/** Empty where there are none yet. */
export function readStatementFile(root: string): Result<string> {
  const bytes = readOwnFile(`${root}/${statementFiles.live}`);
  return bytes.ok ? done(bytes.value === null ? "" : asciiOf(bytes.value)) : bytes;
}

/** `change` is handed what is there and answers what is to be there; it must not wait for anybody. */
export function changeStatementFile(root: string, change: (text: string) => Result<string>): Result<void> {
  const folder = `${root}/${statementFiles.folder}`;
  const made = ensurePrivateFolder(folder);
  if (!made.ok) return made;
  return exclusively(`${folder}/lock`, () => {
    dropOldDrafts(folder);
    const text = readStatementFile(root);
    const changed = text.ok ? change(text.value) : text;
    return changed.ok ? replaceOwnFile(`${root}/${statementFiles.live}`, bytesOfAscii(changed.value)) : changed;
  });
}
