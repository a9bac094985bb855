/** Matches in time that grows with the text and the pattern and no faster: all ways through the program go forward side by side. */
import type { Instruction } from "./program.ts";
import type { Assertion } from "./tree.ts";

/** Where groups start and end in the text, the whole match first; -1 where a group took no part. */
export type Match = readonly number[];

export type Spend = (steps: number) => boolean;

/** The leftmost match from a place on, with the choices a backtracking matcher would make. `null` where there is none or no more steps are left. */
export function findMatch(
  program: readonly Instruction[],
  { text, start }: { readonly text: string; readonly start: number },
  spend: Spend,
): Match | null {
  return new Matcher(program, text, spend).run(start);
}

type Thread = { readonly at: number; readonly notes: Match };

class Matcher {
  readonly #program: readonly Instruction[];
  readonly #text: string;
  readonly #spend: Spend;
  /** The last place of the text at which each instruction was reached. */
  readonly #reached: Int32Array;
  /** Nothing can match that does not start where the text starts. */
  readonly #isAnchored: boolean;
  #found: Match | null = null;

  constructor(program: readonly Instruction[], text: string, spend: Spend) {
    this.#program = program;
    this.#text = text;
    this.#spend = spend;
    this.#reached = new Int32Array(program.length).fill(-1);
    const first = program.find(({ op }) => op !== "note");
    this.#isAnchored = first?.op === "assert" && first.what === "text-start";
  }

  run(start: number): Match | null {
    let threads: Thread[] = [];
    for (let place = start; place <= this.#text.length;) {
      if (this.#found === null) this.#follow({ at: 0, notes: [] }, place, threads);
      if (threads.length === 0 && (this.#found !== null || (this.#isAnchored && place > 0))) break;
      if (!this.#spend(1 + threads.length)) return null;
      const code = this.#text.codePointAt(place) ?? -1;
      const after = place + (code > 0xffff ? 2 : 1);
      threads = this.#advance(threads, code, after);
      place = after;
    }
    return this.#found;
  }

  /** A thread that is done wins over all that come after it. */
  #advance(threads: readonly Thread[], code: number, after: number): Thread[] {
    const next: Thread[] = [];
    for (const { at, notes } of threads) {
      const instruction = this.#program[at] as Instruction;
      if (instruction.op === "done") {
        this.#found = notes;
        break;
      }
      if (instruction.op === "take" && code !== -1 && instruction.test(code)) this.#follow({ at: instruction.next, notes }, after, next);
    }
    return next;
  }

  /** Everything that can be reached without taking a character, in the order in which it would be tried. */
  #follow(thread: Thread, place: number, into: Thread[]): void {
    const waiting = [thread];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const { at, notes } = one;
      if (this.#reached[at] === place) continue;
      this.#reached[at] = place;
      const instruction = this.#program[at] as Instruction;
      switch (instruction.op) {
        case "fork":
          waiting.push({ at: instruction.other, notes }, { at: instruction.next, notes });
          break;
        case "note":
          waiting.push({ at: instruction.next, notes: noted(notes, instruction.slot, place) });
          break;
        case "assert":
          if (holds(instruction.what, this.#text, place)) waiting.push({ at: instruction.next, notes });
          break;
        default:
          into.push(one);
      }
    }
  }
}

function noted(notes: Match, slot: number, place: number): Match {
  const copy = notes.slice();
  while (copy.length < slot) copy.push(-1);
  copy[slot] = place;
  return copy;
}

function holds(what: Assertion, text: string, place: number): boolean {
  switch (what) {
    case "text-start":
      return place === 0;
    case "text-end":
      return place === text.length;
    case "line-start":
      return place === 0 || text.charCodeAt(place - 1) === 10;
    case "line-end":
      return place === text.length || text.charCodeAt(place) === 10;
    case "word-edge":
      return isWord(text, place - 1) !== isWord(text, place);
    case "no-word-edge":
      return isWord(text, place - 1) === isWord(text, place);
  }
}

function isWord(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}
