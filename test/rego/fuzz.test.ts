/** Text at random, and policies with parts torn out: compiling ends and says what is wrong, evaluating ends whole or with a fault. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { compile, type Compiled, type Program } from "../../src/rego/rego.ts";
import { chanceFrom, rounds, seed, type Chance } from "../lib/random.ts";
import { policyFrom, policyText } from "./differential/policies.ts";

const words = `package p import rego.v1 data input some every in if else default contains not with as true false null set() x y _ deny
  [ ] { } ( ) , : ; . := = == != < >= + - * / % & | " \` $" # \\ \n \t 0 1 -1 1e9 0.5 "a" "\\u00e9" \`r\` count( sprintf( input.x data.p.y
  regex.match( walk( # METADATA @ ! ~ é 😀 \u0000`.split(/ +/);

function textFrom(chance: Chance): string {
  const start = chance.below(3) === 0 ? "" : "package p\n";
  return start + Array.from({ length: chance.below(60) }, () => chance.of(words)).join(chance.of([" ", "", "\n"]));
}

const bundled = readdirSync("policies")
  .filter((name) => name.endsWith(".rego"))
  .map((name) => readFileSync(`policies/${name}`, "utf8"));

/** A policy that somebody wrote or chance made, with some stretches removed, doubled, moved or replaced. */
function tornFrom(chance: Chance): string {
  let text = chance.below(2) === 0 ? chance.of(bundled) : policyText(policyFrom(chance));
  for (let times = 1 + chance.below(4); times > 0; times--) text = torn(text, chance);
  return text;
}

function torn(text: string, chance: Chance): string {
  const [from, length] = [chance.below(text.length + 1), chance.below(chance.of([3, 12, 80]))];
  const [before, part, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  return chance.of([
    () => before + after,
    () => before + part + part + after,
    () => after + part + before,
    () => before + chance.of(words) + part + after,
    () => before + chance.of(words) + after,
    () => before + chance.of(["[", "{", "(", "not ", "-", "a."]).repeat(chance.of([2, 90, 400])) + after,
  ])();
}

/** Faults tell the file, a place in it and what is wrong; whatever is thrown fails the test. */
function compiledSoundly(text: string, chance: Chance): Compiled {
  const compiled = compile([{ file: "f.rego", text }], { strict: chance.below(3) === 0, dialect: chance.of(["v0", "v1", "v1"]) });
  if (compiled.ok) return compiled;
  assert.ok(compiled.faults.length > 0);
  for (const fault of compiled.faults) {
    assert.match(fault.code, /^rego\./);
    assert.ok(fault.what.length > 0 && fault.what.length < 2_000, fault.what);
    assert.ok(fault.line >= 1 && fault.column >= 1 && fault.line <= text.split("\n").length, `${fault.what} in ${JSON.stringify(text)}`);
  }
  return compiled;
}

/** Of what may go wrong with a policy that was compiled. */
const faults = /^rego\.(limit|conflict|unsupported|size|builtin|type|depth)$/;

function evaluatedSoundly(program: Program, text: string): void {
  for (const input of [{}, { effects: [{ id: "e0", kind: "delete", target: { scope: "home" } }], list: [1, "a"], object: { a: 1 } }]) {
    const answer = program.evaluate("data", input, { steps: 20_000 });
    if (!answer.ok) assert.match(answer.fault.code, faults, text);
  }
}

test(`text at random is refused or means something (seed ${seed})`, () => {
  for (let round = 0; round < rounds(2_000, 200_000); round++) {
    const chance = chanceFrom(seed + round);
    compiledSoundly(textFrom(chance), chance);
  }
});

test(`a policy that was torn is refused or means something, and ends (seed ${seed})`, () => {
  for (let round = 0; round < rounds(600, 50_000); round++) {
    const chance = chanceFrom(seed + round);
    const text = tornFrom(chance);
    const compiled = compiledSoundly(text, chance);
    if (compiled.ok) evaluatedSoundly(compiled.program, text);
  }
});

test(`fewer steps than it takes are the fault of the limit, and never another answer (seed ${seed})`, () => {
  for (let round = 0; round < rounds(200, 10_000); round++) {
    const chance = chanceFrom(seed + round);
    const policy = policyFrom(chance);
    const compiled = compile([{ file: "p.rego", text: policyText(policy) }]);
    if (!compiled.ok) continue;
    const ask = (steps: number): ReturnType<Program["evaluate"]> => compiled.program.evaluate("data.p", policy.input, { steps });
    const whole = ask(200_000);
    if (!whole.ok) continue;
    assert.deepEqual(ask(whole.steps), whole);
    for (const steps of [0, 1, chance.below(whole.steps), whole.steps - 1]) {
      const cut = ask(steps);
      assert.equal(cut.ok ? "an answer" : cut.fault.code, "rego.limit", `${steps} of ${whole.steps} steps\n${policyText(policy)}`);
    }
  }
});
