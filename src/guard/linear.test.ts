/** Twice the text takes at most two and a half times as long, whatever its shape. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../test/lib/bundled.ts";

const guard = testGuard();
const times = (count: number, text: string): string => text.repeat(count);

/** Shapes that have brought parsers and evaluators to their knees; each stays below the bounds at the larger size. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  "commands in a row": (size) => times(size, "echo a; "),
  "a long pipeline": (size) => `echo a${times(size, " | cat")}`,
  assignments: (size) => Array.from({ length: size }, (_, at) => `v${at}=${at}; `).join(""),
  "one word of many expansions": (size) => `x=a; echo "${times(size, "$x")}"`,
  "one long quoted word": (size) => `echo '${times(size * 40, "a ")}'`,
  "words without end": (size) => `echo${times(size * 4, " a")}`,
  "many heredocs": (size) => times(size / 2, "cat <<E\nabc\nE\n"),
  "one long heredoc": (size) => `cat <<E\n${times(size * 8, "line $x\n")}E\n`,
  "substitutions beside each other": (size) => `echo ${times(size / 2, "$(echo a) ")}`,
  functions: (size) => Array.from({ length: size / 4 }, (_, at) => `f${at}() { echo a; }; `).join(""),
  "functions that are called": (size) => Array.from({ length: size / 4 }, (_, at) => `f${at}() { echo a; }; f${at}; `).join(""),
  "functions with variables of their own": (size) =>
    Array.from({ length: size / 4 }, (_, at) => `f${at}() { local a=${at}; v${at}=$a; }; f${at}; `).join(""),
  "branches over many variables": (size) => Array.from({ length: size / 8 }, (_, at) => `if a; then v${at}=b; fi; `).join(""),
  "subshells over many variables": (size) => Array.from({ length: size / 4 }, (_, at) => `v${at}=b; (echo a); `).join(""),
  "branches in a row": (size) => times(size / 8, "if a; then b; fi; "),
  "patterns against a long text": (size) => `x=${times(size * 4, "ab")}; echo "\${x##*b}" "\${x%%a*}" "\${x//a/c}"`,
  "unclosed quotes and brackets": (size) => times(size * 2, "'( "),
  "assignments from substitutions": (size) => Array.from({ length: size / 2 }, (_, at) => `v${at}=$(echo ${at}); `).join(""),
  "branches inside each other": (size) => `${times(size / 16, "if a; then ")}b${times(size / 16, "; fi")}`,
  "a long list of braces": (size) => `echo ${times(size / 8, "{a,b} ")}`,
  redirects: (size) => times(size / 2, "echo a > /dev/null 2>&1; "),
};

const sizes = [400, 800] as const;
const tries = 20;

for (const [name, shape] of Object.entries(shapes)) {
  test(`linear: ${name}`, () => {
    const [small, large] = sizes.map((size) => shape(size)) as [string, string];
    for (const text of [small, large]) decisionOn(text, guard);
    // The least of several: another program may get in the way of one, but not of each.
    const ratios = [spent(large) / spent(small)];
    while (Math.min(...ratios) > 2.5 && ratios.length < tries) ratios.push(spent(large) / spent(small));
    assert.ok(Math.min(...ratios) <= 2.5, `grew by ${ratios.map((ratio) => ratio.toFixed(1)).join(", ")}`);
  });
}

function spent(command: string): number {
  const rounds = Array.from({ length: 3 }, () => {
    const start = performance.now();
    decisionOn(command, guard);
    return performance.now() - start;
  });
  return Math.min(...rounds);
}
