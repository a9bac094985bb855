/** Writes a plan as the JSON that `opa build -t plan` writes, for other evaluators of such plans. */
import type { Json } from "../../base/json.ts";
import { textOfNumber } from "../values/number.ts";
import { kindOf } from "../values/value.ts";
import type { Block, Constant, Operand, Origin, Policy, Statement } from "./ir.ts";
import { partOf, shapeOf, type PartKind } from "./plan-shapes.ts";
import { spelledOut } from "./spell-out.ts";

export function writePolicy(policy: Policy): Json {
  const writer = new PlanWriter();
  const { functions, plans } = spelledOut(policy);
  const funcs = functions.map(({ name, path, params, returns, blocks }) => ({
    name,
    path,
    params,
    return: returns,
    blocks: writer.blocks(blocks),
  }));
  const written = plans.map(({ name, blocks }) => ({ name, blocks: writer.blocks(blocks) }));
  return { static: writer.fixed(), plans: { plans: written }, funcs: { funcs } };
}

class PlanWriter {
  readonly #strings = new Map<string, number>();
  readonly #files = new Map<string, number>();

  fixed(): Json {
    return { strings: listed(this.#strings), files: listed(this.#files) };
  }

  blocks(blocks: readonly Block[]): Json[] {
    return blocks.map((block) => ({ stmts: block.map((statement) => this.#statement(statement)) }));
  }

  #statement(statement: Statement): Json {
    const place = this.#place(statement.origin);
    const number = statement.op === "assign" ? this.#madeNumber(statement.source) : undefined;
    if (statement.op === "assign" && number !== undefined)
      return { type: number.type, stmt: { ...number.parts, target: statement.target, ...place } };
    const { type, parts } = shapeOf(statement.op as Exclude<Statement["op"], "extent">);
    const members = parts.map(([theirs, ours, kind]) => [theirs, this.#part(kind, partOf(statement, ours))]);
    return { type, stmt: { ...(Object.fromEntries(members) as { readonly [key: string]: Json }), ...place } };
  }

  #place(origin: Origin | undefined): { readonly file: number; readonly row: number; readonly col: number } {
    return { file: indexIn(this.#files, origin?.file ?? ""), row: origin?.row ?? 0, col: origin?.column ?? 0 };
  }

  /** Numbers and `null` are no operands but have statements of their own. */
  #madeNumber(source: Operand): { readonly type: string; readonly parts: { readonly [key: string]: Json } } | undefined {
    if (typeof source === "number") return undefined;
    const { value } = source;
    if (value === null) return { type: "MakeNullStmt", parts: {} };
    if (kindOf(value) !== "number") return undefined;
    return { type: "MakeNumberRefStmt", parts: { Index: indexIn(this.#strings, textOfNumber(value as number)) } };
  }

  #part(kind: PartKind, part: unknown): Json {
    switch (kind) {
      case "operand":
        return this.#operand(part as Operand);
      case "operands":
        return (part as readonly Operand[]).map((one) => this.#operand(one));
      case "texts":
        return (part as readonly string[]).map((one) => indexIn(this.#strings, one));
      case "block":
        return this.blocks([part as Block])[0] as Json;
      case "blocks":
        return this.blocks(part as readonly Block[]);
      default:
        return part as Json;
    }
  }

  #operand(operand: Operand): Json {
    if (typeof operand === "number") return { type: "local", value: operand };
    const { value } = operand as Constant;
    return typeof value === "boolean" ? { type: "bool", value } : { type: "string_index", value: indexIn(this.#strings, value as string) };
  }
}

function listed(texts: ReadonlyMap<string, number>): Json {
  return [...texts.keys()].map((value) => ({ value }));
}

function indexIn(texts: Map<string, number>, text: string): number {
  const index = texts.get(text) ?? texts.size;
  texts.set(text, index);
  return index;
}
