/** The patch language of `apply_patch`, in which several products let a model change files: what it would add, change, move and delete. */
import { done, fail, type Result } from "../base/result.ts";
import type { Edit, FileChange } from "../guard/guard.ts";

const begin = "*** Begin Patch";
const end = "*** End Patch";
const heads = { add: "*** Add File: ", delete: "*** Delete File: ", update: "*** Update File: ", move: "*** Move to: " } as const;
const endOfFile = "*** End of File";

/** Paths as they stand in the patch. A line that is not understood is a fault: nobody could say what it would do. */
export function readPatch(patch: string): Result<readonly FileChange[]> {
  const lines = patch.replaceAll("\r\n", "\n").trim().split("\n");
  if (lines[0]?.trim() !== begin || lines.at(-1)?.trim() !== end) return unclear("it does not stand between its two marks");
  const scan: Scan = { lines, at: 1, changes: [] };
  while (scan.at < lines.length - 1) {
    const flaw = readFile(scan);
    if (flaw !== undefined) return unclear(flaw);
  }
  return scan.changes.length === 0 ? unclear("it names no file") : done(scan.changes);
}

type Scan = { readonly lines: readonly string[]; at: number; readonly changes: FileChange[] };

function readFile(scan: Scan): string | undefined {
  const head = scan.lines[scan.at]?.trim() ?? "";
  scan.at += 1;
  const named = (mark: string): string | undefined => (head.startsWith(mark) ? head.slice(mark.length).trim() : undefined);
  const deleted = named(heads.delete);
  if (deleted !== undefined) return put(scan, deleted, { path: deleted, change: "delete" });
  const added = named(heads.add);
  if (added !== undefined) return put(scan, added, { path: added, change: "write", content: addedLines(scan) });
  const updated = named(heads.update);
  return updated === undefined ? `\`${head}\` is no line of it` : readUpdate(scan, updated);
}

function put(scan: Scan, path: string, change: FileChange): string | undefined {
  if (path === "") return "a file in it has no name";
  scan.changes.push(change);
  return undefined;
}

function addedLines(scan: Scan): string {
  const content: string[] = [];
  while (scan.lines[scan.at]?.startsWith("+") === true) {
    content.push(scan.lines[scan.at]?.slice(1) ?? "");
    scan.at += 1;
  }
  return content.map((line) => `${line}\n`).join("");
}

function readUpdate(scan: Scan, path: string): string | undefined {
  const next = scan.lines[scan.at]?.trim() ?? "";
  const to = next.startsWith(heads.move) ? next.slice(heads.move.length).trim() : undefined;
  if (to === "") return "a file in it has no name";
  if (to !== undefined) scan.at += 1;
  const edits = hunks(scan);
  const flaw = edits.length === 0 ? undefined : put(scan, path, { path, change: "edit", edits });
  if (flaw !== undefined || to === undefined) return flaw ?? (edits.length === 0 ? `\`${path}\` is to be changed, and not how` : undefined);
  return put(scan, path, { path, change: "move", to });
}

/** Each piece as what is there now and what would be there then. */
function hunks(scan: Scan): readonly Edit[] {
  const found: Edit[] = [];
  let from: string[] = [];
  let to: string[] = [];
  const close = (): void => {
    if (from.length + to.length > 0) found.push({ from: from.join("\n"), to: to.join("\n"), everywhere: false });
    from = [];
    to = [];
  };
  for (; scan.at < scan.lines.length - 1; scan.at += 1) {
    const line = scan.lines[scan.at] ?? "";
    if (line.startsWith("@@") || line.trim() === endOfFile) close();
    else if (line.startsWith("-")) from.push(line.slice(1));
    else if (line.startsWith("+")) to.push(line.slice(1));
    else if (line === "" || line.startsWith(" ")) {
      from.push(line.slice(1));
      to.push(line.slice(1));
    } else break;
  }
  close();
  return found;
}

function unclear(why: string): Result<never> {
  return fail({ code: "patch.unclear", what: `the patch cannot be read: ${why}` });
}
