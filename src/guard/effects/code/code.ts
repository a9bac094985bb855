/** The front door of reading code in other languages than the shell's: pure text in, what it would do out. */
import type { Around, CodeReading, Language } from "./deeds.ts";
import type { Dialect } from "./dialect.ts";
import { javascript } from "./javascript/javascript.ts";
import { readIn, runProgram } from "./nested.ts";
import { php } from "./php/php.ts";
import { readCmd } from "./plain/cmd.ts";
import { awk, lua, perl, ruby } from "./plain/dialects.ts";
import { readPowershell } from "./plain/powershell.ts";
import { readSed } from "./plain/sed.ts";
import { python } from "./python/python.ts";
import { newRun, readingOf } from "./run.ts";

export { reachesMachine } from "./reaches-machine.ts";
export { type Budget, newBudget } from "./bounds.ts";
export { notUnderstood } from "./deeds.ts";
export type { Around, CodeDeed, CodeReading, Language, Unread } from "./deeds.ts";

const dialects: ReadonlyMap<Language, Dialect> = new Map([python, javascript, php, perl, ruby, lua, awk].map((one) => [one.language, one]));
const readers: ReadonlyMap<Language, (text: string, around: Around) => CodeReading> = new Map([
  ["sed", readSed],
  ["powershell", readPowershell],
  ["cmd", readCmd],
]);

/** Total and bounded: any text has a reading, and what was not read is said in it. */
export function readCode(language: Language, text: string, around: Around): CodeReading {
  const dialect = dialects.get(language);
  if (dialect === undefined) return readers.get(language)?.(text, around) ?? { deeds: [], unread: [] };
  const run = newRun(dialect, around);
  runProgram(run, run.globals, readIn(run, text, 1));
  return readingOf(run);
}
