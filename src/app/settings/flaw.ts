/** Flaw: one thing that is wrong in a settings file, and where. */
import type { Fault } from "../../base/fault.ts";

export type Flaw = { readonly file: string; readonly line: number; readonly column: number; readonly what: string };

export function flawText({ file, line, column, what }: Flaw): string {
  return `\`${file}:${line}:${column}\`: ${what}`;
}

/** For those who can go no further because of it. */
export function flawFault(flaw: Flaw): Fault {
  return {
    code: "settings.flaw",
    what: flawText(flaw),
    todo: "mend it with `sheepdog config edit`; `sheepdog config check` looks at it again",
  };
}
