/** A plan with fewer statements that does the same: where a value is only handed on from one local to another, one of them will do. */
import type { Block, Local, Operand, Statement } from "../plan/ir.ts";

/** How often each local is spoken of, whether it is read there or written. */
export type Mentions = readonly number[];

export function slim(blocks: readonly Block[]): readonly Block[] {
  const mentions = mentionsIn(blocks);
  return blocks.map((block) => slimBlock(block, mentions));
}

export function mentionsIn(blocks: readonly Block[]): Mentions {
  const mentions: number[] = [];
  for (const block of blocks)
    for (const statement of block) eachLocal(statement, (local) => (mentions[local] = (mentions[local] ?? 0) + 1));
  return mentions;
}

function slimBlock(block: Block, mentions: Mentions): Block {
  const slimmed: Statement[] = [];
  let rest: Block = block;
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    rest = rest.slice(1);
    // Locals have no value from the start, and nobody asks whether this one has.
    if (first.op === "reset" && mentions[first.target] === 1) continue;
    if (first.op === "assign" && typeof first.source === "number" && canStandIn(first.source, first.target, { rest, mentions }))
      rest = rest.map(standingIn(first.source, first.target));
    else slimmed.push(withBlocks(first, (inner) => slimBlock(inner, mentions)));
  }
  return slimmed;
}

/** The other local must be spoken of in what follows alone, and neither may get another value there. */
function canStandIn(one: Local, other: Local, { rest, mentions }: { readonly rest: Block; readonly mentions: Mentions }): boolean {
  let after = 0;
  for (const statement of rest) {
    if (writes(statement, one) || writes(statement, other)) return false;
    eachLocal(statement, (local) => (after += local === other ? 1 : 0));
  }
  return mentions[other] === after + 1;
}

function standingIn(one: Local, other: Local): (statement: Statement) => Statement {
  const chosen = (part: unknown): unknown => (part === other ? one : Array.isArray(part) ? part.map(chosen) : part);
  const replaced = (statement: Statement): Statement => {
    const parts = Object.entries(statement).map(([name, part]) => [name, isLocals(name) ? chosen(part) : part]);
    return withBlocks(Object.fromEntries(parts) as Statement, (inner) => inner.map(replaced));
  };
  return replaced;
}

function withBlocks(statement: Statement, change: (block: Block) => Block): Statement {
  if ("block" in statement) return { ...statement, block: change(statement.block) };
  return "blocks" in statement ? { ...statement, blocks: statement.blocks.map(change) } : statement;
}

/** Whether the statement, or one inside of it, gives the local another value. */
export function writes(statement: Statement, local: Local): boolean {
  switch (statement.op) {
    case "assign":
    case "assign-once":
    case "reset":
    case "dot":
    case "length":
    case "make-array":
    case "make-object":
    case "make-set":
    case "merge":
    case "extent":
      return statement.target === local;
    case "call":
    case "call-dynamic":
      return statement.result === local;
    case "scan":
      return statement.key === local || statement.value === local || statement.block.some((inner) => writes(inner, local));
    case "with":
      return statement.local === local || statement.block.some((inner) => writes(inner, local));
    case "not":
      return statement.block.some((inner) => writes(inner, local));
    case "block":
      return statement.blocks.some((block) => block.some((inner) => writes(inner, local)));
    default:
      return false;
  }
}

function eachLocal(statement: Statement, see: (local: Local) => void): void {
  for (const [name, part] of Object.entries(statement)) {
    if (typeof part === "number") {
      if (isLocals(name)) see(part);
    } else if (name === "block") for (const inner of part as Block) eachLocal(inner, see);
    else if (name === "blocks") for (const block of part as readonly Block[]) for (const inner of block) eachLocal(inner, see);
    else if (Array.isArray(part) && isLocals(name)) for (const one of part as readonly Operand[]) if (typeof one === "number") see(one);
  }
}

/** Every number of a statement is a local, but for how many blocks a `break` ends. */
function isLocals(name: string): boolean {
  return name !== "depth" && name !== "members" && name !== "block" && name !== "blocks";
}
