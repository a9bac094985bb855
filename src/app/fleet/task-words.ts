/** The words of a new task on the command line: what is to be done, when, and for how much. */
import { InvalidArgumentError } from "commander";
import type { Instant } from "../../base/instant.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { now, readDescriptor, readTextFile } from "../../hosts/node/node.ts";
import { msFrom } from "../settings/units.ts";

export function textFrom(words: readonly string[], file: string | undefined): Result<string> {
  if (file !== undefined && words.length > 0)
    return fail({ code: "task.text", what: "what is to be done comes from a file or from words, not from both" });
  const text = file === undefined ? done(words.join(" ")) : file === "-" ? standardInput() : readTextFile(file);
  if (!text.ok || text.value.trim() !== "") return text.ok ? done(text.value.trim()) : text;
  return fail({ code: "task.text", what: "a task has to say what is to be done", todo: "sheepdog task add 'mend the failing test'" });
}

function standardInput(): Result<string> {
  const bytes = readDescriptor(0);
  return bytes.ok ? done(new TextDecoder().decode(bytes.value)) : bytes;
}

const longestTitle = 80;

export function titleOf(text: string): string {
  const [first = ""] = text.split("\n");
  return first.length <= longestTitle ? first : `${first.slice(0, longestTitle - 1)}…`;
}

export function whenOption(word: string): Instant {
  const ms = msFrom(word);
  const at =
    ms === undefined
      ? new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.test(word) ? word : "").getTime()
      : Math.floor(now()) + ms;
  if (Number.isNaN(at)) throw new InvalidArgumentError("it is `30m`, `2h`, `3d`, or a time with its zone such as `2026-11-22T09:00Z`");
  return at;
}

export function budgetOption(word: string): number {
  const amount = /^\d{1,6}(?:\.\d{1,6})?$/.test(word) ? Number(word) : 0;
  if (amount <= 0) throw new InvalidArgumentError("it is an amount of US dollars, such as `2.50`");
  return Math.round(amount * 1_000_000);
}
