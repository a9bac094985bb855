/** Reads `corpus/seeds`: what three older guards said about a call, what we say, and why where that differs. */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Act,
  type Call,
  callVersion,
  decide,
  type Decision,
  type Guard,
  isStricter,
  type Verdict,
  verdicts,
} from "../../src/guard/guard.ts";
import { testSite } from "../lib/bundled.ts";
import { home, project } from "../lib/home.ts";

/** Their words: `block` and `allow`, `ask`, `warn` where one of them had it, `rewrite`, and `none` for saying nothing. */
const theirWords = ["block", "ask", "warn", "allow", "rewrite", "none"] as const;
export type TheirWord = (typeof theirWords)[number];

export type Seed = {
  readonly file: string;
  readonly line: number;
  readonly id: string;
  readonly theirs: TheirWord;
  readonly verdict: Verdict;
  /** The rule that leads our decision; `-` where none speaks, `?` where it is not settled yet. */
  readonly rule: string;
  readonly call: string;
  readonly why?: string;
};

const folder = new URL("../../corpus/seeds/", import.meta.url);
export const openFile = "open.txt";

export function seeds(): readonly Seed[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort();
  return files.flatMap((file) => seedsIn(file, readFileSync(new URL(file, folder), "utf8")));
}

function seedsIn(file: string, text: string): readonly Seed[] {
  return text.split("\n").flatMap((line, position) => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    const [, id, theirWord, ourWord, rule, call, why] = /^(\S+)\s+(\w+)\s+(\w+)\s+(\S+)\s+(.*?)(?:\s+## (.*))?$/.exec(line) ?? [];
    const theirs = theirWords.find((word) => word === theirWord);
    const verdict = verdicts.find((word) => word === ourWord);
    if (id === undefined || theirs === undefined || verdict === undefined || rule === undefined || call === undefined)
      throw new Error(`corpus/seeds/${file}:${position + 1}: not \`id theirs ours rule call\``);
    return [
      { file, line: position + 1, id, theirs, verdict, rule, call: call.replaceAll("␤", "\n"), ...(why === undefined ? {} : { why }) },
    ];
  });
}

/** Is our verdict what theirs comes to? A block is a stop, and so is a question; only a reason lets ours be anything else. */
export function agrees(theirs: TheirWord, ours: Verdict): boolean {
  if (theirs === "none") return true;
  if (theirs === "rewrite") return false;
  if (theirs === "block") return isStricter(ours, "warn");
  if (theirs === "allow") return !isStricter(ours, "warn");
  return theirs === ours;
}

/** A shell command, or `@write PATH` and the like for the other tools; `@pane-read` in front asks from a pane in read mode. */
export function decisionOnSeed(text: string, guard: Guard): Decision {
  const [, pane, call] = /^(@pane-read )?(.*)$/s.exec(text) ?? [];
  const by: Call = {
    version: callVersion,
    act: actOf(call ?? ""),
    by: { agent: "none" },
    cwd: project,
    home,
    mode: pane === undefined ? "write" : "read",
  };
  const outcome = decide(by, guard, testSite);
  if (!outcome.ok) throw new Error(outcome.fault.what);
  return outcome.value;
}

function actOf(text: string): Act {
  const [, tool, operand] = /^@(\w+) (.*)$/.exec(text) ?? [];
  const path = (operand ?? "").replace(/^~(?=\/)/, home);
  switch (tool) {
    case undefined:
      return { kind: "shell", command: text, dialect: "bash", background: false };
    case "read":
      return { kind: "read", paths: [path] };
    case "write":
      return { kind: "change", files: [{ path, change: "write", content: "text\n" }] };
    case "edit":
      return { kind: "change", files: [{ path, change: "edit", edits: [{ from: "a", to: "b", everywhere: false }] }] };
    case "fetch":
      return { kind: "fetch", url: path, method: "GET" };
    default:
      throw new Error(`no tool \`@${tool}\``);
  }
}
