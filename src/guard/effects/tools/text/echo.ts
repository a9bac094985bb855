/** echo, printf: what they write is known where their words are. */
import type { Flow } from "../../../shell/value.ts";
import { limits } from "../../../limits.ts";
import { noValues, type Tool, type Use } from "../../tool.ts";

export const echo: Tool = { names: ["echo", "printf"], shape: noValues, effects: () => [], output };

function output(use: Use): Flow {
  const tainted = use.words.find((word) => word.flow?.from === "download")?.flow;
  if (tainted !== undefined) return { ...tainted, from: "download" };
  const length = use.words.reduce((sum, word) => sum + word.text.length + 1, 0);
  if (!use.words.every((word) => word.known) || length > limits.valueChars) return { from: "unread" };
  return use.name === "echo" ? echoed(use.words.map((word) => word.text)) : printed(use.words.map((word) => word.text));
}

function echoed(words: readonly string[]): Flow {
  const first = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const options = words.slice(0, first < 0 ? words.length : first).join("");
  const text = words.slice(first < 0 ? words.length : first).join(" ");
  return { from: "call", text: (options.includes("e") ? unescaped(text) : text) + (options.includes("n") ? "" : "\n") };
}

/** Only formats whose conversions are all `%s` are exact. */
function printed(words: readonly string[]): Flow {
  const [format = "", ...values] = words;
  if (/%[^s%]/.test(format)) return { from: "unread" };
  const holes = format.match(/%s/g)?.length ?? 0;
  const rounds = holes === 0 ? 1 : Math.max(1, Math.ceil(values.length / holes));
  let next = 0;
  const text = Array.from({ length: rounds }, () =>
    unescaped(format).replace(/%(s|%)/g, (_, kind: string) => (kind === "%" ? "%" : (values[next++] ?? ""))),
  ).join("");
  return { from: "call", text };
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\x1b",
};

function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|0[0-7]{0,3}|[1-7][0-7]{0,2}|[\s\S])/g, (whole, code: string) => {
    if (code.startsWith("x")) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return escapes[code] ?? whole;
  });
}
