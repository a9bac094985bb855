/** sed one-liners on a known text: `s/a/b/g`, `y/ab/cd/`, `2p`, `1,3d`, `$d`. Exact, or undefined for any other program. */
import { has, valuesOf } from "../describing/options.ts";
import type { Job } from "./pure.ts";

type Step = { readonly from: number | "last" | undefined; readonly to: number | "last" | undefined; readonly act: Act };
type Act =
  | { readonly kind: "print" }
  | { readonly kind: "delete" }
  | { readonly kind: "change"; readonly change: (line: string) => string };

export function sed({ line, words, text }: Job): string | undefined {
  if (line.options.some((option) => !["e", "expression", "n", "r", "E", "quiet", "silent"].includes(option.name))) return undefined;
  const named = valuesOf(line, "e", "expression").map((value) => value.text);
  const isExtended = has(line, "r", "E");
  const steps = (named.length > 0 ? named : words).flatMap((source) => commandsIn(source)).map((source) => stepOf(source, isExtended));
  if (steps.length === 0 || steps.includes(undefined)) return undefined;
  const isQuiet = has(line, "n", "quiet", "silent");
  const lines = text.replace(/\n$/, "").split("\n");
  if (text === "") return "";
  if (text.length > longestText) return undefined;
  const made = lines.map((one, position) => throughSteps(one, steps as readonly Step[], { position, count: lines.length, isQuiet }));
  const whole = made
    .flat()
    .map((one) => `${one}\n`)
    .join("");
  // The last line ends as it came in.
  return text.endsWith("\n") || made.at(-1)?.length === 0 ? whole : whole.slice(0, -1);
}

/** A pattern with a star may look at each character once for each. */
const longestText = 4096;

/** Commands with semicolons or line breaks between them; what is left over at the end is a command that nobody reads. */
function commandsIn(source: string): readonly string[] {
  const found: string[] = [];
  let rest = source;
  while (rest !== "") {
    const command =
      /^[\s;]*((?:[\d$,]*\s*)(?:[pd]|[sy]([^\w\s\\])(?:\\[\s\S]|(?!\2)[^\\])*\2(?:\\[\s\S]|(?!\2)[^\\])*\2\w*))\s*(?=[;\n]|$)/.exec(rest);
    if (command === null) return /^[\s;]*$/.test(rest) ? found : [...found, rest];
    found.push(command[1] ?? "");
    rest = rest.slice(command[0].length);
  }
  return found;
}

type Where = { readonly position: number; readonly count: number; readonly isQuiet: boolean };

function throughSteps(line: string, steps: readonly Step[], { position, count, isQuiet }: Where): readonly string[] {
  let now = line;
  const out: string[] = [];
  for (const { from, to, act } of steps) {
    const number = position + 1;
    const worth = (place: number | "last"): number => (place === "last" ? count : place);
    const isMeant = from === undefined || (number >= worth(from) && number <= worth(to ?? from));
    if (!isMeant) continue;
    if (act.kind === "delete") return out;
    if (act.kind === "print") out.push(now);
    else now = act.change(now);
  }
  return isQuiet ? out : [...out, now];
}

function stepOf(source: string, isExtended: boolean): Step | undefined {
  const [, first, second, rest = ""] = /^(\d+|\$)?(?:,(\d+|\$))?\s*(.*)$/s.exec(source) ?? [];
  const act = actOf(rest, isExtended);
  return act === undefined ? undefined : { from: placeOf(first), to: placeOf(second), act };
}

function placeOf(text: string | undefined): number | "last" | undefined {
  return text === undefined ? undefined : text === "$" ? "last" : Number(text);
}

function actOf(source: string, isExtended: boolean): Act | undefined {
  if (source === "p") return { kind: "print" };
  if (source === "d") return { kind: "delete" };
  const [, command, mark = "", rest = ""] = /^([sy])([^\w\s\\])(.*)$/s.exec(source) ?? [];
  if (command === undefined) return undefined;
  const parts = partsAt(rest, mark);
  if (parts.length !== 3) return undefined;
  const [pattern = "", replacement = "", flags = ""] = parts;
  return command === "y" ? exchange(pattern, replacement, flags) : substitute({ pattern, replacement, flags, isExtended });
}

/** A backslash before the mark makes it a character like any other. */
function partsAt(text: string, mark: string): readonly string[] {
  const parts: string[] = [""];
  const add = (part: string): void => {
    parts.push((parts.pop() ?? "") + part);
  };
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && text[at + 1] === mark) {
      add(mark);
      at += 1;
    } else if (text[at] === "\\") {
      add(text.slice(at, at + 2));
      at += 1;
    } else if (text[at] === mark) parts.push("");
    else add(text[at] ?? "");
  }
  return parts;
}

function exchange(from: string, to: string, flags: string): Act | undefined {
  if (flags !== "" || from.length !== to.length || /\\/.test(from + to)) return undefined;
  return { kind: "change", change: (line) => [...line].map((letter) => to[from.indexOf(letter)] ?? letter).join("") };
}

type Substitution = { readonly pattern: string; readonly replacement: string; readonly flags: string; readonly isExtended: boolean };

/** Patterns of plain characters, dots, anchors and simple sets mean the same in every dialect. */
function substitute({ pattern, replacement, flags, isExtended }: Substitution): Act | undefined {
  if (!/^[gIi]*$/.test(flags) || /\\[^./\\*[\]$^-]/.test(pattern) || pattern === "") return undefined;
  const isPlain = /^\^?(?:[\w\s/,:;@%&=!~"'#<>.-]|\\[./\\*[\]$^-]|\[\^?[\w\s/,:;.@%=+-]+\]\*?|\.\*)*\$?$/.test(pattern);
  if (!isPlain || (pattern.match(/\*/g) ?? []).length > 1 || (isExtended && /[+?{}()|]/.test(pattern))) return undefined;
  const by = replacementOf(replacement);
  if (by === undefined) return undefined;
  const expression = new RegExp(
    pattern.replaceAll("/", "\\/"),
    `u${flags.includes("g") ? "g" : ""}${/i/i.test(flags) ? "i" : ""}`.replace("u", ""),
  );
  return { kind: "change", change: (line) => line.replace(expression, (found) => by.map((part) => part ?? found).join("")) };
}

/** `&` is what was found, which is undefined here. */
function replacementOf(source: string): readonly (string | undefined)[] | undefined {
  const parts: (string | undefined)[] = [];
  for (const [part] of source.matchAll(/\\[\s\S]|&|[^\\&]+/g)) {
    if (part === "&") parts.push(undefined);
    else if (!part.startsWith("\\")) parts.push(part);
    else if (part === "\\n") parts.push("\n");
    else if (/^\\[&/\\.]$/.test(part)) parts.push(part.slice(1));
    else return undefined;
  }
  return parts;
}
