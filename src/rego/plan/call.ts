/** Plans calls of built-ins and of functions made of rules, and of what replaces them. */
import { nameOfOperator, type CoreClaim, type CoreTerm, type Operator } from "../check/core.ts";
import type { Operand } from "./ir.ts";
import type { Planning, Replacement } from "./planning.ts";
import { planFunction } from "./rule.ts";
import { planTerm, planTerms } from "./term.ts";
import { planMatch, planUnify } from "./unify.ts";

export type CallClaim = Extract<CoreClaim, { is: "call" }>;

export function planCall(plan: Planning, claim: CallClaim, next: () => void): void {
  const mock = plan.mockOf(nameOfOperator(claim.operator));
  if (mock !== undefined) return planReplaced(plan, claim, mock, next);
  if (isEquality(claim)) return planEquality(plan, claim, next);
  planOperator(plan, claim.operator, claim, next);
}

function isEquality({ operator }: CallClaim): boolean {
  return operator.is === "builtin" && (operator.name === "equal" || operator.name === "eq");
}

/** `==` compares as `=` does; only its variables have values already. */
function planEquality(plan: Planning, { args, result, operator }: CallClaim, next: () => void): void {
  if (result === undefined) return planUnify(plan, args[0] as CoreTerm, args[1] as CoreTerm, next);
  planOperator(plan, { ...operator, name: "equal" } as Operator, { args, result }, next);
}

type Application = Pick<CallClaim, "args" | "result">;

function planOperator(plan: Planning, operator: Operator, { args, result }: Application, next: () => void): void {
  planTerms(plan, args, (operands) => {
    const target = plan.local();
    plan.emit({ op: "call", ...calleeOf(plan, operator, operands), result: target });
    planResult(plan, target, result, next);
  });
}

function calleeOf(plan: Planning, operator: Operator, operands: readonly Operand[]): { readonly name: string; readonly args: readonly Operand[] } {
  const node = operator.is === "rule" ? plan.tree.lookup(operator.path) : undefined;
  if (node === undefined || node.rules.length === 0) return { name: nameOfOperator(operator), args: operands };
  return { name: planFunction(plan, node.rules), args: [...plan.passedOperands(), ...operands] };
}

/** A call whose result nobody asks for is a claim that it is true. */
function planResult(plan: Planning, operand: Operand, result: CoreTerm | undefined, next: () => void): void {
  if (result !== undefined) return planMatch(plan, operand, result, next);
  plan.emit({ op: "not-equal", left: operand, right: { value: false } });
  next();
}

function planReplaced(plan: Planning, claim: CallClaim, mock: Replacement, next: () => void): void {
  if (mock.is === "function") return plan.withoutMocks(() => planOperator(plan, mock.operator, claim, next));
  planTerms(plan, claim.args, () => planTerm(plan, mock.term, (operand) => planResult(plan, operand, claim.result, next)));
}
