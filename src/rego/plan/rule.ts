/** Plans the rules of one path as a function of the input and the data. */
import { invariant } from "../../base/assert.ts";
import { isConstantText, type CoreRule, type CoreTerm } from "../check/reduced.ts";
import { equal } from "../values/order.ts";
import type { Value } from "../values/value.ts";
import type { Block, Local, Operand } from "./ir.ts";
import type { Planning } from "./planning.ts";
import { planBody } from "./statement.ts";
import { planTerm } from "./term.ts";
import { planMatch } from "./unify.ts";

/** The name of the function that gives the value of these rules; it is planned when it is first needed. */
export function planFunction(plan: Planning, unsorted: readonly CoreRule[]): string {
  const rules = [...unsorted].sort((one, other) => other.path.length - one.path.length);
  const path = sharedPath(rules);
  const key = pathText(path);
  const known = plan.generation.names.get(key);
  if (known !== undefined) return known;
  const name = `g${plan.generation.number}.${key}`;
  if (plan.open.has(key)) {
    complainOfRecursion(plan, key, rules[0] as CoreRule);
    return name;
  }
  if (plan.isFull()) return name;
  plan.open.add(key);
  plan.apart(() => planBlocks(plan, rules, { name, path }));
  plan.open.delete(key);
  plan.generation.names.set(key, name);
  return name;
}

function complainOfRecursion(plan: Planning, key: string, rule: CoreRule): void {
  plan.complain(
    { code: "rego.recursion", at: rule.at, what: `\`${key}\` is needed to work out itself, which Rego does not allow` },
    rule.source,
  );
}

/** The constant part of the path that all rules have in common. */
function sharedPath(rules: readonly CoreRule[]): string[] {
  const [first] = rules as readonly [CoreRule];
  const length = Math.min(...rules.map(({ path }) => constantLength(path)));
  return first.path.slice(0, length).map((step) => (step as { value: string }).value);
}

export function constantLength(path: readonly CoreTerm[]): number {
  const found = path.findIndex((step) => !isConstantText(step));
  return found === -1 ? path.length : found;
}

/** As OPA writes a path: names after dots, other keys in brackets. */
export function pathText(path: readonly string[]): string {
  return path.reduce((text, name) => (/^[A-Za-z_]\w*$/.test(name) ? `${text}.${name}` : `${text}[${JSON.stringify(name)}]`), "data");
}

/** How the rules of a function put their values together. */
type Shape = {
  readonly params: readonly Local[];
  readonly passed: number;
  readonly returns: Local;
  /** The value of the rule body and its `else` branches that is being worked out. */
  readonly result: Local;
  /** The first local that is free in each block. */
  readonly next: Local;
  readonly makes: "value" | "set" | "object";
  /** How many steps of a rule's path lead to the function; the rest are keys. */
  readonly depth: number;
};

function planBlocks(
  plan: Planning,
  rules: readonly CoreRule[],
  { name, path }: { readonly name: string; readonly path: readonly string[] },
): void {
  const [first] = rules as readonly [CoreRule];
  plan.source = first.source;
  plan.originate(first.at);
  const passed = plan.passed.length;
  const params = Array.from({ length: passed + (first.args?.length ?? 0) }, () => plan.local());
  const makes = rules.some((rule) => rule.path.length > path.length) ? "object" : first.makes;
  const locals = { params, passed, returns: plan.local(), result: plan.local() };
  const shape = { ...locals, next: plan.nextLocal, makes, depth: path.length } as const;
  const blocks: Block[] = [];
  if (makes !== "value")
    blocks.push(plan.block(() => plan.emit({ op: makes === "set" ? "make-set" : "make-object", target: shape.returns })));
  if (makes === "object") blocks.push(plan.block(() => planEmpty(plan, rules, shape)));
  for (const rule of rules.filter(({ isDefault }) => !isDefault)) blocks.push(...planChain(plan, rule, shape));
  const fallback = rules.find(({ isDefault }) => isDefault);
  if (fallback !== undefined) blocks.push(planDefault(plan, fallback, shape));
  blocks.push(plan.block(() => plan.emit({ op: "return", source: shape.returns })));
  plan.functions.push({ name, path: [`g${plan.generation.number}`, ...path], params, returns: shape.returns, blocks });
}

/** Objects and sets whose keys are written out are there, empty, before any rule holds: unless they lie in what another rule builds. */
function planEmpty(plan: Planning, rules: readonly CoreRule[], { returns, depth }: Shape): void {
  const places = rules.map(({ path }) => constantsOf(path));
  rules.forEach(({ path, makes }, index) => {
    const keys = places[index] as readonly Value[];
    if (places.some((other) => other.length < keys.length && other.every((key, step) => equal(key, keys[step] as Value)))) return;
    const isWhole = keys.length === path.length;
    let object = returns;
    for (let step = depth; step < (isWhole && makes === "value" ? keys.length - 1 : keys.length); step++) {
      const op = isWhole && makes === "set" && step === keys.length - 1 ? "make-set" : "make-object";
      planInner(plan, { object, key: { value: keys[step] as Value }, op }, (inner) => (object = inner));
    }
  });
}

function constantsOf(path: readonly CoreTerm[]): Value[] {
  const open = path.findIndex((step) => step.is !== "constant");
  return path.slice(0, open === -1 ? path.length : open).map((step) => (step as { readonly value: Value }).value);
}

/** A rule with its `else` branches: each next one runs only while there is no value yet. */
function planChain(plan: Planning, first: CoreRule, shape: Shape): Block[] {
  const blocks: Block[] = [];
  for (let rule: CoreRule | undefined = first; rule !== undefined; rule = rule.otherwise) {
    blocks.push(planBranch(plan, rule, { ...shape, isFirst: rule === first }));
  }
  if (shape.makes !== "value") return blocks;
  blocks.push(plan.block(() => planAnswer(plan, shape)));
  return first.otherwise === undefined ? blocks : [plan.block(() => plan.emit({ op: "block", blocks }))];
}

function planAnswer(plan: Planning, { result, returns }: Shape): void {
  plan.emit({ op: "is-defined", source: result });
  plan.emit({ op: "assign-once", source: result, target: returns });
}

function planBranch(plan: Planning, rule: CoreRule, shape: Shape & { readonly isFirst: boolean }): Block {
  startBlock(plan, rule, shape);
  return plan.block(() => {
    plan.emit(shape.isFirst ? { op: "reset", target: shape.result } : { op: "is-undefined", source: shape.result });
    const args = (rule.args ?? []).map((arg, index) => [shape.params[shape.passed + index] as Local, arg] as const);
    plan.note({ says: "begins", of: rule });
    planArguments(plan, args, () => planBody(plan, rule.body, () => planHead(plan, rule, shape)));
  });
}

/** Each block uses the same locals again, and knows the variables handed to the function. */
function startBlock(plan: Planning, rule: CoreRule, { params, next }: Shape): void {
  plan.fromLocal(next, new Map(plan.passed.map((name, index) => [name, params[index] as Operand])));
  plan.source = rule.source;
  plan.originate(rule.at);
}

function planArguments(plan: Planning, [first, ...rest]: readonly (readonly [Local, CoreTerm])[], then: () => void): void {
  if (first === undefined) return then();
  planMatch(plan, first, () => planArguments(plan, rest, then));
}

function planHead(plan: Planning, rule: CoreRule, shape: Shape): void {
  plan.originate(rule.at);
  planTerm(plan, rule.value, (value) => {
    plan.note({ says: "held", of: rule, value });
    if (shape.makes === "value") plan.emit({ op: "assign-once", source: value, target: shape.result });
    else if (shape.makes === "set") plan.emit({ op: "add", set: shape.returns, value });
    else planEntry(plan, { object: shape.returns, keys: rule.path.slice(shape.depth), makes: rule.makes }, value);
  });
}

type Nest = { readonly object: Local; readonly keys: readonly CoreTerm[]; readonly makes: "value" | "set" };

/** Puts a value under its keys, making the objects and the set on the way. */
function planEntry(plan: Planning, { object, keys, makes }: Nest, value: Operand): void {
  const [key, ...rest] = keys;
  invariant(key !== undefined, "a rule that builds an object has a key");
  planTerm(plan, key, (operand) => {
    if (rest.length > 0)
      return planInner(plan, { object, key: operand, op: "make-object" }, (inner) =>
        planEntry(plan, { object: inner, keys: rest, makes }, value),
      );
    if (makes === "value") return plan.emit({ op: "insert-once", object, key: operand, value });
    planInner(plan, { object, key: operand, op: "make-set" }, (set) => plan.emit({ op: "add", set, value }));
  });
}

type Inner = { readonly object: Local; readonly key: Operand; readonly op: "make-object" | "make-set" };

/** What stands under a key, made if nothing does. */
function planInner(plan: Planning, { object, key, op }: Inner, then: (inner: Local) => void): void {
  const target = plan.local();
  const found = plan.block(() => {
    plan.emit({ op: "dot", source: object, key, target });
    plan.emit({ op: "break", depth: 1 });
  });
  const outer = plan.block(() => {
    plan.emit({ op: "block", blocks: [found] });
    plan.emit({ op, target });
    plan.emit({ op: "insert", object, key, value: target });
  });
  plan.emit({ op: "block", blocks: [outer] });
  then(target);
}

function planDefault(plan: Planning, rule: CoreRule, shape: Shape): Block {
  startBlock(plan, rule, shape);
  return plan.block(() => {
    plan.emit({ op: "is-undefined", source: shape.returns });
    plan.note({ says: "begins", of: rule });
    planBody(plan, rule.body, () =>
      planTerm(plan, rule.value, (value) => {
        plan.note({ says: "held", of: rule, value });
        plan.emit({ op: "assign-once", source: value, target: shape.returns });
      }),
    );
  });
}
