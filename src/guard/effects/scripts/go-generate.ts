/** Reads what a Go source says that generates other files. */
import type { FileText } from "./file-text.ts";
import type { Step } from "./step.ts";

/** Its words are those of a program and not of a shell; `$GOFILE` and its like are names of files and packages. */
export function generatedIn({ path, text }: FileText): readonly Step[] {
  return text.split("\n").flatMap((line, position) => {
    const command = /^\/\/go:generate\s+(.+)$/.exec(line)?.[1];
    return command === undefined || command.startsWith("-command") ? [] : [{ path, line: position + 1, text: command }];
  });
}
