/** Plans bodies and the statements in them. */
import type { CoreBody, CoreClaim, CoreStatement, CoreTerm } from "../check/reduced.ts";
import { planCall } from "./call.ts";
import { hoistClaim } from "./hoist.ts";
import type { Local } from "./ir.ts";
import type { Planning } from "./planning.ts";
import { planScan } from "./reference.ts";
import { constantOf, planClosure, planTerm } from "./term.ts";
import { planMatch, planUnify } from "./unify.ts";
import { planWith } from "./with.ts";

/** Each statement is planned inside what the one before it made: a loop, or a block that ends where something is undefined. */
export function planBody(plan: Planning, body: CoreBody, next: () => void): void {
  const planRest = (index: number): void => {
    if (plan.isFull()) return;
    const statement = body[index];
    if (statement === undefined) return next();
    plan.note({ says: "begins", of: statement });
    planStatement(plan, statement, () => {
      plan.note({ says: "held", of: statement });
      planRest(index + 1);
    });
  };
  planRest(0);
}

export function planStatement(plan: Planning, statement: CoreStatement, next: () => void): void {
  plan.originate(statement.at);
  if (statement.with.length > 0) return planWith(plan, statement, next);
  if (statement.negated) return planNegation(plan, statement.claim, next);
  planClaim(plan, statement.claim, next);
}

function planClaim(plan: Planning, claim: CoreClaim, next: () => void): void {
  switch (claim.is) {
    case "term":
      return planTruth(plan, claim.term, next);
    case "unify":
      return planUnify(plan, [claim.left, claim.right], next);
    case "call":
      return planCall(plan, claim, next);
    case "every":
      return planEvery(plan, claim, next);
    case "not":
      return planWideNot(plan, claim.body, next);
    case "and":
    case "or":
      return claim.is === "and" ? planAnd(plan, claim, next) : planOr(plan, claim, next);
  }
}

/** Only `false` and what is undefined are not true. */
function planTruth(plan: Planning, term: CoreTerm, next: () => void): void {
  const value = constantOf(term);
  if (value !== undefined) {
    if (value === false) plan.emit({ op: "break", depth: 0 });
    return next();
  }
  planTerm(plan, term, (left) => {
    if (term.is === "variable" || term.is === "reference") plan.emit({ op: "not-equal", left, right: { value: false } });
    next();
  });
}

/** As in OPA, what a negated statement looks up is worked out before it is negated: `not f(input.x)` is undefined without `input.x`. */
function planNegation(plan: Planning, claim: CoreClaim, next: () => void): void {
  hoistClaim(plan, claim, (inner) => {
    plan.emit({ op: "not", block: plan.block(() => plan.scoped(() => planClaim(plan, inner, () => {}))) });
    next();
  });
}

type Every = Extract<CoreClaim, { is: "every" }>;

/** True unless a member is found for which the body is not: two negations, told by whether their locals are defined. */
function planEvery(plan: Planning, claim: Every, next: () => void): void {
  const [failed, held] = [plan.local(), plan.local()];
  plan.emit({ op: "reset", target: failed });
  planTerm(plan, claim.domain, (domain) => {
    const kinds = (["is-array", "is-object", "is-set"] as const).map((op) =>
      plan.block(() => {
        plan.emit({ op, source: domain });
        plan.emit({ op: "break", depth: 1 });
      }),
    );
    const isCollection = plan.block(() => {
      plan.emit({ op: "block", blocks: kinds });
      plan.emit({ op: "break", depth: 1 });
    });
    plan.emit({ op: "block", blocks: [isCollection] });
    planScan(plan, domain, (key, value) => planMember(plan, claim, { key, value, held, failed }));
  });
  plan.emit({ op: "is-undefined", source: failed });
  next();
}

type Member = { readonly key: Local; readonly value: Local; readonly held: Local; readonly failed: Local };

function planMember(plan: Planning, claim: Every, { key, value, held, failed }: Member): void {
  plan.emit({ op: "reset", target: held });
  const inner = plan.block(() =>
    plan.scoped(() => {
      planMatch(plan, [key, claim.key], () =>
        planMatch(plan, [value, claim.value], () => planBody(plan, claim.body, () => emitTrue(plan, held))),
      );
    }),
  );
  plan.emit({ op: "block", blocks: [inner] });
  plan.emit({ op: "is-undefined", source: held });
  emitTrue(plan, failed);
}

function emitTrue(plan: Planning, target: Local): void {
  plan.emit({ op: "assign", source: { value: true }, target });
}

function planWideNot(plan: Planning, body: CoreBody, next: () => void): void {
  const held = plan.local();
  const block = plan.block(() => {
    plan.emit({ op: "reset", target: held });
    planClosure(plan, body, () => emitTrue(plan, held));
    plan.emit({ op: "is-defined", source: held });
  });
  plan.emit({ op: "not", block });
  next();
}

type Logic = Extract<CoreClaim, { is: "and" | "or" }>;

function planAnd(plan: Planning, { left, right }: Logic, next: () => void): void {
  const held = plan.local();
  for (const side of [left, right]) {
    plan.emit({ op: "reset", target: held });
    planClosure(plan, side, () => emitTrue(plan, held));
    plan.emit({ op: "is-defined", source: held });
  }
  next();
}

/** The right side is not tried once the left one held. */
function planOr(plan: Planning, { left, right }: Logic, next: () => void): void {
  const held = plan.local();
  plan.emit({ op: "reset", target: held });
  planClosure(plan, left, () => emitTrue(plan, held));
  const otherwise = plan.block(() => {
    plan.emit({ op: "is-undefined", source: held });
    planClosure(plan, right, () => emitTrue(plan, held));
  });
  plan.emit({ op: "block", blocks: [otherwise] });
  plan.emit({ op: "is-defined", source: held });
  next();
}
