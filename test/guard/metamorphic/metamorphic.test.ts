/** However a command is spelled and wherever it is put, the guard is never milder than with the command itself. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isStricter } from "../../../src/guard/guard.ts";
import { decisionOn, testGuard } from "../../lib/bundled.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { commands } from "./commands.ts";
import { trialOf } from "./trial.ts";
import { rewrites } from "./rewrites.ts";

const guard = testGuard();

/** What is milder today, as `rewrite: command`. The list may only get shorter. */
const known = readFileSync(new URL("open.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

test("two hundred commands are stopped or logged, and there are fifty rewrites at least", () => {
  assert.ok(commands.length >= 200 && rewrites.length >= 50, `${commands.length} commands, ${rewrites.length} rewrites`);
  assert.equal(new Set(commands).size, commands.length);
  const harmless = commands.filter((command) => !isStricter(decisionOn(command, guard).verdict, "allow"));
  assert.deepEqual(harmless, []);
});

test(`no rewrite makes the guard milder (seed ${seed})`, { timeout: 600_000 }, () => {
  const chance = chanceFrom(seed);
  const oneIn = rounds(8, 1);
  const { tried, misses } = trialOf(guard, () => chance.below(oneIn) === 0);
  assert.ok(tried > 3_000, `only ${tried} were tried`);
  const missed = misses.filter(({ rewrite, command }) => !known.includes(`${rewrite}: ${command}`));
  assert.deepEqual(missed, []);
});

test("what is known to be milder still is: a line that passes leaves the list", () => {
  const open = trialOf(guard, ({ rewrite, command }) => known.includes(`${rewrite.name}: ${command}`));
  const missed = open.misses.map(({ rewrite, command }) => `${rewrite}: ${command}`);
  assert.deepEqual(
    known.filter((line) => !missed.includes(line)),
    [],
  );
});
