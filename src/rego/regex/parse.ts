/** Reads RE2's syntax, as Go has it. What RE2 does not have, look-around and back references, is an error here too. */
import { lastCodePoint, namedClasses, negate, perlClasses, propertyTest, type Ranges } from "./classes.ts";
import type { Assertion, CharacterSet, Node, Pattern } from "./tree.ts";

export type ParsedPattern = { readonly ok: true; readonly pattern: Pattern } | { readonly ok: false; readonly what: string };

export function parsePattern(text: string): ParsedPattern {
  const reader = new PatternReader(text);
  const root = reader.readChoice(0);
  if (reader.what === undefined && !reader.atEnd()) reader.fail("unexpected `)`");
  if (reader.what !== undefined) return { ok: false, what: reader.what };
  return { ok: true, pattern: { root, groupCount: reader.names.length, names: reader.names } };
}

type Flags = { readonly ignoresCase: boolean; readonly multiline: boolean; readonly dotAll: boolean; readonly ungreedy: boolean };

const flagNames: Readonly<Record<string, keyof Flags>> = { i: "ignoresCase", m: "multiline", s: "dotAll", U: "ungreedy" };
const empty: Node = { is: "empty" };
const deepestGroup = 100;
const mostRepeats = 1000;

const plainEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const assertionEscapes: Readonly<Record<string, Assertion>> = { A: "text-start", z: "text-end", b: "word-edge", B: "no-word-edge" };

class PatternReader {
  what: string | undefined;
  /** One for each group; the whole match is none. */
  readonly names: (string | undefined)[] = [];
  readonly #points: readonly string[];
  #at = 0;
  #flags: Flags = { ignoresCase: false, multiline: false, dotAll: false, ungreedy: false };

  constructor(text: string) {
    this.#points = [...text];
  }

  atEnd(): boolean {
    return this.#at >= this.#points.length;
  }

  fail(what: string): Node {
    this.what ??= what;
    return empty;
  }

  /** Up to a closing bracket or the end. Flags set inside a group end with it. */
  readChoice(depth: number): Node {
    if (depth > deepestGroup) return this.fail("groups are nested too deeply");
    const flags = this.#flags;
    const options: Node[] = [];
    do {
      options.push(this.#readSequence(depth));
    } while (this.what === undefined && this.#takeIf("|"));
    this.#flags = flags;
    return options.length === 1 ? (options[0] as Node) : { is: "choice", options };
  }

  #readSequence(depth: number): Node {
    const parts: Node[] = [];
    while (this.what === undefined && !this.atEnd() && !this.#isAt("|") && !this.#isAt(")")) {
      if (this.#takeText("\\Q")) parts.push(...this.#readQuoted());
      else parts.push(this.#readRepeated(this.#readAtom(depth)));
    }
    return parts.length === 1 ? (parts[0] as Node) : parts.length === 0 ? empty : { is: "sequence", parts };
  }

  #readQuoted(): Node[] {
    const parts: Node[] = [];
    while (!this.atEnd() && !this.#takeText("\\E")) parts.push(this.#single(this.#take()));
    return parts.length === 0 ? parts : [...parts.slice(0, -1), this.#readRepeated(parts.at(-1) as Node)];
  }

  #readRepeated(atom: Node): Node {
    const bounds = this.#readBounds();
    if (bounds === undefined) return atom;
    const isGreedy = !this.#takeIf("?") !== this.#flags.ungreedy;
    const [least, most] = bounds;
    if (this.#readBounds() !== undefined) return this.fail("two repetitions in a row");
    if (least > mostRepeats || (most !== Infinity && most > mostRepeats) || least > most)
      return this.fail("a repetition that cannot be counted");
    return { is: "repeat", part: atom, least, most, isGreedy };
  }

  #readBounds(): readonly [number, number] | undefined {
    if (this.#takeIf("*")) return [0, Infinity];
    if (this.#takeIf("+")) return [1, Infinity];
    if (this.#takeIf("?")) return [0, 1];
    if (!this.#isAt("{")) return undefined;
    const found = /^\{(\d+)(,?)(\d*)\}/.exec(this.#points.slice(this.#at, this.#at + 20).join(""));
    if (found === null) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    return [least, found[2] === "" ? least : found[3] === "" ? Infinity : Number(found[3])];
  }

  #readAtom(depth: number): Node {
    const point = this.#take();
    switch (point) {
      case "(":
        return this.#readGroup(depth);
      case "[":
        return this.#readSet();
      case ".":
        return anyPoint(this.#flags.dotAll ? [[0, lastCodePoint]] : negate([[10, 10]]));
      case "^":
        return { is: "assert", what: this.#flags.multiline ? "line-start" : "text-start" };
      case "$":
        return { is: "assert", what: this.#flags.multiline ? "line-end" : "text-end" };
      case "*":
      case "+":
      case "?":
        return this.fail(`nothing before \`${point}\` that could be repeated`);
      case "\\":
        return this.#readEscape();
      default:
        return this.#single(point);
    }
  }

  #readGroup(depth: number): Node {
    if (!this.#takeIf("?")) return this.#readCapture(undefined, depth);
    const name = /^P?<([A-Za-z0-9_]+)>/.exec(this.#points.slice(this.#at, this.#at + 100).join(""));
    if (name !== null) {
      this.#at += name[0].length;
      if (this.names.includes(name[1])) return this.fail(`two groups named \`${name[1]}\``);
      return this.#readCapture(name[1], depth);
    }
    return this.#readFlags(depth);
  }

  #readCapture(name: string | undefined, depth: number): Node {
    const index = this.names.push(name);
    return { is: "group", index, part: this.#readInner(depth) };
  }

  #readInner(depth: number): Node {
    const part = this.readChoice(depth + 1);
    if (!this.#takeIf(")")) return this.fail("a group is not closed");
    return part;
  }

  /** `(?i)` holds up to the end of the group around it, `(?i:…)` inside. */
  #readFlags(depth: number): Node {
    const found = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(this.#points.slice(this.#at, this.#at + 20).join(""));
    if (found === null || found[0] === ")") return this.fail("a group of a kind that RE2 does not have");
    this.#at += found[0].length;
    const [, on = "", off = "", end] = found;
    const before = this.#flags;
    const changes = [...[...on].map((flag) => [flag, true] as const), ...[...off].map((flag) => [flag, false] as const)];
    this.#flags = { ...before, ...Object.fromEntries(changes.map(([flag, value]) => [flagNames[flag] as string, value])) };
    if (end === ")") return empty;
    const part = this.#readInner(depth);
    this.#flags = before;
    return part;
  }

  #readEscape(): Node {
    if (this.atEnd()) return this.fail("a backslash at the end");
    const point = this.#points[this.#at] as string;
    const assertion = assertionEscapes[point];
    if (assertion !== undefined) {
      this.#at++;
      return { is: "assert", what: assertion };
    }
    const members = this.#readClassEscape();
    if (members !== undefined) return { is: "set", set: { ...members, isNegated: false, ignoresCase: this.#flags.ignoresCase } };
    const code = this.#readCharacterEscape();
    return code === undefined ? empty : this.#set([[code, code]]);
  }

  /** `\d`, `\pL` and their kind, after the backslash. */
  #readClassEscape(): Pick<CharacterSet, "ranges" | "properties"> | undefined {
    const point = this.#points[this.#at] as string;
    const ranges = perlClasses.get(point.toLowerCase());
    if (ranges !== undefined) {
      this.#at++;
      return { ranges: point === point.toLowerCase() ? ranges : negate(ranges), properties: [] };
    }
    if (point !== "p" && point !== "P") return undefined;
    this.#at++;
    const found = /^(?:\{(\^?)(\w+)\}|([A-Z]))/.exec(this.#points.slice(this.#at, this.#at + 40).join(""));
    const name = found?.[2] ?? found?.[3] ?? "";
    if (propertyTest(name) === undefined) this.fail(`no characters are known by the name of \`${name}\``);
    this.#at += found?.[0].length ?? 0;
    return { ranges: [], properties: [{ name, isNegated: (point === "P") !== (found?.[1] === "^") }] };
  }

  #readCharacterEscape(): number | undefined {
    const rest = this.#points.slice(this.#at, this.#at + 12).join("");
    const hex = /^x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest);
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const found = hex ?? octal;
    const code =
      hex !== null
        ? Number.parseInt((hex[1] ?? hex[2]) as string, 16)
        : octal !== null
          ? Number.parseInt(octal[0], 8)
          : plainEscapes[rest[0] as string];
    if (code !== undefined && code <= lastCodePoint) {
      this.#at += found?.[0].length ?? 1;
      return code;
    }
    const point = this.#points[this.#at] as string;
    if (/[\w\u0080-\u{10ffff}]/u.test(point)) return void this.fail(`\`\\${point}\` is no escape that RE2 has`);
    this.#at++;
    return point.codePointAt(0);
  }

  #readSet(): Node {
    const isNegated = this.#takeIf("^");
    const ranges: (readonly [number, number])[] = [];
    const properties: CharacterSet["properties"][number][] = [];
    for (let isFirst = true; isFirst || !this.#isAt("]"); isFirst = false) {
      if (this.atEnd()) return this.fail("a set of characters is not closed");
      const members = this.#readNamedClass() ?? this.#readEscapedClass();
      if (members !== undefined) {
        ranges.push(...members.ranges);
        properties.push(...members.properties);
      } else ranges.push(this.#readRange());
      if (this.what !== undefined) return empty;
    }
    this.#at++;
    return { is: "set", set: { ranges, properties, isNegated, ignoresCase: this.#flags.ignoresCase } };
  }

  /** `[:alpha:]` */
  #readNamedClass(): Pick<CharacterSet, "ranges" | "properties"> | undefined {
    const found = /^\[:(\^?)([^:\]]*):\]/.exec(this.#points.slice(this.#at, this.#at + 20).join(""));
    if (found === null) return undefined;
    const ranges = namedClasses.get(found[2] as string);
    if (ranges === undefined) this.fail(`no characters are known by the name of \`${found[2]}\``);
    this.#at += found[0].length;
    return { ranges: found[1] === "^" ? negate(ranges ?? []) : (ranges ?? []), properties: [] };
  }

  #readEscapedClass(): Pick<CharacterSet, "ranges" | "properties"> | undefined {
    if (!this.#isAt("\\") || this.#points[this.#at + 1] === undefined) return undefined;
    this.#at++;
    const members = this.#readClassEscape();
    if (members === undefined) this.#at--;
    return members;
  }

  #readRange(): readonly [number, number] {
    const from = this.#readSetMember();
    if (!this.#isAt("-") || this.#points[this.#at + 1] === "]" || this.#points[this.#at + 1] === undefined) return [from, from];
    this.#at++;
    const to = this.#readSetMember();
    if (to < from) this.fail("a range of characters that runs backwards");
    return [from, to];
  }

  #readSetMember(): number {
    const point = this.#take();
    if (point !== "\\") return point.codePointAt(0) as number;
    if (this.atEnd()) this.fail("a backslash at the end");
    return this.what === undefined ? (this.#readCharacterEscape() ?? 0) : 0;
  }

  #single(point: string): Node {
    const code = point.codePointAt(0) as number;
    return this.#set([[code, code]]);
  }

  #set(ranges: Ranges): Node {
    return { is: "set", set: { ranges, properties: [], isNegated: false, ignoresCase: this.#flags.ignoresCase } };
  }

  #take(): string {
    return this.#points[this.#at++] ?? "";
  }

  #isAt(point: string): boolean {
    return this.#points[this.#at] === point;
  }

  #takeIf(point: string): boolean {
    if (!this.#isAt(point)) return false;
    this.#at++;
    return true;
  }

  #takeText(text: string): boolean {
    if (this.#points.slice(this.#at, this.#at + text.length).join("") !== text) return false;
    this.#at += text.length;
    return true;
  }
}

/** Letters are in it in both cases, so that case has no say. */
function anyPoint(ranges: Ranges): Node {
  return { is: "set", set: { ranges, properties: [], isNegated: false, ignoresCase: false } };
}
