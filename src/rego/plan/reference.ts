/** Plans references: into values step by step, and into `data`, where rules and the base document meet. */
import type { CoreReference, CoreTerm } from "../check/core.ts";
import { variablesOfTerm } from "../check/variables.ts";
import { RegoSet } from "../values/set.ts";
import type { Local, Operand } from "./ir.ts";
import type { Next, Planning } from "./planning.ts";
import type { RuleTree } from "./rule-tree.ts";
import { planFunction } from "./rule.ts";
import { constantOf, planTerm } from "./term.ts";
import { planMatch } from "./unify.ts";

export function planReference(plan: Planning, reference: CoreReference, next: Next): void {
  planSteps(plan, reference.path, [], (path) => {
    if (reference.head === "data" && plan.find("data") !== undefined) {
      return planData(plan, { tree: plan.tree, base: { local: plan.document("data"), path: [] } }, path, next);
    }
    const head = plan.find(reference.head) as Operand;
    if (reference.head === "input" && path.length === 0) plan.emit({ op: "is-defined", source: head });
    planPath(plan, head, path, next);
  });
}

/** Steps that must be computed first become variables, so that what follows tells only constants from variables. */
function planSteps(plan: Planning, path: readonly CoreTerm[], done: readonly CoreTerm[], next: (path: readonly CoreTerm[]) => void): void {
  const [step, ...rest] = path;
  if (step === undefined) return next(done);
  if (step.is !== "reference" && step.is !== "comprehension") return planSteps(plan, rest, [...done, step], next);
  planTerm(plan, step, (operand) => {
    const name = `step ${plan.local()}`;
    plan.bind(name, operand);
    planSteps(plan, rest, [...done, { is: "variable", name, at: step.at }], next);
  });
}

/** From a value inwards. A step with variables that have no value yet goes through all members. */
function planPath(plan: Planning, operand: Operand, path: readonly CoreTerm[], next: Next): void {
  const [step, ...rest] = path;
  if (step === undefined) return next(operand);
  if (!isOpen(plan, step)) {
    return planTerm(plan, step, (key) => {
      const target = plan.local();
      plan.emit({ op: "dot", source: operand, key, target });
      planPath(plan, target, rest, next);
    });
  }
  planScan(plan, operand, (key, value) => planMatch(plan, key, step, () => planPath(plan, value, rest, next)));
}

function isOpen(plan: Planning, step: CoreTerm): boolean {
  for (const name of variablesOfTerm(step)) if (plan.find(name) === undefined) return true;
  return false;
}

export function planScan(plan: Planning, source: Operand, each: (key: Local, value: Local) => void): void {
  const [key, value] = [plan.local(), plan.local()];
  const block = plan.block(() => each(key, value));
  plan.emit({ op: "scan", source, key, value, block });
}

/** A place below `data`: the rules there, and the way to the base document there. */
type Spot = { readonly tree: RuleTree | undefined; readonly base: Base | undefined };

type Base = { readonly local: Operand; readonly path: readonly CoreTerm[] };

function planData(plan: Planning, { tree, base }: Spot, path: readonly CoreTerm[], next: Next): void {
  const [step, ...rest] = path;
  if (step === undefined) return planExtent(plan, { tree, base }, next);
  const name = constantOf(step);
  if (name === undefined) return planOpenStep(plan, { tree, base }, path, next);
  const child = typeof name === "string" ? tree?.child(name) : undefined;
  if (child !== undefined && child.rules.length > 0) return planRuleValue(plan, child, (operand) => planPath(plan, operand, rest, next));
  planData(plan, { tree: child, base: base && { ...base, path: [...base.path, step] } }, rest, next);
}

function planRuleValue(plan: Planning, child: RuleTree, next: Next): void {
  const result = plan.local();
  const name = planFunction(plan, child.rules);
  plan.emit({ op: "call", name, args: plan.passedOperands(), result });
  next(result);
}

/** A step that may name any rule: each is tried in a block of its own, then the base document where no rule stands. */
function planOpenStep(plan: Planning, { tree, base }: Spot, path: readonly CoreTerm[], next: Next): void {
  const [step, ...rest] = path as readonly [CoreTerm, ...CoreTerm[]];
  const names = tree?.childNames() ?? [];
  if (names.length > 0) plan.emit({ op: "block", blocks: names.map((name) => planNamedStep(plan, { tree, base }, { name, path }, next)) });
  if (base === undefined) return;
  planPath(plan, base.local, base.path, (operand) => {
    if (names.length === 0) return planPath(plan, operand, [step], (inner) => planBelow(plan, inner, rest, next));
    planScan(plan, operand, (key, value) =>
      planMatch(plan, key, step, () => {
        const block = plan.block(() => plan.emit({ op: "dot", source: { value: RegoSet.of(names) }, key, target: plan.local() }));
        plan.emit({ op: "not", block });
        planBelow(plan, value, rest, next);
      }),
    );
  });
}

/** In base documents a number also names the member of an object that has it as text: paths of documents are made of texts. */
function planBase(plan: Planning, { local, path }: Base, next: Next): void {
  const index = path.findIndex((step) => step.is === "constant" && typeof step.value === "number");
  if (index === -1) return planPath(plan, local, path, next);
  const target = plan.local();
  const ways = [path, path.map((step) => (step.is === "constant" ? { ...step, value: typeof step.value === "number" ? String(step.value) : step.value } : step))];
  const blocks = ways.map((way) =>
    plan.block(() =>
      planPath(plan, local, way, (operand) => {
        plan.emit({ op: "assign", source: operand, target });
        plan.emit({ op: "break", depth: 1 });
      }),
    ),
  );
  const outer = plan.block(() => {
    plan.emit({ op: "reset", target });
    plan.emit({ op: "block", blocks });
  });
  plan.emit({ op: "block", blocks: [outer] });
  plan.emit({ op: "is-defined", source: target });
  next(target);
}

function planBelow(plan: Planning, operand: Operand, path: readonly CoreTerm[], next: Next): void {
  planData(plan, { tree: undefined, base: { local: operand, path: [] } }, path, next);
}

type NamedStep = { readonly name: string; readonly path: readonly CoreTerm[] };

function planNamedStep(plan: Planning, spot: Spot, { name, path }: NamedStep, next: Next): readonly import("./ir.ts").Statement[] {
  const [step, ...rest] = path as readonly [CoreTerm, ...CoreTerm[]];
  return plan.block(() =>
    plan.scoped(() => {
      planMatch(plan, { value: name }, step, () => planData(plan, spot, [{ is: "constant", value: name, at: step.at }, ...rest], next));
    }),
  );
}

/** Everything at a place: what rules make, laid over the base document. */
function planExtent(plan: Planning, { tree, base }: Spot, next: Next): void {
  if (tree === undefined) return base === undefined ? undefined : planBase(plan, base, next);
  const made = plan.local();
  plan.emit({ op: "make-object", target: made });
  for (const name of tree.childNames()) planMember(plan, tree.child(name) as RuleTree, { object: made, name });
  if (base === undefined) return next(made);
  const target = plan.local();
  const merged = plan.block(() =>
    planPath(plan, base.local, base.path, (operand) => {
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

type Member = { readonly object: Local; readonly name: string };

/** A rule that is undefined adds nothing; functions are no part of documents. */
function planMember(plan: Planning, child: RuleTree, { object, name }: Member): void {
  if (child.arity > 0) return;
  const key = { value: name };
  if (child.rules.length === 0) return planExtent(plan, { tree: child, base: undefined }, (value) => plan.emit({ op: "insert", object, key, value }));
  const block = plan.block(() => planRuleValue(plan, child, (value) => plan.emit({ op: "insert", object, key, value })));
  plan.emit({ op: "block", blocks: [block] });
}
