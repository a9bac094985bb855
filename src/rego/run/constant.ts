/** Rules whose value is the same whatever is asked: it is worked out once, when they are linked. */
import type { Block, Function, Statement } from "../plan/ir.ts";
import { dataLocal, inputLocal } from "../plan/ir.ts";

/** What needs nothing but constants and what was made of them. */
const plain: ReadonlySet<Statement["op"]> = new Set([
  "assign",
  "assign-once",
  "reset",
  "make-array",
  "make-object",
  "make-set",
  "append",
  "add",
  "insert",
  "insert-once",
  "is-defined",
  "is-undefined",
  "return",
]);

/** More than any list that people write out; beyond it the rule is evaluated like others, and counted. */
export const mostConstantSteps = 100_000;

/** False where it cannot be told by looking at each statement alone. */
export function isConstant({ params, blocks }: Function): boolean {
  return params.length === 2 && blocks.every((block: Block) => block.every(isPlain));
}

function isPlain(statement: Statement): boolean {
  return plain.has(statement.op) && !Object.values(statement).some((part) => part === inputLocal || part === dataLocal);
}
