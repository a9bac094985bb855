/** One entry as one line that a person reads. Control characters in it do not reach the terminal. */
import type { Members } from "../../base/read.ts";
import { oneLine } from "../one-line.ts";
import { instantText } from "./instant-text.ts";

const mostWidth = 300;

export function entryText(entry: Members): string {
  const parts = [instantText(Number(entry["at"])), verdictOf(entry).padEnd(7), wordOf(entry, "agent").padEnd(12), aboutOf(entry)];
  const rules = Array.isArray(entry["rules"]) && entry["rules"].length > 0 ? [`[${entry["rules"].join(", ")}]`] : [];
  const cwd = wordOf(entry, "cwd");
  return oneLine([...parts, ...rules, ...(cwd === "" ? [] : [`in ${cwd}`])].join("  "), mostWidth);
}

/** The verdict of a call, or what else was written down. */
export function verdictOf(entry: Members): string {
  switch (entry["is"]) {
    case "decision":
      return wordOf(entry, "verdict");
    case "refusal":
      return "refused";
    default:
      return wordOf(entry, "is");
  }
}

/** What an entry is about, in its own words. */
export function aboutOf(entry: Members): string {
  switch (entry["is"]) {
    case "decision":
      return wordOf(entry, "text") || wordOf(entry, "act");
    case "refusal":
      return wordOf(entry, "reason");
    case "statement":
      return [wordOf(entry, "did"), wordOf(entry, "about")].join(" ");
    case "notice":
      return [wordOf(entry, "event"), wordOf(entry, "about"), wordOf(entry, "refused")].filter((one) => one !== "").join(" ");
    case "fleet":
      return fleetText(entry);
    default:
      return [wordOf(entry, "did"), wordOf(entry, "through")].filter((one) => one !== "").join(" ");
  }
}

function fleetText(entry: Members): string {
  const [did, task, from, to, leave] = ["did", "task", "from", "to", "leave"].map((name) => wordOf(entry, name));
  return task === "" ? `${did} by ${leave}` : `${did} task ${task} from ${from} to ${to} (${leave})`;
}

export function wordOf(entry: Members, name: string): string {
  const value = entry[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
