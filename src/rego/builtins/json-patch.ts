/** JSON Patch, on copies: documents never change. */
import { equal } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { Refusal, type Answer } from "./builtin.ts";
import { pathOf, type Path } from "./json-path.ts";

export function patchDocument(document: Value, operations: readonly Value[]): Answer {
  let result: Value = document;
  for (const operation of operations) {
    const next = operation instanceof RegoObject ? applied(result, operation) : refusal("every operation is an object");
    if (next instanceof Refusal) return next;
    result = next;
  }
  return result;
}

type Outcome = Value | Refusal;

function refusal(what: string): Refusal {
  return new Refusal(`\`json.patch\`: ${what}`);
}

function applied(document: Value, operation: RegoObject): Outcome {
  const path = pathAt(operation, "path");
  if (path instanceof Refusal) return path;
  switch (operation.get("op")) {
    case "add":
      return withValue(operation, (value) => inserted(document, path, value));
    case "replace":
      return withValue(operation, (value) => then(deleted(document, path), (rest) => inserted(rest, path, value)));
    case "remove":
      return deleted(document, path);
    case "test":
      return withValue(operation, (value) =>
        then(found(document, path), (here) => (equal(here, value) ? document : refusal("a test failed"))),
      );
    case "copy":
      return withSource(document, operation, (value) => inserted(document, path, value));
    case "move":
      return withSource(document, operation, (value, from) => then(deleted(document, from), (rest) => inserted(rest, path, value)));
    default:
      return refusal("an operation is `add`, `remove`, `replace`, `move`, `copy` or `test`");
  }
}

function then(outcome: Outcome, next: (value: Value) => Outcome): Outcome {
  return outcome instanceof Refusal ? outcome : next(outcome);
}

function pathAt(operation: RegoObject, name: string): Path | Refusal {
  const written = operation.get(name);
  return written === undefined ? refusal(`an operation lacks its \`${name}\``) : pathOf(written);
}

function withValue(operation: RegoObject, use: (value: Value) => Outcome): Outcome {
  const value = operation.get("value");
  return value === undefined ? refusal("an operation lacks its `value`") : use(value);
}

function withSource(document: Value, operation: RegoObject, use: (value: Value, from: Path) => Outcome): Outcome {
  const from = pathAt(operation, "from");
  return from instanceof Refusal ? from : then(found(document, from), (value) => use(value, from));
}

/** A place in an array as text; the end counts only where something is added. */
function indexOf(step: Value, length: number): number | undefined {
  if (step === "-") return length;
  const text = typeof step === "number" ? String(step) : step;
  return typeof text === "string" && /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : undefined;
}

const missing = refusal("a path leads to nothing");

function found(document: Value, [step, ...rest]: Path): Outcome {
  if (step === undefined) return document;
  const value = memberAt(document, step);
  return value === undefined ? missing : found(value, rest);
}

function memberAt(document: Value, step: Value): Value | undefined {
  if (document instanceof RegoObject) return document.get(step);
  if (document instanceof RegoSet) return document.has(step) ? step : undefined;
  if (!Array.isArray(document)) return undefined;
  const index = indexOf(step, document.length);
  return index === undefined ? undefined : (document as readonly Value[])[index];
}

/** The document with something else at the place that the path leads to. */
function changed(document: Value, path: Path, change: (holder: Value, step: Value) => Outcome): Outcome {
  const [step, ...rest] = path;
  if (step === undefined) return missing;
  if (rest.length === 0) return change(document, step);
  const inner = memberAt(document, step);
  if (inner === undefined) return missing;
  return then(changed(inner, rest, change), (value) => replaced(document, step, value));
}

function replaced(document: Value, step: Value, value: Value): Outcome {
  if (document instanceof RegoObject) return RegoObject.of([...document.pairs(), [step, value]]);
  if (document instanceof RegoSet) return RegoSet.of([...[...document.values()].filter((member) => !equal(member, step)), value]);
  return (document as readonly Value[]).with(indexOf(step, (document as readonly Value[]).length) as number, value);
}

function inserted(document: Value, path: Path, value: Value): Outcome {
  if (path.length === 0) return value;
  return changed(document, path, (holder, step) => {
    if (holder instanceof RegoObject) return RegoObject.of([...holder.pairs(), [step, value]]);
    if (holder instanceof RegoSet)
      return equal(step, value) ? RegoSet.of([...holder.values(), value]) : refusal("a member of a set is its own key");
    if (!Array.isArray(holder)) return missing;
    const items = holder as readonly Value[];
    const index = indexOf(step, items.length);
    return index === undefined || index > items.length ? missing : items.toSpliced(index, 0, value);
  });
}

function deleted(document: Value, path: Path): Outcome {
  if (path.length === 0) return null;
  return changed(document, path, (holder, step) => {
    if (memberAt(holder, step) === undefined) return missing;
    if (holder instanceof RegoObject) return RegoObject.of([...holder.pairs()].filter(([key]) => !equal(key, step)));
    if (holder instanceof RegoSet) return RegoSet.of([...holder.values()].filter((member) => !equal(member, step)));
    return (holder as readonly Value[]).toSpliced(indexOf(step, (holder as readonly Value[]).length) as number, 1);
  });
}
