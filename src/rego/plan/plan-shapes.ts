/** How OPA's plan JSON names each statement and its parts, and how we do. */
import { invariant } from "../../base/assert.ts";
import type { Statement } from "./ir.ts";

/** A `source` is a local in OPA's plans; ours may be a constant too. */
export type PartKind = "local" | "source" | "sources" | "operand" | "operands" | "text" | "texts" | "number" | "block" | "blocks";

/** The name in the JSON, our name, and what it holds. */
export type Part = readonly [theirs: string, ours: string, kind: PartKind];

export type Shape = { readonly type: string; readonly op: Statement["op"]; readonly parts: readonly Part[] };

const source: Part = ["source", "source", "operand"];
const sourceLocal: Part = ["source", "source", "source"];
const target: Part = ["target", "target", "local"];
const sides: readonly Part[] = [
  ["a", "left", "operand"],
  ["b", "right", "operand"],
];
const member: readonly Part[] = [
  ["key", "key", "operand"],
  ["value", "value", "operand"],
  ["object", "object", "local"],
];

export const shapes: readonly Shape[] = [
  { type: "AssignVarStmt", op: "assign", parts: [source, target] },
  { type: "AssignVarOnceStmt", op: "assign-once", parts: [source, target] },
  { type: "ResetLocalStmt", op: "reset", parts: [target] },
  { type: "DotStmt", op: "dot", parts: [source, ["key", "key", "operand"], target] },
  { type: "LenStmt", op: "length", parts: [source, target] },
  { type: "EqualStmt", op: "equal", parts: sides },
  { type: "NotEqualStmt", op: "not-equal", parts: sides },
  { type: "IsDefinedStmt", op: "is-defined", parts: [sourceLocal] },
  { type: "IsUndefinedStmt", op: "is-undefined", parts: [sourceLocal] },
  { type: "IsArrayStmt", op: "is-array", parts: [source] },
  { type: "IsObjectStmt", op: "is-object", parts: [source] },
  { type: "IsSetStmt", op: "is-set", parts: [source] },
  { type: "MakeArrayStmt", op: "make-array", parts: [target] },
  { type: "MakeObjectStmt", op: "make-object", parts: [target] },
  { type: "MakeSetStmt", op: "make-set", parts: [target] },
  {
    type: "ArrayAppendStmt",
    op: "append",
    parts: [
      ["value", "value", "operand"],
      ["array", "array", "local"],
    ],
  },
  {
    type: "SetAddStmt",
    op: "add",
    parts: [
      ["value", "value", "operand"],
      ["set", "set", "local"],
    ],
  },
  { type: "ObjectInsertStmt", op: "insert", parts: member },
  { type: "ObjectInsertOnceStmt", op: "insert-once", parts: member },
  { type: "ObjectMergeStmt", op: "merge", parts: [["a", "left", "local"], ["b", "right", "local"], target] },
  {
    type: "CallStmt",
    op: "call",
    parts: [
      ["func", "name", "text"],
      ["args", "args", "operands"],
      ["result", "result", "local"],
    ],
  },
  {
    type: "CallDynamicStmt",
    op: "call-dynamic",
    parts: [
      ["path", "path", "operands"],
      ["args", "args", "sources"],
      ["result", "result", "local"],
    ],
  },
  { type: "ScanStmt", op: "scan", parts: [sourceLocal, ["key", "key", "local"], ["value", "value", "local"], ["block", "block", "block"]] },
  { type: "NotStmt", op: "not", parts: [["block", "block", "block"]] },
  { type: "BlockStmt", op: "block", parts: [["blocks", "blocks", "blocks"]] },
  { type: "BreakStmt", op: "break", parts: [["index", "depth", "number"]] },
  {
    type: "WithStmt",
    op: "with",
    parts: [
      ["local", "local", "local"],
      ["path", "path", "texts"],
      ["value", "value", "operand"],
      ["block", "block", "block"],
    ],
  },
  { type: "ReturnLocalStmt", op: "return", parts: [["source", "source", "local"]] },
  { type: "ResultSetAddStmt", op: "add-result", parts: [["value", "value", "local"]] },
  { type: "NopStmt", op: "nothing", parts: [] },
];

const byOperation: ReadonlyMap<Statement["op"], Shape> = new Map(shapes.map((shape) => [shape.op, shape]));

/** `extent` has no shape: OPA has no such statement. */
export function shapeOf(op: Exclude<Statement["op"], "extent">): Shape {
  const shape = byOperation.get(op);
  invariant(shape !== undefined, `the statement \`${op}\` has no shape`);
  return shape;
}

/** A part by our name for it; its kind says what it is. */
export function partOf(statement: Statement, ours: string): unknown {
  const parts: Readonly<Record<string, unknown>> = statement;
  return parts[ours];
}
