/** Programs that take lines and give lines: exact, or undefined where an option is not read. */
import { has, valuesOf } from "../describing/options.ts";
import type { Job } from "./pure.ts";

/** Every line with its break; the last one may have none. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function only(job: Job, ...names: readonly string[]): boolean {
  return job.line.options.every((option) => names.includes(option.name));
}

export function rev(job: Job): string | undefined {
  if (!only(job)) return undefined;
  return linesOf(job.text)
    .map((line) => (line.endsWith("\n") ? `${reversed(line.slice(0, -1))}\n` : reversed(line)))
    .join("");
}

function reversed(text: string): string {
  return [...text].toReversed().join("");
}

export function tac(job: Job): string | undefined {
  return only(job) && job.text.endsWith("\n") ? linesOf(job.text).toReversed().join("") : undefined;
}

/** `-n 3`, `-3`, `-c 5`; a negative number leaves that many out at the end. */
export function head(job: Job): string | undefined {
  const amount = amountIn(job);
  if (amount === undefined) return undefined;
  const parts = amount.unit === "lines" ? linesOf(job.text) : bytesOf(job.text);
  const count = Number(amount.number.replace(/^\+/, ""));
  return parts?.slice(0, count < 0 || amount.number.startsWith("-") ? parts.length + count : count).join("");
}

/** A number with a plus says where it begins. */
export function tail(job: Job): string | undefined {
  const amount = amountIn(job);
  if (amount === undefined) return undefined;
  const parts = amount.unit === "lines" ? linesOf(job.text) : bytesOf(job.text);
  const count = Math.abs(Number(amount.number));
  if (amount.number.startsWith("+")) return parts?.slice(Math.max(0, count - 1)).join("");
  return count === 0 ? "" : parts?.slice(-count).join("");
}

type Amount = { readonly number: string; readonly unit: "lines" | "bytes" };

function amountIn({ line }: Job): Amount | undefined {
  const digits = line.options.map((option) => option.name).join("");
  if (line.options.length === 0) return { number: "10", unit: "lines" };
  if (/^\d+$/.test(digits)) return { number: digits, unit: "lines" };
  const [lines] = valuesOf(line, "n", "lines");
  const [bytes] = valuesOf(line, "c", "bytes");
  const number = (lines ?? bytes)?.text ?? "";
  if (line.options.length > 1 || !/^[+-]?\d{1,9}$/.test(number)) return undefined;
  return { number, unit: lines === undefined ? "bytes" : "lines" };
}

/** Characters are bytes only where none takes several. */
function bytesOf(text: string): readonly string[] | undefined {
  const letters = [...text];
  return letters.every((letter) => letter < "\u0080") ? letters : undefined;
}

export function cut(job: Job): string | undefined {
  if (!only(job, "d", "delimiter", "f", "fields", "c", "characters", "b", "bytes", "s")) return undefined;
  const [fields] = valuesOf(job.line, "f", "fields");
  const [letters] = valuesOf(job.line, "c", "characters", "b", "bytes");
  const isChosen = rangesIn((fields ?? letters)?.text ?? "");
  if (isChosen === undefined || (letters !== undefined && bytesOf(job.text) === undefined)) return undefined;
  const gap = fields === undefined ? "" : (valuesOf(job.line, "d", "delimiter")[0]?.text ?? "\t");
  if (fields !== undefined && gap.length !== 1) return undefined;
  const kept = linesOf(job.text).flatMap((whole) => {
    const line = whole.replace(/\n$/, "");
    if (fields !== undefined && !line.includes(gap)) return has(job.line, "s") ? [] : [line];
    return [
      line
        .split(gap)
        .filter((_, position) => isChosen(position + 1))
        .join(gap),
    ];
  });
  return kept.map((line) => `${line}\n`).join("");
}

/** `1,3-5,7-` */
function rangesIn(list: string): ((position: number) => boolean) | undefined {
  const ranges = list.split(",").map((part) => /^(\d*)(-?)(\d*)$/.exec(part));
  if (list === "" || ranges.some((range) => range === null || (range[1] === "" && range[3] === ""))) return undefined;
  return (position) =>
    ranges.some((range) => {
      const [, from = "", dash = "", to = ""] = range ?? [];
      return position >= Number(from) && position <= (dash === "" ? Number(from) : to === "" ? Number.POSITIVE_INFINITY : Number(to));
    });
}

/** Plain letters and digits have the same order everywhere. */
export function sort(job: Job): string | undefined {
  if (!only(job, "r", "u", "reverse", "unique")) return undefined;
  const lines = linesOf(job.text).map((line) => line.replace(/\n$/, ""));
  const isPlain = lines.every((line) => /^[a-z]*$/.test(line)) || lines.every((line) => /^\d*$/.test(line));
  if (!isPlain && lines.length > 1) return undefined;
  const sorted = [...(has(job.line, "u", "unique") ? new Set(lines) : lines)].sort();
  if (has(job.line, "r", "reverse")) sorted.reverse();
  return sorted.map((line) => `${line}\n`).join("");
}

export function uniq(job: Job): string | undefined {
  if (!only(job) || job.line.operands.length > 1) return undefined;
  const lines = linesOf(job.text).map((line) => line.replace(/\n$/, ""));
  return lines
    .filter((line, position) => line !== lines[position - 1])
    .map((line) => `${line}\n`)
    .join("");
}

/** `paste -s`: all lines become one. */
export function paste(job: Job): string | undefined {
  const gap = valuesOf(job.line, "d", "delimiters")[0]?.text ?? "\t";
  if (!has(job.line, "s") || !only(job, "s", "d", "delimiters") || job.line.operands.length > 1 || !/^[^\\]$/.test(gap)) return undefined;
  return `${job.text.replace(/\n$/, "").replaceAll("\n", gap)}\n`;
}

export function counts(job: Job): string | undefined {
  if (job.line.operands.length > 0 || job.line.options.length !== 1) return undefined;
  const [option] = job.line.options;
  if (option?.name === "l") return `${(job.text.match(/\n/g) ?? []).length}\n`;
  if (option?.name === "w") return `${(job.text.match(/\S+/g) ?? []).length}\n`;
  const bytes = bytesOf(job.text);
  return (option?.name === "c" || option?.name === "m") && bytes !== undefined ? `${bytes.length}\n` : undefined;
}
