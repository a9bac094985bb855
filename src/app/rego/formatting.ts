/** Policies in the one layout that all share: printed, compared or put in place. One file that cannot be laid out keeps no other from it. */
import { absolutePath } from "../../base/path.ts";
import { replaceFile } from "../../hosts/node/node.ts";
import { type Dialect, format, type Source } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { diffText } from "./diff-text.ts";
import { faultText } from "./fault-text.ts";

/** Without any of them the text is printed. */
export type FormatOptions = { readonly check?: true; readonly diff?: true; readonly write?: true };

export type Formatting = FormatOptions & { readonly dialectOf: (source: Source) => Dialect };

export function formatAll(desk: Desk, sources: readonly Source[], formatting: Formatting): ExitCode {
  const codes = sources.map((source) => formatOne(desk, source, formatting));
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0;
}

function formatOne(desk: Desk, source: Source, { dialectOf, check, diff, write }: Formatting): ExitCode {
  const formatted = format(source, dialectOf(source));
  if (!formatted.ok) {
    desk.err(faultText(formatted.fault, [source]));
    return 2;
  }
  const { text } = formatted;
  const isChanged = text !== source.text;
  if (write === true) return isChanged ? put(desk, source.file, text) : 0;
  if (check === true && isChanged) desk.out(`${source.file}\n`);
  if (diff === true && isChanged) desk.out(diffText(source, text));
  if (check === true || diff === true) return isChanged ? 1 : 0;
  desk.out(text);
  return 0;
}

function put(desk: Desk, file: string, text: string): ExitCode {
  const written = replaceFile(absolutePath(file, desk.around.cwd), text);
  if (!written.ok) return faulty(desk, written.fault);
  desk.out(`${file}\n`);
  return 0;
}
