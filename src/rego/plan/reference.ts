/** Plans references: into values step by step, and into `data`, where rules and the base document meet. */
import type { CoreReference, CoreTerm } from "../check/reduced.ts";
import { variablesOfTerm } from "../check/variables.ts";
import { RegoSet } from "../values/set.ts";
import type { Block, Local, Member, Operand } from "./ir.ts";
import type { Next, Planning } from "./planning.ts";
import type { RuleTree } from "./rule-tree.ts";
import { planFunction } from "./rule.ts";
import { constantOf, planTerm } from "./term.ts";
import { planMatch } from "./unify.ts";

export function planReference(plan: Planning, reference: CoreReference, next: Next): void {
  planSteps(plan, { left: reference.path, done: [] }, (path) => {
    if (reference.head === "data" && plan.operandOf("data") !== undefined) {
      return planData(plan, { tree: plan.tree, base: { operand: plan.document("data"), path: [] }, path }, next);
    }
    const head = plan.operandOf(reference.head) as Operand;
    if (reference.head === "input" && path.length === 0) plan.emit({ op: "is-defined", source: head });
    planPath(plan, { operand: head, path }, next);
  });
}

type Steps = { readonly left: readonly CoreTerm[]; readonly done: readonly CoreTerm[] };

/** Steps that must be computed first become variables, so that what follows tells only constants from variables. */
function planSteps(plan: Planning, { left: [step, ...left], done }: Steps, next: (path: readonly CoreTerm[]) => void): void {
  if (step === undefined) return next(done);
  if (step.is !== "reference" && step.is !== "comprehension") return planSteps(plan, { left, done: [...done, step] }, next);
  planTerm(plan, step, (operand) => {
    const name = `step ${plan.local()}`;
    plan.bind(name, operand);
    planSteps(plan, { left, done: [...done, { is: "variable", name, at: step.at }] }, next);
  });
}

/** A value, and the steps that lead into it. */
type Way = { readonly operand: Operand; readonly path: readonly CoreTerm[]; readonly inDocument?: boolean };

/** From a value inwards. A step with variables that have no value yet goes through all members. */
function planPath(plan: Planning, { operand, path: [step, ...path], inDocument = false }: Way, next: Next): void {
  if (step === undefined) return next(operand);
  if (!isOpen(plan, step)) {
    return planTerm(plan, step, (key) => {
      const target = plan.local();
      plan.emit({ op: "dot", source: operand, key, target, ...(inDocument && { inDocument }) });
      planPath(plan, { operand: target, path, inDocument }, next);
    });
  }
  planScan(plan, operand, (key, value) => planMatch(plan, [key, step], () => planPath(plan, { operand: value, path, inDocument }, next)));
}

function isOpen(plan: Planning, step: CoreTerm): boolean {
  for (const name of variablesOfTerm(step)) if (plan.operandOf(name) === undefined) return true;
  return false;
}

export function planScan(plan: Planning, source: Operand, each: (key: Local, value: Local) => void): void {
  const [key, value] = [plan.local(), plan.local()];
  const block = plan.block(() => each(key, value));
  plan.emit({ op: "scan", source, key, value, block });
}

/** A place below `data`: the rules there, the way to the base document there, and the steps that are left. */
type Spot = { readonly tree: RuleTree | undefined; readonly base: Way | undefined; readonly path: readonly CoreTerm[] };

function planData(plan: Planning, spot: Spot, next: Next): void {
  const { tree, base } = spot;
  const [step, ...path] = spot.path;
  if (step === undefined) return planExtent(plan, spot, next);
  const name = constantOf(step);
  if (name === undefined) return planOpenStep(plan, { spot, step, path }, next);
  const child = typeof name === "string" ? tree?.child(name) : undefined;
  if (child !== undefined && child.rules.length > 0)
    return planRuleValue(plan, child, (operand) => planPath(plan, { operand, path }, next));
  planData(plan, { tree: child, base: base && { ...base, path: [...base.path, step] }, path }, next);
}

function planRuleValue(plan: Planning, child: RuleTree, next: Next): void {
  const result = plan.local();
  const name = planFunction(plan, child.rules);
  plan.emit({ op: "call", name, args: plan.passedOperands(), result });
  next(result);
}

type OpenStep = { readonly spot: Spot; readonly step: CoreTerm; readonly path: readonly CoreTerm[] };

/** A step that may name any rule: each is tried in a block of its own, then the base document where no rule stands. */
function planOpenStep(plan: Planning, open: OpenStep, next: Next): void {
  const { spot, step, path } = open;
  const names = spot.tree?.childNames() ?? [];
  if (names.length > 0) plan.emit({ op: "block", blocks: names.map((name) => planNamedStep(plan, { ...open, name }, next)) });
  if (spot.base === undefined) return;
  const planBelow: Next = (operand) => planData(plan, { tree: undefined, base: { operand, path: [] }, path }, next);
  planPath(plan, { ...spot.base, inDocument: true }, (operand) => {
    if (names.length === 0) return planPath(plan, { operand, path: [step], inDocument: true }, planBelow);
    planScan(plan, operand, (key, value) =>
      planMatch(plan, [key, step], () => {
        const block = plan.block(() => plan.emit({ op: "dot", source: { value: RegoSet.of(names) }, key, target: plan.local() }));
        plan.emit({ op: "not", block });
        planBelow(value);
      }),
    );
  });
}

function planNamedStep(plan: Planning, { spot, step, path, name }: OpenStep & { readonly name: string }, next: Next): Block {
  const named: CoreTerm = { is: "constant", value: name, at: step.at };
  return plan.block(() =>
    plan.scoped(() => planMatch(plan, [{ value: name }, step], () => planData(plan, { ...spot, path: [named, ...path] }, next))),
  );
}

/** Everything at a place: what rules make, laid over the base document. */
function planExtent(plan: Planning, { tree, base }: Omit<Spot, "path">, next: Next): void {
  if (tree === undefined) return base === undefined ? undefined : planPath(plan, { ...base, inDocument: true }, next);
  const made = plan.local();
  plan.emit({ op: "extent", members: membersOf(plan, tree), args: plan.passedOperands(), target: made });
  if (base === undefined) return next(made);
  const target = plan.local();
  const merged = plan.block(() =>
    planPath(plan, { ...base, inDocument: true }, (operand) => {
      plan.emit({ op: "merge", left: localOf(plan, operand), right: made, target });
      plan.emit({ op: "break", depth: 1 });
    }),
  );
  const outer = plan.block(() => {
    plan.emit({ op: "block", blocks: [merged] });
    plan.emit({ op: "assign", source: made, target });
  });
  plan.emit({ op: "block", blocks: [outer] });
  next(target);
}

function localOf(plan: Planning, operand: Operand): Local {
  if (typeof operand === "number") return operand;
  const target = plan.local();
  plan.emit({ op: "assign", source: operand, target });
  return target;
}

/** Functions are no part of documents. */
export function membersOf(plan: Planning, tree: RuleTree): Member[] {
  return tree.childNames().flatMap((name): Member[] => {
    const child = tree.child(name) as RuleTree;
    if (child.arity > 0) return [];
    return [child.rules.length === 0 ? { name, members: membersOf(plan, child) } : { name, callee: planFunction(plan, child.rules) }];
  });
}
