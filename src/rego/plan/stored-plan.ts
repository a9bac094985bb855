/** How a compiled program lies in a file: a line that says what it belongs to, and under it numbers and the texts that they stand for. */
import type { RuleInfo } from "../check/check.ts";
import type { Source } from "../syntax/source.ts";
import type { Dialect } from "../syntax/tree.ts";
import type { Entry, Function } from "./ir.ts";
import { shapes } from "./plan-shapes.ts";

/** Changes with every change of the format. */
export const formatVersion = 1;

/** Everything that a program is made of once its plans are there. */
export type Stored = {
  readonly functions: readonly Function[];
  readonly entries: readonly Entry[];
  readonly rules: readonly RuleInfo[];
};

/** What a stored plan is bound to, beside the text of its policies. */
export type Seal = {
  /** SHA-256 of a text, or a keyed hash: then nobody without the key can make a plan that loads. */
  readonly hash: (text: string) => string;
  /** What the compiler is called: the plans of another one are not used. */
  readonly build: string;
  /** What the policies come to, where it was worked out before: many plans may be bound to the same ones. */
  readonly stamp?: string;
};

export type Policies = { readonly sources: readonly Source[]; readonly dialect: Dialect };

/** The same for the same policies, compiled by the same compiler. */
export function stampOf({ sources, dialect }: Policies, { hash, build, stamp }: Seal): string {
  return stamp ?? hash(JSON.stringify([formatVersion, build, dialect, ...sources.map(({ file, text }) => [file, hash(text)])]));
}

/** Statements by number: those of OPA's plans, and then those that only ours have. */
export const extentCode = shapes.length;
export const documentDotCode = shapes.length + 1;

/** Blocks in blocks: who reads, links and runs them goes as deep, and the stack of the frozen core is small. */
export const deepestBlock = 100;

/** Of one function, since each call makes room for them, which no step counts; and of all together, since each function keeps a frame at hand. */
export const mostLocals = { inFunction: 4_096, inAll: 1_000_000 } as const;
