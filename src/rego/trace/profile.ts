/** What each line of the policies costs: how often it was tried, and how many steps were taken for it. Counted, so that it is the same everywhere. */
import type { Note, Origin } from "../plan/ir.ts";
import type { Frame } from "../run/link.ts";
import type { Observer } from "../run/observer.ts";

export type LineProfile = {
  readonly file: string;
  readonly line: number;
  readonly tried: number;
  readonly steps: number;
};

type Line = { readonly file: string; readonly line: number; tried: number; steps: number };

export class Profiler implements Observer {
  /** What an index leaves out costs nothing. */
  readonly seesAll = false;
  readonly #lines = new Map<string, Line>();
  /** Steps that have found their line. */
  #settled = 0;

  /** The dearest lines first. */
  get lines(): readonly LineProfile[] {
    return [...this.#lines.values()].sort(
      (one, other) => other.steps - one.steps || (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line),
    );
  }

  /** A new evaluation counts its steps from nothing. */
  restart(): void {
    this.#settled = 0;
  }

  noted({ says }: Note, _frame: Frame, origin: Origin | undefined): void {
    if (says === "begins" && origin !== undefined) this.#line(origin.file, origin.row).tried++;
  }

  ended(): void {}

  charged(origins: readonly (Origin | undefined)[]): void {
    for (const origin of origins) this.#line(origin?.file ?? "query", origin?.row ?? 1).steps++;
    this.#settled += origins.length;
  }

  /** What a built-in or an index took is not charged to a block; it belongs to the statement that asked for it. */
  stepped(origin: Origin | undefined, steps: number): void {
    if (steps <= this.#settled) return;
    this.#line(origin?.file ?? "query", origin?.row ?? 1).steps += steps - this.#settled;
    this.#settled = steps;
  }

  #line(file: string, line: number): Line {
    const key = `${file}\u0000${line}`;
    const known = this.#lines.get(key) ?? { file, line, tried: 0, steps: 0 };
    this.#lines.set(key, known);
    return known;
  }
}
