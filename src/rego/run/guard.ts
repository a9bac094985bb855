/** What must be so in the input for any rule of a function to hold, read off the first statements of its plan. */
import type { Block } from "../plan/ir.ts";
import { fewEnough, isFrame, Search, type FunctionNamed, type Scan, type Test } from "./necessary.ts";

export type { FunctionNamed, Scan, Test };

export type Guard = {
  readonly input: readonly Test[];
  /** The collection of the input of which one member must pass all tests; undefined where none is gone through. */
  readonly over: readonly string[] | undefined;
  readonly each: readonly Test[];
  /** Where nothing is asked of members: what each must have. */
  readonly there: readonly string[] | undefined;
  /** What goes through that collection. */
  readonly scan: Scan | undefined;
};

/** One guard for each rule, of which one must hold; `undefined` where some rule has none. */
export function guardsOf(blocks: readonly Block[], functionNamed: FunctionNamed): readonly Guard[] | undefined {
  const guards: Guard[] = [];
  for (const block of blocks) {
    if (isFrame(block)) continue;
    const guard = guardOf(block, functionNamed);
    if (guard === undefined) return undefined;
    guards.push(guard);
  }
  return guards.length > 0 ? guards : undefined;
}

function guardOf(block: Block, functionNamed: FunctionNamed): Guard | undefined {
  const { tests, there, over, scan } = Search.inBlock(block, functionNamed);
  const [input, each] = [fewEnough(tests.input), fewEnough(tests.member)];
  if (input.length === 0 && over === undefined) return undefined;
  return { input, over, each, there: each.length === 0 ? there.member[0] : undefined, scan };
}

/** What a member of the collection must pass for the block of a scan to hold. */
export function memberTests({ value, block }: Scan, functionNamed: FunctionNamed): readonly Test[] {
  return fewEnough(Search.ofMember(value, block, { functionNamed }).tests.member);
}

/** The lists that rules go through first, and what they ask of their members. */
export function firstScans(blocks: readonly Block[], functionNamed: FunctionNamed): ReadonlyMap<Scan, Guard> {
  const guards = blocks.flatMap((block) => (isFrame(block) ? [] : [guardOf(block, functionNamed)]));
  return new Map(guards.flatMap((guard) => (guard?.scan === undefined || guard.each.length === 0 ? [] : [[guard.scan, guard] as const])));
}

/** Guards that ask the same of members of the same collection have one name. */
export function nameOfChoice({ over, each }: Guard): string {
  return JSON.stringify([over, each]);
}
