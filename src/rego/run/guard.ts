/** What must be so in the input for any rule of a function to hold, read off the first statements of its plan. */
import type { Block, Function, Operand, Statement } from "../plan/ir.ts";
import { inputLocal } from "../plan/ir.ts";
import { RegoSet } from "../values/set.ts";
import { keyOf, type Key, type Value } from "../values/value.ts";

/** A member of the input, or of what is being gone through, that equals one of some constants. */
export type Test = { readonly path: readonly string[]; readonly keys: readonly Key[] };

/** What `in` calls. */
const memberFunction = "internal.member_2";

export type Guard = {
  readonly input: readonly Test[];
  /** The collection of the input of which one member must pass all tests. */
  readonly over: readonly string[];
  readonly each: readonly Test[];
};

/** One guard for each rule, of which one must hold; `undefined` where some rule has none. */
export function guardsOf(one: Function): readonly Guard[] | undefined {
  const guards: Guard[] = [];
  for (const block of one.blocks) {
    if (isFrame(block)) continue;
    const guard = guardOf(block);
    if (guard === undefined) return undefined;
    guards.push(guard);
  }
  return guards.length > 0 ? guards : undefined;
}

/** Blocks that only make, hand on or return the result, and do nothing where no rule has held. */
function isFrame(block: Block): boolean {
  const [first] = block;
  return (
    first === undefined ||
    first.op === "return" ||
    ((first.op === "make-set" || first.op === "make-object") && block.length === 1) ||
    first.op === "is-defined"
  );
}

/** Where a local comes from. */
type Place = { readonly root: "input" | "member"; readonly path: readonly string[] };

type Search = {
  readonly places: Map<number, Place>;
  readonly tests: { readonly input: Test[]; readonly member: Test[] };
  over: readonly string[] | undefined;
  /** Questions whether something is in a list of constants, by the local that gets the answer. */
  readonly asked: Map<number, { readonly place: Place; readonly keys: readonly Key[] }>;
};

function guardOf(block: Block): Guard | undefined {
  const search: Search = {
    places: new Map([[inputLocal, { root: "input", path: [] }]]),
    tests: { input: [], member: [] },
    over: undefined,
    asked: new Map(),
  };
  follow(block, search);
  const { input, member } = fewEnough(search.tests);
  if (input.length === 0 && member.length === 0) return undefined;
  return { input, over: search.over ?? [], each: member };
}

/** What a member of the collection must pass for the block of a scan to hold. */
export function memberTests({ value, block }: Scan): readonly Test[] {
  const search: Search = {
    places: new Map([[value, { root: "member", path: [] }]]),
    tests: { input: [], member: [] },
    over: undefined,
    asked: new Map(),
  };
  follow(block, search);
  return fewEnough(search.tests).member;
}

type Scan = Extract<Statement, { op: "scan" }>;
type Tests = Search["tests"];

/** Each test multiplies the ways in which a rule is found: the last ones are left out where these are too many. */
function fewEnough({ input, member }: Tests): Tests {
  let ways = 1;
  const isFew = ({ keys }: Test): boolean => (ways *= keys.length) <= mostKeys;
  return { input: input.filter(isFew), member: member.filter(isFew) };
}

/** Goes on for as long as statements do nothing but look up, compare, and go through a first collection. */
function follow(block: Block, search: Search): void {
  for (const statement of block) {
    if (statement.op === "scan") return followScan(statement, search);
    if (!note(statement, search)) return;
  }
}

function followScan({ source, value, block }: Scan, search: Search): void {
  const place = placeOf(source, search);
  if (place?.root !== "input" || search.over !== undefined) return;
  search.over = place.path;
  search.places.set(value, { root: "member", path: [] });
  follow(block, search);
}

function placeOf(operand: Operand, { places }: Search): Place | undefined {
  return typeof operand === "number" ? places.get(operand) : undefined;
}

/** False at a statement after which nothing is certain. */
function note(statement: Statement, search: Search): boolean {
  switch (statement.op) {
    case "reset":
    case "nothing":
      return true;
    case "assign":
      return move(search, statement.target, placeOf(statement.source, search));
    case "dot": {
      const place = placeOf(statement.source, search);
      const name = typeof statement.key === "number" ? undefined : statement.key.value;
      return move(
        search,
        statement.target,
        place !== undefined && typeof name === "string" ? { ...place, path: [...place.path, name] } : undefined,
      );
    }
    case "equal":
      return compare(search, statement.left, statement.right) || compare(search, statement.right, statement.left);
    case "call":
      return ask(statement, search);
    case "not-equal":
      return confirm(statement, search);
    default:
      return false;
  }
}

/** More alternatives than these would make the index larger than what it saves. */
const mostKeys = 16;

/** `place in {…}`, of which the next statement says that it must not be false. */
function ask({ name, args, result }: Extract<Statement, { op: "call" }>, search: Search): boolean {
  const [member, list] = args;
  const place = member === undefined ? undefined : placeOf(member, search);
  if (name !== memberFunction || place === undefined || list === undefined || typeof list === "number") return false;
  const values = list.value instanceof RegoSet ? list.value.sorted() : [];
  if (values.length === 0 || values.length > mostKeys || !values.every(isPlain)) return false;
  search.asked.set(result, { place, keys: values.map(keyOf) });
  return true;
}

function confirm({ left, right }: Extract<Statement, { op: "equal" | "not-equal" }>, search: Search): boolean {
  const asked = typeof left === "number" ? search.asked.get(left) : undefined;
  if (asked === undefined || typeof right === "number" || right.value !== false) return false;
  search.tests[asked.place.root].push({ path: asked.place.path, keys: asked.keys });
  return true;
}

function move({ places }: Search, target: number, place: Place | undefined): boolean {
  if (place === undefined) places.delete(target);
  else places.set(target, place);
  return true;
}

function compare(search: Search, one: Operand, other: Operand): boolean {
  const place = placeOf(one, search);
  if (place === undefined || typeof other === "number" || !isPlain(other.value)) return false;
  search.tests[place.root].push({ path: place.path, keys: [keyOf(other.value)] });
  return true;
}

/** A value that is its own key. */
function isPlain(value: Value): boolean {
  return keyOf(value) === value;
}
