/** The members of a list that pass some tests, as they were found while rules were looked for: their scans need not look again. */
import type { Value } from "../values/value.ts";
import type { Machine } from "./machine.ts";

/** One time that a collection was gone through for all rules at once. */
export class Walk {
  readonly #machine: Machine;
  #run = 0;
  #collection: Value | undefined;
  /** No two walks of an evaluation have the same. */
  number = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  begin(collection: Value): void {
    this.#run = this.#machine.run;
    this.#collection = collection;
    this.number = ++this.#machine.walks;
  }

  isThrough(collection: Value): boolean {
    return this.#collection === collection && this.#run === this.#machine.run;
  }
}

const none: readonly number[] = [];

/** What one walk finds. */
export class Find {
  readonly walk: Walk;
  #number = 0;
  #positions: number[] = [];

  constructor(walk: Walk) {
    this.walk = walk;
  }

  take(position: number): void {
    if (this.#number === this.walk.number) this.#positions.push(position);
    else this.#positions = [position];
    this.#number = this.walk.number;
  }

  get positions(): readonly number[] {
    return this.#number === this.walk.number ? this.#positions : none;
  }
}

export class Chosen {
  readonly #finds: Find[] = [];

  /** Several rules that ask for the same share what is found. */
  findBy(walk: Walk): Find {
    const known = this.#finds.find((find) => find.walk === walk);
    if (known !== undefined) return known;
    const find = new Find(walk);
    this.#finds.push(find);
    return find;
  }

  /** In order; undefined where nobody has looked through this list. */
  positionsIn(collection: Value): readonly number[] | undefined {
    for (let index = 0; index < this.#finds.length; index++) {
      const find = this.#finds[index] as Find;
      if (find.walk.isThrough(collection)) return find.positions;
    }
    return undefined;
  }
}
