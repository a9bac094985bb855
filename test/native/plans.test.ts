/** Stored plans in the frozen core: whole ones answer, and whatever else lies there is refused or blocks the call; nothing crashes. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildNative, freeze } from "../../native/build.mjs";
import { bundle } from "../../scripts/setup/bundle.mjs";
import { chanceFrom, rounds, seed } from "../lib/random.ts";
import { installed, type Outcome, repository, scratch } from "./ground.ts";

await buildNative({ log: () => {} });
const image = join(scratch, "plans-guard");
const folder = join(scratch, "plans");
mkdirSync(folder);
const script = join(folder, "guard.js");
await bundle({ root: repository, build: join(repository, ".build"), scratch: folder }, script, {
  entries: ["test/native/plans/plans.native.ts"],
});
await freeze([script], image);

const ask = (plan: string | null): Outcome => installed(image, { input: JSON.stringify({ plan }) });
const plan = ask(null).stdout;
const right = ask("").stdout.replace("compiled ", "");
const chance = chanceFrom(seed);

test("a whole plan answers as the policy does", () => {
  assert.match(plan, /^[^\n]+\n\{|^[^\n]+\n\[/);
  assert.deepEqual(JSON.parse(right), { all_small: true, level: "high", names: 1, risky: [1, 2] });
  assert.deepEqual(ask(plan), { exit: 0, stdout: `loaded ${right}`, stderr: "" });
});

const [head = "", body = ""] = [plan.slice(0, plan.indexOf("\n")), plan.slice(plan.indexOf("\n") + 1)];
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** With the hash that belongs to this body, as somebody could make it who knows how. */
const sealed = (text: string): string => `${head.replace(hash(body), hash(text))}\n${text}`;

test("the hash of what follows stands in the first line", () => assert.ok(head.includes(hash(body)) && sealed(body) === plan));

/** Another digit, sign or letter, a piece gone, or a piece twice. */
function damaged(text: string): string {
  const [start, size] = [chance.below(text.length), 1 + chance.below(8)];
  const piece = text.slice(start, start + size);
  const instead = chance.of([
    String(chance.below(10)),
    `-${chance.below(100)}`,
    String(chance.below(2 ** 31)),
    "",
    piece + piece,
    '"',
    "[",
    "]",
    "null",
    "9".repeat(400),
    "\u0000",
    "é",
  ]);
  return text.slice(0, start) + instead + text.slice(start + (chance.below(2) === 0 ? size : 0));
}

const odd: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["one line", head],
  ["a body alone", body],
  ["another format", plan.replace(/\d/, "9")],
  ["a body of another kind", sealed("null")],
  ["a body that is no JSON", sealed(`${body}]`)],
  ["a body as deep as can be", sealed("[".repeat(300_000))],
  ["six megabytes of numbers", sealed(`[${"1,".repeat(3_000_000)}1]`)],
  ["six megabytes of signs", `${head}\n${"x".repeat(6_000_000)}`],
];

for (const [what, text] of odd) {
  test(`${what} is no plan: it is compiled, or the call is blocked`, () => assertSound(ask(text)));
}

test("a plan that ends anywhere too early is compiled instead", () => {
  for (let share = 0; share < 1; share += 1 / rounds(16, 200)) {
    assert.equal(ask(plan.slice(0, Math.floor(plan.length * share))).stdout, `compiled ${right}`, String(share));
  }
});

test("a plan in which anything was changed is compiled instead", () => {
  for (let round = 0; round < rounds(40, 3_000); round += 1) {
    const text = damaged(plan);
    if (text !== plan) assert.equal(ask(text).stdout, `compiled ${right}`, `seed ${seed}, round ${round}`);
  }
});

/** Well formed or not, right or wrong: who knows the seal can write any plan. What it must not do is to bring the guard down. */
test("a plan that was changed by somebody who can seal it gives an answer or blocks the call, and the guard stands", () => {
  for (let round = 0; round < rounds(60, 5_000); round += 1) assertSound(ask(sealed(damaged(body))), `seed ${seed}, round ${round}`);
});

function assertSound({ exit, stdout, stderr }: Outcome, where = ""): void {
  const shown = `${where}: ${JSON.stringify({ exit, stdout, stderr }).slice(0, 400)}`;
  assert.ok(exit === 0 ? /^(loaded|compiled) /.test(stdout) : exit === 2, shown);
  if (exit === 2) assert.match(stderr, /^sheepdog: the guard (failed|ran out of steps)/, shown);
}
