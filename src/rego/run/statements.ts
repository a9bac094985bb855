/** Each statement of a plan as a closure. */
import { dataLocal, inputLocal, type Origin, type Statement } from "../plan/ir.ts";
import { builtinNamed, Refusal, type Builtin } from "../builtins/builtins.ts";
import { equal } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { completed, goOn, leave, undefinedHere, type Callee, type Frame, type Linking, type Run, type Step } from "./link.ts";
import { empties, emptyArray, emptyObject, emptySet } from "./empty.ts";
import { Extent } from "./extent.ts";
import { lookUp, lookUpInDocument, merge, patched, sizeOf } from "./documents.ts";
import type { Machine } from "./machine.ts";
import { linkScan } from "./scan.ts";

// What runs for each member of a collection makes no lists: in the frozen core each of them is paid for.

type Of<Name extends Statement["op"]> = OneOf<Statement, Name>;
type OneOf<Any, Name> = Any extends { readonly op: infer Op } ? (Name extends Op ? Any : never) : never;

export function linkStatement(linking: Linking, statement: Statement): Step {
  switch (statement.op) {
    case "assign":
      return linkAssign(linking, statement);
    case "assign-once":
      return linkAssignOnce(linking, statement);
    case "reset":
      return linkReset(statement);
    case "dot":
      return linkDot(linking, statement);
    case "length":
      return linkLength(linking, statement);
    case "equal":
    case "not-equal":
      return linkComparison(linking, statement);
    case "is-defined":
    case "is-undefined":
    case "is-array":
    case "is-object":
    case "is-set":
      return linkTest(linking, statement);
    case "make-array":
    case "make-object":
    case "make-set":
      return linkMake(statement);
    case "append":
    case "add":
      return linkMember(linking, statement);
    case "insert":
    case "insert-once":
      return linkInsert(linking, statement);
    case "merge":
      return linkMerge(statement);
    case "call":
      return linkCall(linking, statement);
    case "call-dynamic":
      return linkDynamicCall(linking, statement);
    case "extent":
      return linkExtent(linking, statement);
    case "scan":
      return linkScan(linking, statement);
    case "not":
      return linkNot(linking, statement);
    case "block":
      return linkBlocks(linking, statement);
    case "break":
      return () => statement.depth + 1;
    case "with":
      return linkWith(linking, statement);
    case "return":
      return () => leave;
    case "add-result":
      return linkResult(linking, statement);
    case "nothing":
      return () => goOn;
  }
}

function linkAssign(linking: Linking, { source, target }: Of<"assign">): Step {
  const from = linking.place(source);
  return (frame) => {
    frame[target] = frame[from];
    return goOn;
  };
}

function linkAssignOnce(linking: Linking, { source, target, origin }: Of<"assign-once">): Step {
  const from = linking.place(source);
  const { machine } = linking;
  return (frame) => {
    const value = frame[from];
    const before = frame[target];
    // Of equal values the first stays, as it was written.
    if (before === undefined) frame[target] = value;
    else if (value !== undefined && !equal(before, value)) return conflict(machine, origin, "this rule has two different values at once");
    return goOn;
  };
}

function conflict(machine: Machine, origin: Origin | undefined, what: string): number {
  machine.stopAt(origin, { code: "rego.conflict", what, follows: "the evaluation has no result" });
  return leave;
}

function linkReset({ target }: Of<"reset">): Step {
  return (frame) => {
    frame[target] = undefined;
    return goOn;
  };
}

/** Constant names are looked up elsewhere, several in one step. */
function linkDot(linking: Linking, { source, key, target, inDocument = false }: Of<"dot">): Step {
  const from = linking.place(source);
  const by = linking.place(key);
  return (frame) => {
    const value = frame[from];
    const name = frame[by];
    if (value === undefined || name === undefined) return undefinedHere;
    frame[target] = inDocument ? lookUpInDocument(value, name) : lookUp(value, name);
    return frame[target] === undefined ? undefinedHere : goOn;
  };
}

function linkLength(linking: Linking, { source, target }: Of<"length">): Step {
  const from = linking.place(source);
  return (frame) => {
    const value = frame[from];
    return (frame[target] = value === undefined ? undefined : sizeOf(value)) === undefined ? undefinedHere : goOn;
  };
}

function linkComparison(linking: Linking, { op, left, right }: Of<"equal" | "not-equal">): Step {
  const [one, other] = [linking.place(left), linking.place(right)];
  if (op === "equal") return (frame) => (isEqual(frame[one], frame[other]) === true ? goOn : undefinedHere);
  return (frame) => (isEqual(frame[one], frame[other]) === false ? goOn : undefinedHere);
}

function isEqual(one: Value | undefined, other: Value | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : equal(one, other);
}

const tests: { readonly [op: string]: (value: Value | undefined) => boolean } = {
  "is-defined": (value) => value !== undefined,
  "is-undefined": (value) => value === undefined,
  "is-array": (value) => Array.isArray(value),
  "is-object": (value) => value instanceof RegoObject,
  "is-set": (value) => value instanceof RegoSet,
};

function linkTest(linking: Linking, { op, source }: Of<"is-defined" | "is-undefined" | "is-array" | "is-object" | "is-set">): Step {
  const from = linking.place(source);
  const test = tests[op] as (value: Value | undefined) => boolean;
  return (frame) => (test(frame[from]) ? goOn : undefinedHere);
}

/** What becomes a part of something else is no longer shared: it may be filled there. */
function ownValue(frame: Frame, place: number): Value | undefined {
  const value = frame[place];
  if (value === emptySet) return (frame[place] = new RegoSet());
  if (value === emptyObject) return (frame[place] = new RegoObject());
  return value === emptyArray ? (frame[place] = []) : value;
}

function linkMake({ op, target }: Of<"make-array" | "make-object" | "make-set">): Step {
  const empty = empties[op];
  return (frame) => {
    frame[target] = empty;
    return goOn;
  };
}

function linkMember(linking: Linking, statement: Of<"append" | "add">): Step {
  const from = linking.place(statement.value);
  if (statement.op === "append") {
    const { array } = statement;
    return (frame) => {
      const value = ownValue(frame, from);
      if (value === undefined) return undefinedHere;
      if (frame[array] === emptyArray) frame[array] = [value];
      else (frame[array] as Value[]).push(value);
      return goOn;
    };
  }
  const { set } = statement;
  return (frame) => {
    const value = frame[from];
    if (value === undefined) return undefinedHere;
    if (frame[set] === emptySet) frame[set] = new RegoSet();
    (frame[set] as RegoSet).add(value);
    return goOn;
  };
}

function linkInsert(linking: Linking, { op, object, key, value, origin }: Of<"insert" | "insert-once">): Step {
  const [by, from] = [linking.place(key), linking.place(value)];
  const isOnce = op === "insert-once";
  const { machine } = linking;
  return (frame) => {
    const name = frame[by];
    const member = ownValue(frame, from);
    if (name === undefined || member === undefined) return undefinedHere;
    if (frame[object] === emptyObject) frame[object] = new RegoObject();
    const into = frame[object] as RegoObject;
    const before = isOnce ? into.get(name) : undefined;
    if (before === undefined) into.set(name, member);
    else if (!equal(before, member)) return conflict(machine, origin, "two different values for one key of an object");
    return goOn;
  };
}

function linkMerge({ left, right, target }: Of<"merge">): Step {
  return (frame) => {
    const one = frame[left];
    const other = frame[right];
    if (one === undefined || other === undefined) return undefinedHere;
    frame[target] = merge(one, other);
    return goOn;
  };
}

/** A call that must be true takes the statement after it along, which says so. */
export function linkCall(linking: Linking, { name, args, result, origin }: Of<"call">, mustBeTrue = false): Step {
  const places = args.map((arg) => linking.place(arg));
  const callee = linking.linker.callee(name);
  if (callee !== undefined) return linkRuleCall(linking.machine, { callee, places, result, mustBeTrue });
  const builtin = builtinNamed(name);
  if (builtin !== undefined) {
    const unsure = args.filter((arg) => typeof arg === "number");
    const prepared = linkBuiltin(linking.machine, builtin, { places, unsure, result, origin, mustBeTrue });
    linking.linker.later(() => prepared.prepare(args.map((arg) => (typeof arg === "number" ? undefined : arg.value))));
    return prepared.step;
  }
  return () => {
    linking.machine.stopAt(origin, { code: "rego.builtin", what: `there is no function \`${name}\`` });
    return leave;
  };
}

type RuleCall = { readonly callee: Callee; readonly places: readonly number[]; readonly result: number; readonly mustBeTrue: boolean };

function linkRuleCall(machine: Machine, { callee, places, result, mustBeTrue }: RuleCall): Step {
  const args = argumentsFrom(places);
  return (frame) => {
    const value = callee.call(args(frame));
    if (machine.fault !== undefined) return leave;
    frame[result] = value;
    return value === undefined || (mustBeTrue && value === false) ? undefinedHere : goOn;
  };
}

/** How the arguments of a call are taken from a frame. Documents that stand where they stand in every frame are read from it by whoever is called. */
function argumentsFrom(places: readonly number[]): (frame: Frame) => Frame {
  const [one, two, three, four] = places as [number, number, number, number];
  if (places.length === 2 && one === inputLocal && two === dataLocal) return (frame) => frame;
  if (places.length === 1) return (frame) => [frame[one]];
  if (places.length === 2) return (frame) => [frame[one], frame[two]];
  if (places.length === 3) return (frame) => [frame[one], frame[two], frame[three]];
  if (places.length === 4) return (frame) => [frame[one], frame[two], frame[three], frame[four]];
  return (frame) => places.map((place) => frame[place]);
}

type BuiltinCall = {
  readonly places: readonly number[];
  /** Those of them that may have no value: constants have one. */
  readonly unsure: readonly number[];
  readonly result: number;
  readonly origin: Origin | undefined;
  readonly mustBeTrue: boolean;
};

type PreparedStep = { readonly step: Step; readonly prepare: (known: readonly (Value | undefined)[]) => void };

const nowhere = -1;

function linkBuiltin(machine: Machine, builtin: Builtin, { places, unsure, result, origin, mustBeTrue }: BuiltinCall): PreparedStep {
  let { apply } = builtin;
  const take = argumentsFrom(places);
  const [first = nowhere, ...others] = unsure;
  const step = (frame: Frame): number => {
    if (first !== nowhere && frame[first] === undefined) return undefinedHere;
    for (let index = 0; index < others.length; index++) if (frame[others[index] as number] === undefined) return undefinedHere;
    const value = apply(take(frame) as Value[], machine);
    if (machine.fault !== undefined) return leave;
    if (value !== true && value !== false && value instanceof Refusal) return refused(machine, origin, value);
    frame[result] = value;
    return value === undefined || (mustBeTrue && value === false) ? undefinedHere : goOn;
  };
  return { step, prepare: (known) => (apply = builtin.prepare?.(known) ?? apply) };
}

/** What a built-in cannot work with is undefined, unless errors are asked for. */
function refused(machine: Machine, origin: Origin | undefined, refusal: Refusal): number {
  if (!machine.isStrict && refusal.code !== "rego.unsupported") return undefinedHere;
  machine.stopAt(origin, { code: refusal.code, what: refusal.what });
  return leave;
}

function linkDynamicCall(linking: Linking, { path, args, result }: Of<"call-dynamic">): Step {
  const steps = path.map((step) => linking.place(step));
  const places = args.map((arg) => linking.place(arg));
  const { machine, linker } = linking;
  return (frame) => {
    const callee = linker.calleeAt(steps.map((place) => String(frame[place])));
    return callee === undefined ? undefinedHere : linkRuleCall(machine, { callee, places, result, mustBeTrue: false })(frame);
  };
}

function linkExtent(linking: Linking, { members, args, target }: Of<"extent">): Step {
  const places = args.map((arg) => linking.place(arg));
  const extent = new Extent(members, linking.linker);
  const documents = argumentsFrom(places);
  const { machine } = linking;
  return (frame) => {
    frame[target] = extent.document(documents(frame));
    return machine.fault === undefined ? goOn : leave;
  };
}

function linkNot(linking: Linking, { block }: Of<"not">): Step {
  const run = linking.block(block);
  return (frame) => {
    const code = run(frame);
    return code === completed ? undefinedHere : code;
  };
}

function linkBlocks(linking: Linking, { blocks }: Of<"block">): Step {
  const runs = blocks.map((block) => linking.block(block));
  return (frame) => {
    for (let index = 0; index < runs.length; index++) {
      const code = (runs[index] as Run)(frame);
      if (code > goOn) return code;
    }
    return goOn;
  };
}

function linkWith(linking: Linking, { local, path, value, block }: Of<"with">): Step {
  const from = linking.place(value);
  const run = linking.block(block);
  return (frame) => {
    const before = frame[local];
    frame[local] = patched(before, path, frame[from]);
    const code = run(frame);
    frame[local] = before;
    return code === completed ? goOn : code === goOn ? undefinedHere : code;
  };
}

function linkResult(linking: Linking, { value }: Of<"add-result">): Step {
  const { machine } = linking;
  return (frame) => {
    const result = frame[value];
    if (result === undefined) return undefinedHere;
    machine.results.push(result);
    return goOn;
  };
}
