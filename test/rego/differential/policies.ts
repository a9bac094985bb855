/** Policies and inputs at random, kept in parts so that they can be made smaller. */
import type { Json } from "../../../src/base/json.ts";
import type { Chance } from "../../lib/random.ts";
import { bodyOf } from "./statements.ts";
import { constantOf, leafOf, termOf, type Setting } from "./terms.ts";

/** What stands before and after the body, and the body's statements. */
export type Part = { readonly head: string; readonly body: readonly string[] };

/** One name of the package: its rules and `else` branches, one after the other. */
export type Group = readonly Part[];

export type Policy = { readonly groups: readonly Group[]; readonly input: Json };

export function policyText({ groups }: Policy): string {
  return `package p\n\n${groups.flat().map(partText).join("\n\n")}\n`;
}

function partText({ head, body }: Part): string {
  return body.length === 0 ? head : `${head} if {\n  ${body.join("\n  ")}\n}`;
}

export function policyFrom(chance: Chance): Policy {
  const groups: Group[] = [];
  const [rules, functions]: [string[], { readonly name: string; readonly arity: number }[]] = [[], []];
  const setting: Setting = { chance, variables: [], rules, functions, depth: 2 };
  for (let index = 0, count = 1 + chance.below(5); index < count; index++) {
    if (chance.below(5) === 0) {
      const name = `f${index}`;
      groups.push(functionGroup(setting, name));
      functions.push({ name, arity: 2 });
    } else {
      const name = `r${index}`;
      groups.push(chance.of(kinds)(setting, name));
      rules.push(name);
    }
  }
  return { groups, input: inputFrom(chance) };
}

type Kind = (setting: Setting, name: string) => Group;

const kinds: readonly Kind[] = [
  (setting, name) => rulesOf(setting, (inside) => `${name} := ${termOf(inside)}`, 1),
  (setting, name) => [
    { head: `default ${name} := ${constantOf(setting.chance)}`, body: [] },
    ...rulesOf(setting, (inside) => `${name} := ${leafOf(inside)}`, 1),
  ],
  (setting, name) => elseChain(setting, name),
  (setting, name) => rulesOf(setting, (inside) => `${name} contains ${termOf(inside)}`, 2),
  (setting, name) => rulesOf(setting, (inside) => `${name}[${keyOf(inside)}] := ${leafOf(inside)}`, 2),
  (setting, name) => rulesOf(setting, (inside) => `${name}[${keyOf(inside)}] contains ${leafOf(inside)}`, 2),
  (setting, name) => rulesOf(setting, (inside) => `${name}.a[${keyOf(inside)}] := ${leafOf(inside)}`, 2),
  (setting, name) => [
    ...rulesOf(setting, (inside) => `${name}.a := ${leafOf(inside)}`, 1),
    ...rulesOf(setting, (inside) => `${name}.b.c := ${leafOf(inside)}`, 1),
  ],
];

function rulesOf(setting: Setting, head: (inside: Setting) => string, most: number): Part[] {
  return Array.from({ length: 1 + setting.chance.below(most) }, () => {
    const { statements, variables } = bodyOf(setting, 1 + setting.chance.below(3));
    return { head: head({ ...setting, variables, depth: 1 }), body: statements };
  });
}

/** Of numbers in one way of writing: where heads have one in two, as in `r[2.0]` beside `r[2]`, OPA loses the rules or falls over. */
function keyOf(setting: Setting): string {
  const key = leafOf(setting);
  return key === "2.0" ? "2" : key;
}

function elseChain(setting: Setting, name: string): Group {
  const parts = rulesOf(setting, (inside) => `${name} := ${leafOf(inside)}`, 1);
  return [...parts, ...rulesOf(setting, (inside) => `else := ${leafOf(inside)}`, 2)];
}

const patterns = ["x0, x1", "x0, [x1, _]", 'x0, {"a": x1}', 'x0, "a"', "x0, 1"];

function functionGroup(setting: Setting, name: string): Group {
  const { chance } = setting;
  return Array.from({ length: 1 + chance.below(2) }, () => {
    const pattern = chance.of(patterns);
    const variables = pattern.includes("x1") ? ["x0", "x1"] : ["x0"];
    const body = bodyOf({ ...setting, variables }, 1 + chance.below(2));
    return { head: `${name}(${pattern}) := ${leafOf({ ...setting, variables: body.variables })}`, body: body.statements };
  });
}

const scalars: readonly Json[] = [0, 1, 2, 3, -1, 1.5, 0.1, "a", "b", "ab", "", "x y", true, false, null, 100, "2"];

function inputFrom(chance: Chance): Json {
  const some = (depth: number): Json => {
    const choice = depth <= 0 ? 0 : chance.below(6);
    if (choice < 4) return chance.of(scalars);
    return choice === 4 ? Array.from({ length: chance.below(4) }, () => some(depth - 1)) : { a: some(depth - 1), b: some(depth - 1) };
  };
  return {
    a: some(2),
    b: some(1),
    list: Array.from({ length: chance.below(5) }, () => some(1)),
    object: { a: some(2), x: some(1) },
    nested: { deep: some(2) },
    matrix: [[some(0), some(0)], [some(0)]],
    text: chance.of(["a", "a.b.c", "hello world", "ä"]),
    number: chance.of([1, 2.5, -3, 1e21, 0.1]),
  };
}
