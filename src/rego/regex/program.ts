/** A pattern as a program for the matcher: each instruction takes a character, asserts something, or goes two ways. */
import { propertyTest } from "./classes.ts";
import type { Assertion, CharacterSet, Node, Pattern } from "./tree.ts";

export type Instruction =
  | { readonly op: "take"; readonly test: (code: number) => boolean; next: number }
  | { readonly op: "assert"; readonly what: Assertion; next: number }
  /** Where the text has got to is noted. */
  | { readonly op: "note"; readonly slot: number; next: number }
  /** The first way is tried before the second. */
  | { readonly op: "fork"; next: number; other: number }
  | { readonly op: "done" };

/** Beyond it a pattern is refused: counted repetitions multiply. */
const largestProgram = 10_000;

/** `undefined` for a pattern that is too large. */
export function programOf(pattern: Pattern): readonly Instruction[] | undefined {
  const builder = new Builder();
  builder.group(0, pattern.root);
  builder.add({ op: "done" });
  return builder.isTooLarge ? undefined : builder.program;
}

class Builder {
  readonly program: Instruction[] = [];

  get isTooLarge(): boolean {
    return this.program.length > largestProgram;
  }

  /** Every instruction goes on to the one after it, unless it is told otherwise later. */
  add(instruction: Instruction): number {
    return this.program.push(instruction) - 1;
  }

  group(index: number, part: Node): void {
    this.#note(index * 2);
    this.#node(part);
    this.#note(index * 2 + 1);
  }

  #note(slot: number): void {
    this.add({ op: "note", slot, next: this.program.length + 1 });
  }

  #node(node: Node): void {
    if (this.isTooLarge) return;
    switch (node.is) {
      case "empty":
        return;
      case "set":
        this.add({ op: "take", test: testOf(node.set), next: this.program.length + 1 });
        return;
      case "assert":
        this.add({ op: "assert", what: node.what, next: this.program.length + 1 });
        return;
      case "sequence":
        for (const part of node.parts) this.#node(part);
        return;
      case "choice":
        return this.#choice(node.options);
      case "repeat":
        return this.#repeat(node);
      case "group":
        return this.group(node.index, node.part);
    }
  }

  #choice(options: readonly Node[]): void {
    const ends: number[] = [];
    options.forEach((option, index) => {
      const isLast = index === options.length - 1;
      const fork = isLast ? undefined : this.#fork();
      this.#node(option);
      if (!isLast) ends.push(this.#jump());
      if (fork !== undefined) fork.other = this.program.length;
    });
    for (const end of ends) (this.program[end] as { next: number }).next = this.program.length;
  }

  #fork(): { next: number; other: number } {
    const fork = { op: "fork" as const, next: this.program.length + 1, other: 0 };
    this.add(fork);
    return fork;
  }

  /** A fork both of whose ways are the same. */
  #jump(): number {
    const place = this.program.length;
    const jump = this.#fork();
    jump.other = place;
    return place;
  }

  #repeat({ part, least, most, isGreedy }: Extract<Node, { is: "repeat" }>): void {
    for (let count = 0; count < least; count++) {
      if (count === least - 1 && most === Infinity) return this.#plus(part, isGreedy);
      this.#node(part);
    }
    if (most === Infinity) return this.#star(part, isGreedy);
    const forks: Way[] = [];
    for (let count = least; count < most && !this.isTooLarge; count++) {
      forks.push(this.#way(isGreedy));
      this.#node(part);
    }
    for (const fork of forks) fork.out(this.program.length);
  }

  #plus(part: Node, isGreedy: boolean): void {
    const start = this.program.length;
    this.#node(part);
    this.#backTo(start, isGreedy);
  }

  #backTo(start: number, isGreedy: boolean): void {
    const after = this.program.length + 1;
    this.add(isGreedy ? { op: "fork", next: start, other: after } : { op: "fork", next: after, other: start });
  }

  #star(part: Node, isGreedy: boolean): void {
    const way = this.#way(isGreedy);
    const start = this.program.length;
    this.#node(part);
    this.#backTo(start, isGreedy);
    way.out(this.program.length);
  }

  /** A fork into what follows and out of it; the greedy one goes in first. */
  #way(isGreedy: boolean): Way {
    const fork = this.#fork();
    const inside = fork.next;
    return {
      out: (place) => {
        fork.next = isGreedy ? inside : place;
        fork.other = isGreedy ? place : inside;
      },
    };
  }
}

type Way = { readonly out: (place: number) => void };

function testOf({ ranges, properties, isNegated, ignoresCase }: CharacterSet): (code: number) => boolean {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1 && properties.length === 0 && !isNegated && !ignoresCase) {
    const [from, to] = only;
    return from === to ? (code) => code === from : (code) => code >= from && code <= to;
  }
  const tests = properties.map(({ name, isNegated: not }) => ({ test: propertyTest(name) as RegExp, not }));
  const holds = (code: number): boolean =>
    ranges.some(([from, to]) => code >= from && code <= to) || tests.some(({ test, not }) => test.test(String.fromCodePoint(code)) !== not);
  if (!ignoresCase) return (code) => holds(code) !== isNegated;
  return remembered((code) => foldsOf(code).some(holds) !== isNegated);
}

/** Texts come back to the same letters. */
function remembered(test: (code: number) => boolean): (code: number) => boolean {
  const known: (boolean | undefined)[] = [];
  return (code) => (code < 128 ? (known[code] ??= test(code)) : test(code));
}

/** All characters that differ from this one in case only. */
function foldsOf(code: number): number[] {
  const text = String.fromCodePoint(code);
  const forms = [text, text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()]
    .filter((form) => [...form].length === 1)
    .map((form) => form.codePointAt(0) as number);
  return [...forms, ...forms.flatMap((form) => extraFolds.get(form) ?? [])];
}

/** The Kelvin and Angstrom signs and the long s belong to letters that do not lead back to them. */
const extraFolds: ReadonlyMap<number, readonly number[]> = new Map([
  [107, [0x212a]],
  [115, [0x17f]],
  [0xe5, [0x212b]],
]);
