/** Text that is no valid shell, looked at word by word: a shell would turn it down, so what counts is whether any other reading could do harm. */
import type { Span } from "../../../base/span.ts";
import { literal } from "../../shell/value.ts";
import { noFindings } from "./findings.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";

/** Does any stretch of it, read as a command of its own, change something, or run what cannot be told? */
export function mayDoHarm(reading: Reading, scene: Scene, text: string): boolean {
  const pieces = piecesOf(text);
  if (pieces.length > piecesRead) return true;
  const span: Span = { start: 0, end: text.length };
  const findings = noFindings();
  for (const words of pieces) {
    if (!isPlain(words[0] as string)) return true;
    const invocation = { words: words.map(literal), span, stdin: undefined };
    reading.walk.words({ ...reading, findings }, copyOf(scene, { depth: scene.depth + 1, within: span }), invocation);
  }
  return (
    findings.doubts.length > 0 ||
    findings.effects.some((effect) => effect.kind !== "read" && !(effect.kind === "network" && effect.carrying === "nothing"))
  );
}

/** More stretches than this are not looked at: they may do harm. */
const piecesRead = 64;

function piecesOf(text: string): readonly (readonly string[])[] {
  const bare = text.replace(/\\\n/g, "").replace(/["'\\]/g, "");
  const stretches = bare.split(/[;&|(){}\n`]|\$(?=\()|(?<!\S)(?:do|then|else|elif|if|while|until|done|fi|esac|in|time|!)(?!\S)/);
  return stretches.map((stretch) => wordsOf(stretch)).filter((words) => words.length > 0);
}

/** Redirects and assignments in front of a command hide it from nobody. */
function wordsOf(stretch: string): readonly string[] {
  const words = stretch
    .replace(/\d*[<>]+/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "");
  const first = words.findIndex((word) => !/^\w+\+?=/.test(word));
  return first < 0 ? [] : words.slice(first);
}

/** The name of a program as people write it; anything else might become one. */
function isPlain(program: string): boolean {
  return !/[$`\u0000-\u001f]/.test(program);
}
