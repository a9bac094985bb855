/** OPA's intermediate representation in memory: functions and plans of blocks of statements over numbered locals. */
import type { CoreRule, CoreStatement } from "../check/reduced.ts";
import type { Value } from "../values/value.ts";

export type Local = number;

/** A local, or a value known when the plan is made. */
export type Operand = Local | Constant;

export type Constant = { readonly value: Value };

/** The locals every function starts with. */
export const inputLocal: Local = 0;
export const dataLocal: Local = 1;

/** Statements run in order; one that is undefined ends its block. */
export type Block = readonly Statement[];

/** Where in a policy a statement comes from; rows and columns count from one. */
export type Origin = { readonly file: string; readonly row: number; readonly column: number };

export type Statement = Operation & { readonly origin?: Origin | undefined; readonly note?: Note };

/** Stands, where somebody watches, at a statement that does nothing: what begins here or has held, and the variables with a value by now. */
export type Note = {
  readonly says: "begins" | "held";
  readonly of: CoreRule | CoreStatement;
  /** Where in the plan it stands: who comes back to a lower number starts again from there. */
  readonly order: number;
  readonly variables: readonly (readonly [name: string, operand: Operand])[];
  /** Of a rule that held. */
  readonly value?: Operand;
};

export type Operation =
  | { readonly op: "assign" | "assign-once"; readonly source: Operand; readonly target: Local }
  | { readonly op: "reset"; readonly target: Local }
  /** In the base document a number also names the member that has it as text. */
  | { readonly op: "dot"; readonly source: Operand; readonly key: Operand; readonly target: Local; readonly inDocument?: boolean }
  | { readonly op: "length"; readonly source: Operand; readonly target: Local }
  | { readonly op: "equal" | "not-equal"; readonly left: Operand; readonly right: Operand }
  | { readonly op: "is-defined" | "is-undefined" | "is-array" | "is-object" | "is-set"; readonly source: Operand }
  | { readonly op: "make-array" | "make-object" | "make-set"; readonly target: Local }
  | { readonly op: "append"; readonly array: Local; readonly value: Operand }
  | { readonly op: "add"; readonly set: Local; readonly value: Operand }
  | { readonly op: "insert" | "insert-once"; readonly object: Local; readonly key: Operand; readonly value: Operand }
  | { readonly op: "merge"; readonly left: Local; readonly right: Local; readonly target: Local }
  | { readonly op: "call"; readonly name: string; readonly args: readonly Operand[]; readonly result: Local }
  /** Calls the function whose path is computed. */
  | { readonly op: "call-dynamic"; readonly path: readonly Operand[]; readonly args: readonly Operand[]; readonly result: Local }
  /** Runs the block for every member. */
  | { readonly op: "scan"; readonly source: Operand; readonly key: Local; readonly value: Local; readonly block: Block }
  /** Undefined if the block comes to its end. */
  | { readonly op: "not"; readonly block: Block }
  | { readonly op: "block"; readonly blocks: readonly Block[] }
  /** Ends the block it stands in and as many around it as `depth` says. */
  | { readonly op: "break"; readonly depth: number }
  /** Runs the block with a part of a document replaced. */
  | { readonly op: "with"; readonly local: Local; readonly path: readonly string[]; readonly value: Operand; readonly block: Block }
  | { readonly op: "return"; readonly source: Local }
  | { readonly op: "add-result"; readonly value: Local }
  /** The documents of many rules in one object; OPA's plans spell it out call by call. */
  | { readonly op: "extent"; readonly members: readonly Member[]; readonly args: readonly Operand[]; readonly target: Local }
  | { readonly op: "nothing" };

/** A name in a document: a function that gives its value, or names below it. */
export type Member = { readonly name: string; readonly callee: string } | { readonly name: string; readonly members: readonly Member[] };

export type Function = {
  readonly name: string;
  /** For calls with a computed path: the generation and the path below `data`. */
  readonly path: readonly string[];
  readonly params: readonly Local[];
  readonly returns: Local;
  readonly blocks: readonly Block[];
};

export type Plan = { readonly name: string; readonly blocks: readonly Block[] };

export type Policy = { readonly plans: readonly Plan[]; readonly functions: readonly Function[] };

/** A path that is asked for, with its members where no rule stands at it but some do below it. */
export type Entry = { readonly path: string; readonly plan: Plan; readonly members: readonly Member[] | undefined };
