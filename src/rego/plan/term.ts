/** Plans terms: constants, variables, collections, comprehensions. */
import type { CoreBody, CoreComprehension, CoreTerm } from "../check/reduced.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import type { Local, Operand } from "./ir.ts";
import type { Next, Planning } from "./planning.ts";
import { planReference } from "./reference.ts";
import { planBody } from "./statement.ts";

export function planTerm(plan: Planning, term: CoreTerm, next: Next): void {
  const value = constantOf(term);
  if (value !== undefined) return next({ value });
  switch (term.is) {
    case "variable":
      return next(plan.operandOf(term.name) ?? unknownVariable(plan, term.name));
    case "reference":
      return planReference(plan, term, next);
    case "array":
    case "set":
      return planItems(plan, term, next);
    case "object":
      return planObject(plan, term.pairs, next);
    case "comprehension":
      return planComprehension(plan, term, next);
    case "constant":
      return next({ value: term.value });
  }
}

/** A variable that gets its value only later, in the same pattern. */
function unknownVariable(plan: Planning, name: string): Operand {
  const local = plan.local();
  plan.bind(name, local);
  return local;
}

/** The value of a term that has no variables, references or comprehensions in it. */
export function constantOf(term: CoreTerm): Value | undefined {
  switch (term.is) {
    case "constant":
      return term.value;
    case "array":
      return constantsOf(term.items);
    case "set": {
      const items = constantsOf(term.items);
      return items && RegoSet.of(items);
    }
    case "object":
      return constantObject(term.pairs);
    default:
      return undefined;
  }
}

function constantsOf(terms: readonly CoreTerm[]): Value[] | undefined {
  const values: Value[] = [];
  for (const term of terms) {
    const value = constantOf(term);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function constantObject(pairs: readonly (readonly [CoreTerm, CoreTerm])[]): RegoObject | undefined {
  const object = new RegoObject();
  for (const [keyTerm, valueTerm] of pairs) {
    const [key, value] = [constantOf(keyTerm), constantOf(valueTerm)];
    if (key === undefined || value === undefined) return undefined;
    object.set(key, value);
  }
  return object;
}

export function planTerms(plan: Planning, terms: readonly CoreTerm[], next: (operands: readonly Operand[]) => void): void {
  const planRest = (done: readonly Operand[]): void => {
    const term = terms[done.length];
    if (term === undefined) return next(done);
    planTerm(plan, term, (operand) => planRest([...done, operand]));
  };
  planRest([]);
}

/** The items come first: each way in which they hold makes a collection of its own. */
function planItems(plan: Planning, { is, items }: Extract<CoreTerm, { is: "array" | "set" }>, next: Next): void {
  planTerms(plan, items, (values) => {
    const target = plan.local();
    plan.emit({ op: `make-${is}`, target });
    for (const value of values) plan.emit(is === "array" ? { op: "append", array: target, value } : { op: "add", set: target, value });
    next(target);
  });
}

function planObject(plan: Planning, pairs: readonly (readonly [CoreTerm, CoreTerm])[], next: Next): void {
  planTerms(plan, pairs.flat(), (operands) => {
    const object = plan.local();
    plan.emit({ op: "make-object", target: object });
    for (let index = 0; index < operands.length; index += 2)
      plan.emit({ op: "insert", object, key: operands[index] as Operand, value: operands[index + 1] as Operand });
    next(object);
  });
}

function planComprehension(plan: Planning, term: CoreComprehension, next: Next): void {
  const target = plan.local();
  plan.emit({ op: `make-${term.makes}`, target });
  planClosure(plan, term.body, () => {
    if (term.makes === "object") return planEntry(plan, term, target);
    const isArray = term.makes === "array";
    planTerm(plan, term.value, (value) => plan.emit(isArray ? { op: "append", array: target, value } : { op: "add", set: target, value }));
  });
  next(target);
}

function planEntry(plan: Planning, term: CoreComprehension, object: Local): void {
  planTerms(plan, [term.key as CoreTerm, term.value], ([key, value]) => {
    const entry = { object, key: key as Operand, value: value as Operand };
    plan.emit({ op: "insert-once", ...entry });
    // Other than in a rule, of equal values the last one stays, as it was written.
    plan.emit({ op: "insert", ...entry });
  });
}

/** A body that may succeed many times or never, without a bearing on what stands around it. */
export function planClosure(plan: Planning, body: CoreBody, each: () => void): void {
  const block = plan.block(() => plan.scoped(() => planBody(plan, body, each)));
  plan.emit({ op: "block", blocks: [block] });
}
