/** Programs whose output nobody knows, and yet what it looks like: a number, a date, a name without slashes. */
import type { Flow } from "../../shell/value.ts";
import { has } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";

const name = "[A-Za-z0-9]*";
const number = "[0-9]*";

export function shapeOfOutput(use: Use): Flow | undefined {
  const shape = shapeOf(use);
  return shape === undefined ? undefined : { from: "unread", shape };
}

function shapeOf(use: Use): string | undefined {
  const words = use.words.map((word) => (word.known ? word.text : "?"));
  switch (use.name) {
    case "date":
    case "gdate":
      return dateShape(words);
    case "id":
      return words.every((word) => /^-(u|g|un|gn|nu|ng|r|n)$/.test(word)) && words.length > 0 ? name : undefined;
    case "nproc":
    case "uuidgen":
    case "whoami":
    case "hostname":
    case "arch":
    case "logname":
      return words.every((word) => word.startsWith("-") || use.name === "nproc") ? name : undefined;
    case "uname":
      return words.length < 2 && !has(use.line, "a", "v") ? name : undefined;
    case "wc":
      return use.line.operands.length === 0 && use.line.options.length === 1 ? number : undefined;
    case "git":
      return words[0] === "rev-parse" && words.length > 1 && words.slice(1).every((word) => /^(--short(=\d+)?|HEAD)$/.test(word))
        ? name
        : undefined;
    default:
      return undefined;
  }
}

/** A date made of numbers and plain characters. */
function dateShape(words: readonly string[]): string | undefined {
  const [format, ...more] = words.filter((word) => !/^(-u|--utc)$/.test(word));
  if (format === undefined || more.length > 0 || !/^\+([\w:.-]|%[YmdHMSsNjuwyIeFT])+$/.test(format)) return undefined;
  return format
    .slice(1)
    .replace(/%F/g, "%Y-%m-%d")
    .replace(/%T/g, "%H:%M:%S")
    .replace(/%[A-Za-z]/g, number);
}
