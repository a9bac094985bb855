/** What a program lends its hands to besides what its own file in `tools/` says: options that execute, words for other machines, programs of sed. */
import { literal, type Value } from "../../shell/value.ts";
import { type Hijack, optionHijack } from "../hijacks/hijacks.ts";
import { readLine, valuesOf } from "../describing/options.ts";
import { remoteRuns } from "../remotes/remotes.ts";
import type { Run } from "./run.ts";
import type { Use } from "../describing/tool.ts";
import { runtimeLoan } from "../tools/packages/runtimes.ts";

export function lentBy(use: Use): Hijack {
  const { runs, parts } = optionHijack(use);
  const loan = runtimeLoan(use) ?? none;
  return { runs: runs.concat(remoteRuns(use), sedRuns(use), loan.runs), parts: parts.concat(loan.parts) };
}

const none: Hijack = { runs: [], parts: [] };

const sedShape = { short: "efl", long: ["expression", "file", "line-length"] };

/** A program with a value in it that is not known is most often a replacement. */
function sedRuns({ name, words }: Use): readonly Run[] {
  if (name !== "sed" && name !== "gsed") return [];
  const line = readLine(words, sedShape);
  const named = valuesOf(line, "e", "expression");
  const files = valuesOf(line, "f", "file");
  // `-i ''` keeps no copy, on some systems.
  const [first] = named.length + files.length > 0 ? [] : line.operands.filter(({ text }) => text !== "");
  const texts = [...named, ...(first === undefined ? [] : [first])].filter(({ known }: Value) => known);
  const around = { via: name, language: "sed" as const };
  // Several of them are the lines of one program.
  const whole = literal(texts.map(({ text }) => text).join("\n"));
  return [
    ...(texts.length === 0 ? [] : [{ ...around, as: "code", text: whole } as const]),
    ...files.map((path): Run => ({ ...around, as: "file", path })),
  ];
}
