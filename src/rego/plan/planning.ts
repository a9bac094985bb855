/** What planning carries along: the block being filled, the locals in use, and the functions planned so far. */
import { invariant } from "../../base/assert.ts";
import type { CoreTerm, Operator } from "../check/reduced.ts";
import {
  dataLocal,
  inputLocal,
  type Block,
  type Function,
  type Local,
  type Note,
  type Operand,
  type Operation,
  type Origin,
  type Statement,
} from "./ir.ts";
import type { RuleTree } from "./rule-tree.ts";
import { faultIn, placeIn, type Flaw, type RegoFault, type Source } from "../syntax/source.ts";

/** What runs after a term has been planned, with the operand that holds it. */
export type Next = (operand: Operand) => void;

export type Replacement = { readonly is: "term"; readonly term: CoreTerm } | { readonly is: "function"; readonly operator: Operator };

/** Functions planned under one set of replaced documents and functions. */
type Generation = { readonly number: number; readonly names: Map<string, string>; readonly variables: readonly string[] };

export type Planned = {
  /** Only plans that are watched have notes in them. */
  readonly isWatched?: boolean;
  readonly mostStatements?: number | undefined;
};

export class Planning {
  readonly tree: RuleTree;
  readonly #isWatched: boolean;
  readonly #mostStatements: number;
  readonly functions: Function[] = [];
  readonly faults: RegoFault[] = [];
  /** Paths of the functions whose planning has begun and not ended. */
  readonly open = new Set<string>();
  origin: Origin | undefined;
  source: Source | undefined;
  #at = 0;
  #count = 0;
  #notes = 0;
  #block: Statement[] = [];
  #next: Local = 2;
  #names = 0;
  #variables: Map<string, Operand>[] = [
    new Map([
      ["input", inputLocal],
      ["data", dataLocal],
    ]),
  ];
  readonly #generations: Generation[] = [{ number: 0, names: new Map(), variables: ["input", "data"] }];
  #generationCount = 1;
  /** Replaced functions, innermost last; only the last group counts. */
  readonly #mocks: ReadonlyMap<string, Replacement>[][] = [[]];

  constructor(tree: RuleTree, { isWatched = false, mostStatements = 500_000 }: Planned) {
    this.tree = tree;
    this.#isWatched = isWatched;
    this.#mostStatements = mostStatements;
  }

  /** True once the plan is so large that planning must end. A few lines of policy can ask for any amount: every `with` plans anew what it reaches. */
  isFull(): boolean {
    if (this.#count <= this.#mostStatements) return false;
    if (this.#count !== Infinity)
      this.complainHere({ code: "rego.size", what: `the plan of these policies has more than ${this.#mostStatements} statements` });
    this.#count = Infinity;
    return true;
  }

  emit(operation: Operation): void {
    this.#count++;
    this.#block.push({ ...operation, origin: this.origin });
  }

  note(note: Omit<Note, "variables" | "order">): void {
    if (!this.#isWatched) return;
    if (note.says === "begins") this.originate(note.of.at);
    const variables = [...new Map(this.#variables.flatMap((scope) => [...scope]))];
    this.#block.push({ op: "nothing", origin: this.origin, note: { ...note, variables, order: this.#notes++ } });
  }

  local(): Local {
    return this.#next++;
  }

  /** Where the statements come from that are planned next. */
  originate(at: number): void {
    this.#at = at;
    if (this.source === undefined) return;
    const { line, column } = placeIn(this.source, at);
    this.origin = { file: this.source.file, row: line, column };
  }

  complainHere(flaw: Omit<Flaw, "at">): void {
    if (this.source !== undefined) this.complain({ ...flaw, at: this.#at }, this.source);
  }

  complain(flaw: Flaw, source: Source): void {
    this.faults.push(faultIn(source, flaw));
  }

  /** A block of its own for what the function emits. */
  block(fill: () => void): Block {
    const outer = this.#block;
    const block: Statement[] = [];
    this.#block = block;
    fill();
    this.#block = outer;
    return block;
  }

  /** Variables that get a value inside have none afterwards. */
  scoped(fill: () => void): void {
    this.#variables.push(new Map());
    fill();
    this.#variables.pop();
  }

  bind(name: string, operand: Operand): void {
    (this.#variables.at(-1) as Map<string, Operand>).set(name, operand);
  }

  /** A name that no variable of a rule has. */
  uniqueName(word: string): string {
    return `${word} ${this.#names++}`;
  }

  operandOf(name: string): Operand | undefined {
    for (let index = this.#variables.length - 1; index >= 0; index--) {
      const operand = this.#variables[index]?.get(name);
      if (operand !== undefined) return operand;
    }
    return undefined;
  }

  document(name: "input" | "data"): Local {
    const operand = this.operandOf(name);
    invariant(typeof operand === "number", `\`${name}\` has no local`);
    return operand;
  }

  /** Plans something with locals and variables of its own, and comes back to those of now. */
  apart(fill: () => void): void {
    const saved = { block: this.#block, next: this.#next, variables: this.#variables, origin: this.origin, source: this.source };
    this.#next = 0;
    this.#block = [];
    fill();
    this.#block = saved.block;
    this.#next = saved.next;
    this.#variables = saved.variables;
    this.origin = saved.origin;
    this.source = saved.source;
  }

  /** Each of several alternatives starts with these variables and with the same free locals. */
  fromLocal(next: Local, variables: ReadonlyMap<string, Operand>): void {
    this.#next = next;
    this.#variables = [new Map(variables)];
  }

  get nextLocal(): Local {
    return this.#next;
  }

  /** The variables that every function is handed, beside its own arguments. */
  get passed(): readonly string[] {
    return this.#generations.flatMap(({ variables }) => variables);
  }

  passedOperands(): Operand[] {
    return this.passed.map((name) => this.operandOf(name) ?? this.local());
  }

  get generation(): Generation {
    return this.#generations.at(-1) as Generation;
  }

  /** While documents or functions are replaced, rules are planned anew, with what the replacements need handed through. */
  pushGeneration(variables: readonly string[]): void {
    this.#generations.push({ number: this.#generationCount++, names: new Map(), variables });
  }

  popGeneration(): void {
    this.#generations.pop();
  }

  pushMocks(mocks: ReadonlyMap<string, Replacement>): void {
    this.#mocks.at(-1)?.push(mocks);
  }

  popMocks(): void {
    this.#mocks.at(-1)?.pop();
  }

  /** Plans a function that stands in for another: inside it nothing is replaced. */
  withoutMocks(fill: () => void): void {
    this.#mocks.push([]);
    fill();
    this.#mocks.pop();
  }

  mockOf(name: string): Replacement | undefined {
    return this.#mocks
      .at(-1)
      ?.findLast((mocks) => mocks.has(name))
      ?.get(name);
  }
}
