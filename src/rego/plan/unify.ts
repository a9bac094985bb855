/** Plans `=`: variables without a value get one, collections are taken apart, all else is compared. */
import { unreachable } from "../../base/assert.ts";
import type { CoreTerm } from "../check/core.ts";
import type { Operand } from "./ir.ts";
import type { Planning } from "./planning.ts";
import { constantOf, planTerm, planTerms } from "./term.ts";
import { equal } from "../values/order.ts";

type Pairs = readonly (readonly [CoreTerm, CoreTerm])[];

export function planUnify(plan: Planning, left: CoreTerm, right: CoreTerm, next: () => void): void {
  if (left.is === "variable") return planVariable(plan, left.name, right, next);
  if (right.is === "variable") return planVariable(plan, right.name, left, next);
  if (left.is === "array" && right.is === "array") return planArrays(plan, left.items, right.items, next);
  if (left.is === "object" && right.is === "object") return planObjects(plan, left.pairs, right.pairs, next);
  const [known, pattern] = isCollection(left) ? [right, left] : [left, right];
  planTerm(plan, known, (operand) => planMatch(plan, operand, pattern, next));
}

function isCollection(term: CoreTerm): boolean {
  return term.is === "array" || term.is === "object";
}

function planVariable(plan: Planning, name: string, other: CoreTerm, next: () => void): void {
  const known = plan.find(name);
  if (known !== undefined) return planMatch(plan, known, other, next);
  planTerm(plan, other, (operand) => {
    // The variable may have got its value on the way, as in `x = input.list[x]`.
    planMatch(plan, operand, { is: "variable", name, at: other.at }, next);
  });
}

/** Makes a pattern equal to a value at hand. */
export function planMatch(plan: Planning, operand: Operand, pattern: CoreTerm, next: () => void): void {
  switch (pattern.is) {
    case "variable":
      return planMatchVariable(plan, operand, pattern.name, next);
    case "array":
      if (constantOf(pattern) === undefined) return planMatchArray(plan, operand, pattern.items, next);
      break;
    case "object":
      if (constantOf(pattern) === undefined) return planMatchObject(plan, operand, pattern.pairs, next);
      break;
    case "constant":
    case "reference":
    case "set":
    case "comprehension":
      break;
    default:
      return unreachable(pattern);
  }
  planTerm(plan, pattern, (other) => {
    emitEqual(plan, operand, other);
    next();
  });
}

function planMatchVariable(plan: Planning, operand: Operand, name: string, next: () => void): void {
  const known = plan.find(name);
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

function planMatchArray(plan: Planning, operand: Operand, items: readonly CoreTerm[], next: () => void): void {
  plan.emit({ op: "is-array", source: operand });
  emitLength(plan, operand, items.length);
  const planRest = (index: number): void => {
    const item = items[index];
    if (item === undefined) return next();
    const target = plan.local();
    plan.emit({ op: "dot", source: operand, key: { value: index }, target });
    planMatch(plan, target, item, () => planRest(index + 1));
  };
  planRest(0);
}

function planMatchObject(plan: Planning, operand: Operand, pairs: Pairs, next: () => void): void {
  plan.emit({ op: "is-object", source: operand });
  emitLength(plan, operand, pairs.length);
  const planRest = (index: number): void => {
    const pair = pairs[index];
    if (pair === undefined) return next();
    planTerm(plan, pair[0], (key) => {
      const target = plan.local();
      plan.emit({ op: "dot", source: operand, key, target });
      planMatch(plan, target, pair[1], () => planRest(index + 1));
    });
  };
  planRest(0);
}

function emitLength(plan: Planning, source: Operand, length: number): void {
  const target = plan.local();
  plan.emit({ op: "length", source, target });
  plan.emit({ op: "equal", left: target, right: { value: length } });
}

function planArrays(plan: Planning, left: readonly CoreTerm[], right: readonly CoreTerm[], next: () => void): void {
  if (left.length !== right.length) return plan.emit({ op: "break", depth: 0 });
  const planRest = (index: number): void => {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return next();
    planUnify(plan, one, other, () => planRest(index + 1));
  };
  planRest(0);
}

/** Members under equal constant keys are unified; what is left over is compared as a whole. */
function planObjects(plan: Planning, left: Pairs, right: Pairs, next: () => void): void {
  if (left.length !== right.length) return plan.emit({ op: "break", depth: 0 });
  const shared: (readonly [CoreTerm, CoreTerm])[] = [];
  const others = [...right];
  const rest = left.filter(([key, value]) => {
    const found = others.findIndex(([other]) => isSameKey(key, other));
    if (found !== -1) shared.push([value, (others.splice(found, 1)[0] as Pairs[number])[1]]);
    return found === -1;
  });
  planArrays(plan, shared.map(([one]) => one), shared.map(([, other]) => other), () => planRemaining(plan, rest, others, next));
}

function planRemaining(plan: Planning, left: Pairs, right: Pairs, next: () => void): void {
  if (left.length === 0) return next();
  const objects: CoreTerm[] = [left, right].map((pairs) => ({ is: "object", pairs, at: left[0]?.[0].at ?? 0 }));
  planTerms(plan, objects, ([one, other]) => {
    emitEqual(plan, one as Operand, other as Operand);
    next();
  });
}

function isSameKey(one: CoreTerm, other: CoreTerm): boolean {
  if (one.is === "variable" && other.is === "variable") return one.name === other.name;
  const [value, otherValue] = [constantOf(one), constantOf(other)];
  return value !== undefined && otherValue !== undefined && equal(value, otherValue);
}
