/** How many locals a plan needs. */
import type { Block, Local, Operand, Statement } from "./ir.ts";
import { partOf, shapeOf } from "./plan-shapes.ts";

/** The largest local that is spoken of, or the one that is handed in. */
export function largestLocal(blocks: readonly Block[], least: Local): Local {
  let largest = least;
  for (const block of blocks) for (const statement of block) largest = Math.max(largest, largestIn(statement, largest));
  return largest;
}

function largestIn(statement: Statement, least: Local): Local {
  if (statement.op === "extent") return Math.max(statement.target, ...localsOf(statement.args));
  let largest = least;
  for (const [, ours, kind] of shapeOf(statement.op).parts) {
    const part = partOf(statement, ours);
    if (kind === "block") largest = largestLocal([part as Block], largest);
    else if (kind === "blocks") largest = largestLocal(part as readonly Block[], largest);
    else if (kind === "local" || kind === "operand" || kind === "source") largest = Math.max(largest, ...localsOf([part as Operand]));
    else if (kind === "operands" || kind === "sources") largest = Math.max(largest, ...localsOf(part as readonly Operand[]));
  }
  return largest;
}

function localsOf(operands: readonly Operand[]): Local[] {
  return operands.filter((one) => typeof one === "number");
}
