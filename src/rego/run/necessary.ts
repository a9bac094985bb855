/** What must be so in the input, or in a member of what is gone through, for a block of a plan to come to its end. */
import type { Block, Function, Operand, Statement } from "../plan/ir.ts";
import { inputLocal } from "../plan/ir.ts";
import { RegoSet } from "../values/set.ts";
import { isPlainName, keyOf, type Key, type Value } from "../values/value.ts";
import { writes } from "./slim.ts";

/** A member of the input, or of what is being gone through, that equals one of some constants. */
export type Test = { readonly path: readonly string[]; readonly keys: readonly Key[] };

export type FunctionNamed = (name: string) => Function | undefined;

/** What `in` calls. */
const memberFunction = "internal.member_2";

/** Where a local comes from. */
type Place = { readonly root: "input" | "member"; readonly path: readonly string[] };

export type Scan = Extract<Statement, { op: "scan" }>;

/** Follows a block for as long as nothing has come of it: what stands after that need not hold. */
export class Search {
  readonly tests: Record<Place["root"], Test[]> = { input: [], member: [] };
  /** What is looked into besides: it must be there. */
  readonly there: Record<Place["root"], (readonly string[])[]> = { input: [], member: [] };
  /** The first collection of the input that is gone through. */
  over: readonly string[] | undefined;
  scan: Scan | undefined;
  readonly #places: Map<number, Place>;
  readonly #functionNamed: FunctionNamed;
  readonly #depth: number;
  /** Questions whether something is in a list of constants, by the local that gets the answer. */
  readonly #asked = new Map<number, { readonly place: Place; readonly keys: readonly Key[] }>();

  private constructor(place: readonly [number, Place], functionNamed: FunctionNamed, depth: number) {
    this.#places = new Map([place]);
    this.#functionNamed = functionNamed;
    this.#depth = depth;
  }

  static inBlock(block: Block, functionNamed: FunctionNamed): Search {
    const search = new Search([inputLocal, { root: "input", path: [] }], functionNamed, 0);
    search.#follow(block);
    return search;
  }

  /** In a block that has a member in this local. */
  static ofMember(local: number, block: Block, { functionNamed, depth = 0 }: Within): Search {
    const search = new Search([local, { root: "member", path: [] }], functionNamed, depth);
    search.#follow(block);
    return search;
  }

  #follow(block: Block): void {
    for (const statement of block) {
      if (statement.op === "scan") return this.#followScan(statement);
      if (!this.#note(statement)) return;
    }
  }

  #followScan(scan: Scan): void {
    const place = this.#placeOf(scan.source);
    if (place?.root !== "input" || this.over !== undefined) return;
    this.over = place.path;
    this.scan = scan;
    this.#places.set(scan.value, { root: "member", path: [] });
    this.#follow(scan.block);
  }

  #placeOf(operand: Operand): Place | undefined {
    return typeof operand === "number" ? this.#places.get(operand) : undefined;
  }

  /** False at a statement after which nothing is certain: it makes a part of the answer, or goes elsewhere. */
  #note(statement: Statement): boolean {
    switch (statement.op) {
      case "assign":
        return this.#move(statement.target, this.#placeOf(statement.source));
      case "dot":
        return this.#lookUp(statement);
      case "equal":
        this.#compare(statement.left, statement.right);
        this.#compare(statement.right, statement.left);
        return true;
      case "not-equal":
        this.#confirm(statement);
        return true;
      case "call":
        this.#call(statement);
        return this.#move(statement.result, undefined);
      case "reset":
      case "nothing":
      case "length":
      case "not":
      case "is-defined":
      case "is-undefined":
      case "is-array":
      case "is-object":
      case "is-set":
      case "make-array":
      case "make-object":
      case "make-set":
        return this.#forgetWhatIsWritten(statement);
      default:
        return false;
    }
  }

  #lookUp({ source, key, target }: Extract<Statement, { op: "dot" }>): boolean {
    const place = this.#placeOf(source);
    const name = typeof key === "number" ? undefined : key.value;
    if (place === undefined || typeof name !== "string" || !isPlainName(name)) return this.#move(target, undefined);
    const path = [...place.path, name];
    this.there[place.root].push(path);
    return this.#move(target, { root: place.root, path });
  }

  #compare(one: Operand, other: Operand): void {
    const place = this.#placeOf(one);
    if (place === undefined || typeof other === "number" || !isPlain(other.value)) return;
    this.tests[place.root].push({ path: place.path, keys: [keyOf(other.value)] });
  }

  /** A question whether something is in a list only counts once the answer must not be false. */
  #confirm({ left, right }: Extract<Statement, { op: "equal" | "not-equal" }>): void {
    const asked = typeof left === "number" ? this.#asked.get(left) : undefined;
    if (asked === undefined || typeof right === "number" || right.value !== false) return;
    this.tests[asked.place.root].push({ path: asked.place.path, keys: asked.keys });
  }

  #call(call: Extract<Statement, { op: "call" }>): void {
    if (call.name === memberFunction) return this.#ask(call);
    const called = this.#depth < deepestCall ? this.#functionNamed(call.name) : undefined;
    if (called === undefined) return;
    for (const [index, arg] of call.args.entries()) {
      const place = this.#placeOf(arg);
      const param = called.params[index];
      if (place === undefined || param === undefined || param === inputLocal) continue;
      const within = { functionNamed: this.#functionNamed, depth: this.#depth + 1 };
      for (const { path, keys } of testsOfAll(called, param, within)) this.tests[place.root].push({ path: [...place.path, ...path], keys });
    }
  }

  /** `place in {…}`, of which the next statement says that it must not be false. */
  #ask({ args, result }: Extract<Statement, { op: "call" }>): void {
    const [member, list] = args;
    const place = member === undefined ? undefined : this.#placeOf(member);
    if (place === undefined || list === undefined || typeof list === "number") return;
    const values = list.value instanceof RegoSet ? list.value.sorted() : [];
    if (values.length > 0 && values.length <= mostKeys && values.every(isPlain))
      this.#asked.set(result, { place, keys: values.map(keyOf) });
  }

  #move(target: number, place: Place | undefined): true {
    if (place === undefined) this.#places.delete(target);
    else this.#places.set(target, place);
    return true;
  }

  #forgetWhatIsWritten(statement: Statement): true {
    for (const local of this.#places.keys()) if (writes(statement, local)) this.#places.delete(local);
    return true;
  }
}

type Within = { readonly functionNamed: FunctionNamed; readonly depth?: number };

/** Functions that call functions are followed so far. */
const deepestCall = 3;

/** More alternatives than these would make the index larger than what it saves. */
const mostKeys = 16;

/** What every way through a function asks of one of its arguments: of each place, what one of them wants there. */
function testsOfAll({ blocks }: Function, param: number, within: Within): readonly Test[] {
  const ways = blocks.filter((block) => !isFrame(block)).map((block) => Search.ofMember(param, block, within).tests.member);
  const [first = [], ...others] = ways;
  return first.flatMap(({ path, keys }) => {
    const same = others.map((way) => way.find((test) => test.path.join("\0") === path.join("\0")));
    if (same.includes(undefined)) return [];
    const all = [...new Set([...keys, ...same.flatMap((test) => test?.keys ?? [])])];
    return all.length <= mostKeys ? [{ path, keys: all }] : [];
  });
}

/** Blocks that only make, hand on or return the result, and do nothing where no rule has held. */
export function isFrame(block: Block): boolean {
  const [first] = block;
  return (
    first === undefined ||
    first.op === "return" ||
    ((first.op === "make-set" || first.op === "make-object") && block.length === 1) ||
    first.op === "is-defined"
  );
}

/** Each test multiplies the ways in which a rule is found: the last ones are left out where these are too many. */
export function fewEnough(tests: readonly Test[]): readonly Test[] {
  let ways = 1;
  return tests.filter(({ keys }) => (ways *= keys.length) <= mostKeys);
}

/** A value that is its own key. */
function isPlain(value: Value): boolean {
  return keyOf(value) === value;
}
