/** Plans calls of built-ins and of functions made of rules, and of what replaces them. */
import { nameOfOperator, type CoreClaim, type CoreTerm, type Operator } from "../check/reduced.ts";
import { builtinNamed, reasonForAbsence } from "../builtins/builtins.ts";
import { localZone } from "../builtins/times.ts";
import type { Operand } from "./ir.ts";
import type { Next, Planning, Replacement } from "./planning.ts";
import { planFunction } from "./rule.ts";
import { planScan } from "./reference.ts";
import { planTerm, planTerms } from "./term.ts";
import { planMatch, planUnify } from "./unify.ts";

export type CallClaim = Extract<CoreClaim, { is: "call" }>;

export function planCall(plan: Planning, claim: CallClaim, next: () => void): void {
  const mock = plan.mockOf(nameOfOperator(claim.operator));
  if (mock !== undefined) return planReplaced(plan, { ...claim, mock }, next);
  if (isEquality(claim)) return planEquality(plan, claim, next);
  planOperator(plan, claim, next);
}

function isEquality({ operator }: CallClaim): boolean {
  return operator.is === "builtin" && (operator.name === "equal" || operator.name === "eq");
}

/** `==` compares as `=` does; only its variables have values already. */
function planEquality(plan: Planning, claim: CallClaim, next: () => void): void {
  const [left, right] = claim.args;
  if (claim.result === undefined && left !== undefined && right !== undefined) return planUnify(plan, [left, right], next);
  planOperator(plan, { ...claim, operator: { is: "builtin", name: "equal" } }, next);
}

function planOperator(plan: Planning, claim: CallClaim, next: () => void): void {
  const { operator, args } = claim;
  const builtin = operator.is === "builtin" ? builtinNamed(operator.name) : undefined;
  if (builtin?.isRelation === true) return planRelation(plan, { ...claim, name: builtin.name }, next);
  if (operator.is === "builtin" && builtin === undefined) complainOfAbsence(plan, operator.name);
  if (builtin !== undefined) complainOfZone(plan, builtin.name, args);
  planTerms(plan, args, (operands) => {
    const target = plan.local();
    plan.emit({ op: "call", ...calleeOf(plan, operator, operands), result: target });
    planResult(plan, { operand: target, result: claim.result }, next);
  });
}

/** Each of the results is one way in which the call holds. */
function planRelation(plan: Planning, { name, args, result }: CallClaim & { readonly name: string }, next: () => void): void {
  planTerms(plan, args, (operands) => {
    const target = plan.local();
    plan.emit({ op: "call", name, args: operands, result: target });
    planScan(plan, target, (_, value) => (result === undefined ? next() : planMatch(plan, [value, result], next)));
  });
}

/** Only here is it known that nothing replaces the built-in. */
function complainOfAbsence(plan: Planning, name: string): void {
  plan.complainHere({ code: "rego.unknown-function", what: reasonForAbsence(name) ?? `there is no function \`${name}\`` });
}

/** The zone of the machine stops an evaluation; where it is written out, that is said at once. */
function complainOfZone(plan: Planning, name: string, args: readonly CoreTerm[]): void {
  if (!name.startsWith("time.")) return;
  for (const arg of args) {
    const zone = arg.is === "array" ? arg.items[1] : undefined;
    if (zone?.is !== "constant" || zone.value !== localZone) continue;
    const what = `the built-in \`${name}\` is not available for the time zone "${localZone}": it would read the environment`;
    plan.complainHere({ code: "rego.unknown-function", what });
  }
}

function calleeOf(
  plan: Planning,
  operator: Operator,
  operands: readonly Operand[],
): { readonly name: string; readonly args: readonly Operand[] } {
  const node = operator.is === "rule" ? plan.tree.lookup(operator.path) : undefined;
  if (node === undefined || node.rules.length === 0) return { name: nameOfOperator(operator), args: operands };
  return { name: planFunction(plan, node.rules), args: [...plan.passedOperands(), ...operands] };
}

type Answer = { readonly operand: Operand; readonly result: CoreTerm | undefined };

/** A call whose result nobody asks for is a claim that it is true. */
function planResult(plan: Planning, { operand, result }: Answer, next: () => void): void {
  if (result !== undefined) return planMatch(plan, [operand, result], next);
  plan.emit({ op: "not-equal", left: operand, right: { value: false } });
  next();
}

function planReplaced(plan: Planning, { mock, ...claim }: CallClaim & { readonly mock: Replacement }, next: () => void): void {
  if (mock.is === "function") return plan.withoutMocks(() => planOperator(plan, { ...claim, operator: mock.operator }, next));
  const answer: Next = (operand) => planResult(plan, { operand, result: claim.result }, next);
  planTerms(plan, claim.args, () => planReplacement(plan, mock.term, answer));
}

/** A rule that stands for a function is not itself worked out with what stands for functions; what follows is. */
function planReplacement(plan: Planning, term: CoreTerm, next: Next): void {
  if (term.is !== "reference") return planTerm(plan, term, next);
  const target = plan.local();
  plan.withoutMocks(() => planTerm(plan, term, (operand) => plan.emit({ op: "assign", source: operand, target })));
  next(target);
}
