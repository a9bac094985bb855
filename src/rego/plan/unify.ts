/** Plans `=`: variables without a value get one, collections are taken apart, all else is compared. */
import type { CoreTerm } from "../check/reduced.ts";
import { equal } from "../values/order.ts";
import type { Operand } from "./ir.ts";
import type { Planning } from "./planning.ts";
import { constantOf, planTerm, planTerms } from "./term.ts";

type Pairs = readonly (readonly [CoreTerm, CoreTerm])[];

/** A value at hand, and what it must be equal to. */
type Match = readonly [operand: Operand, pattern: CoreTerm];

export function planUnify(plan: Planning, [left, right]: readonly [CoreTerm, CoreTerm], next: () => void): void {
  if (left.is === "variable") return planVariable(plan, [left.name, right], next);
  if (right.is === "variable") return planVariable(plan, [right.name, left], next);
  if (left.is === "array" && right.is === "array") return planArrays(plan, [left.items, right.items], next);
  if (left.is === "object" && right.is === "object") return planObjects(plan, [left.pairs, right.pairs], next);
  const [known, pattern] = isCollection(left) ? [right, left] : [left, right];
  planTerm(plan, known, (operand) => planMatch(plan, [operand, pattern], next));
}

function isCollection(term: CoreTerm): boolean {
  return term.is === "array" || term.is === "object";
}

function planVariable(plan: Planning, [name, other]: readonly [string, CoreTerm], next: () => void): void {
  const known = plan.operandOf(name);
  if (known !== undefined) return planMatch(plan, [known, other], next);
  // The variable may get its value on the way, as in `x = input.list[x]`.
  planTerm(plan, other, (operand) => planMatch(plan, [operand, { is: "variable", name, at: other.at }], next));
}

/** Makes a pattern equal to a value at hand. */
export function planMatch(plan: Planning, [operand, pattern]: Match, next: () => void): void {
  if (pattern.is === "variable") return planMatchVariable(plan, [operand, pattern.name], next);
  if (isCollection(pattern) && constantOf(pattern) === undefined) return planMatchCollection(plan, [operand, pattern], next);
  planTerm(plan, pattern, (other) => {
    emitEqual(plan, operand, other);
    next();
  });
}

function planMatchVariable(plan: Planning, [operand, name]: readonly [Operand, string], next: () => void): void {
  const known = plan.operandOf(name);
  if (known !== undefined) emitEqual(plan, operand, known);
  else {
    const target = plan.local();
    plan.bind(name, target);
    plan.emit({ op: "assign", source: operand, target });
  }
  next();
}

/** Nothing is left to do at run time where both sides are known now. */
function emitEqual(plan: Planning, left: Operand, right: Operand): void {
  if (typeof left === "number" || typeof right === "number") return plan.emit({ op: "equal", left, right });
  if (!equal(left.value, right.value)) plan.emit({ op: "break", depth: 0 });
}

function planMatchCollection(plan: Planning, [operand, pattern]: Match, next: () => void): void {
  const isArray = pattern.is === "array";
  const members: Pairs = isArray
    ? pattern.items.map((item, index) => [{ is: "constant", value: index, at: item.at }, item])
    : pattern.is === "object"
      ? pattern.pairs
      : [];
  plan.emit({ op: isArray ? "is-array" : "is-object", source: operand });
  emitLength(plan, operand, members.length);
  const planRest = (index: number): void => {
    const member = members[index];
    if (member === undefined) return next();
    planTerm(plan, member[0], (key) => {
      const target = plan.local();
      plan.emit({ op: "dot", source: operand, key, target });
      planMatch(plan, [target, member[1]], () => planRest(index + 1));
    });
  };
  planRest(0);
}

function emitLength(plan: Planning, source: Operand, length: number): void {
  const target = plan.local();
  plan.emit({ op: "length", source, target });
  plan.emit({ op: "equal", left: target, right: { value: length } });
}

function planArrays(plan: Planning, [left, right]: readonly [readonly CoreTerm[], readonly CoreTerm[]], next: () => void): void {
  if (left.length !== right.length) return plan.emit({ op: "break", depth: 0 });
  const planRest = (index: number): void => {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return next();
    planUnify(plan, [one, other], () => planRest(index + 1));
  };
  planRest(0);
}

/** Members under equal keys are unified; what is left over is compared as a whole. */
function planObjects(plan: Planning, [left, right]: readonly [Pairs, Pairs], next: () => void): void {
  if (left.length !== right.length) return plan.emit({ op: "break", depth: 0 });
  const others = [...right];
  const shared: (readonly [CoreTerm, CoreTerm])[] = [];
  const rest = left.filter(([key, value]) => {
    const found = others.findIndex(([other]) => isSameKey(key, other));
    if (found !== -1) for (const [, other] of others.splice(found, 1)) shared.push([value, other]);
    return found === -1;
  });
  planArrays(plan, [shared.map(([one]) => one), shared.map(([, other]) => other)], () => planRemaining(plan, [rest, others], next));
}

function planRemaining(plan: Planning, sides: readonly [Pairs, Pairs], next: () => void): void {
  const [first] = sides[0];
  if (first === undefined) return next();
  const objects = sides.map((pairs): CoreTerm => ({ is: "object", pairs, at: first[0].at }));
  planTerms(plan, objects, ([one, other]) => {
    if (one !== undefined && other !== undefined) emitEqual(plan, one, other);
    next();
  });
}

function isSameKey(one: CoreTerm, other: CoreTerm): boolean {
  if (one.is === "variable" && other.is === "variable") return one.name === other.name;
  const [value, otherValue] = [constantOf(one), constantOf(other)];
  return value !== undefined && otherValue !== undefined && equal(value, otherValue);
}
