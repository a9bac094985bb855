/** Reads the plan JSON that `opa build -t plan` writes. */
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { numericOf, numericOfDouble } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { dataLocal, type Block, type Function, type Operand, type Origin, type Plan, type Policy, type Statement } from "./ir.ts";
import { shapes, type PartKind, type Shape } from "./plan-shapes.ts";

type Members = { readonly [key: string]: Json };

export function readPolicy(json: Json): Result<Policy> {
  const reader = new PlanReader(json);
  const policy = reader.read();
  return reader.what === undefined ? done(policy) : fail({ code: "rego.plan", what: reader.what });
}

const byType: ReadonlyMap<string, Shape> = new Map(shapes.map((shape) => [shape.type, shape]));

class PlanReader {
  what: string | undefined;
  readonly #root: Members;
  readonly #strings: readonly string[];
  readonly #files: readonly string[];
  /** The locals that hold the base document or a part of it, looked up step by step. */
  #documents = new Set<Operand>();

  constructor(json: Json) {
    this.#root = this.#members(json);
    const fixed = this.#members(this.#root["static"]);
    this.#strings = this.#texts(fixed["strings"]);
    this.#files = this.#texts(fixed["files"]);
  }

  read(): Policy {
    const functions = this.#list(this.#members(this.#root["funcs"] ?? {})["funcs"]).map((one) => this.#function(this.#members(one)));
    const plans = this.#list(this.#members(this.#root["plans"])["plans"]).map((one) => this.#plan(this.#members(one)));
    return { functions, plans };
  }

  #function(members: Members): Function {
    this.#documents = new Set([dataLocal]);
    return {
      name: String(members["name"]),
      path: this.#list(members["path"]).map(String),
      params: this.#list(members["params"]).map((one) => this.#number(one)),
      returns: this.#number(members["return"]),
      blocks: this.#blocks(members["blocks"]),
    };
  }

  #plan(members: Members): Plan {
    this.#documents = new Set([dataLocal]);
    return { name: String(members["name"]), blocks: this.#blocks(members["blocks"]) };
  }

  #blocks(json: Json | undefined): Block[] {
    return this.#list(json).map((one) => this.#block(one));
  }

  #block(json: Json | undefined): Block {
    return this.#list(this.#members(json)["stmts"]).map((one) => this.#statement(this.#members(one)));
  }

  #statement({ type, stmt }: Members): Statement {
    const members = this.#members(stmt);
    const origin = this.#origin(members);
    const constant = this.#constant(String(type), members);
    if (constant !== undefined) return { op: "assign", source: { value: constant }, target: this.#number(members["target"]), origin };
    const shape = byType.get(String(type));
    if (shape === undefined) this.what ??= `\`${String(type)}\` is no statement of a plan that is known`;
    const parts = (shape?.parts ?? []).map(([theirs, ours, kind]) => [ours, this.#part(kind, members[theirs])]);
    return this.#follow({ ...Object.fromEntries(parts), op: shape?.op ?? "nothing", origin } as Statement);
  }

  /** Keeps track of which locals are parts of the base document. */
  #follow(statement: Statement): Statement {
    const inDocument = statement.op === "dot" && this.#documents.has(statement.source);
    if ("target" in statement) this.#documents.delete(statement.target);
    if (!inDocument) return statement;
    this.#documents.add(statement.target);
    return { ...statement, inDocument };
  }

  #origin(members: Members): Origin {
    return { file: this.#files[Number(members["file"])] ?? "", row: Number(members["row"]), column: Number(members["col"]) };
  }

  /** Statements that only put a value into a local. */
  #constant(type: string, members: Members): Value | undefined {
    switch (type) {
      case "MakeNullStmt":
        return null;
      case "MakeNumberIntStmt":
      case "AssignIntStmt":
        return numericOfDouble(this.#number(members["value"]));
      case "MakeNumberRefStmt":
        return numericOf(this.#string(members["Index"] ?? members["index"]));
      default:
        return undefined;
    }
  }

  #part(kind: PartKind, json: Json | undefined): unknown {
    switch (kind) {
      case "local":
      case "source":
      case "number":
        return this.#number(json);
      case "sources":
        return this.#list(json).map((one) => this.#number(one));
      case "operand":
        return this.#operand(json);
      case "operands":
        return this.#list(json).map((one) => this.#operand(one));
      case "text":
        return String(json);
      case "texts":
        return this.#list(json ?? []).map((one) => this.#string(one));
      case "block":
        return this.#block(json);
      case "blocks":
        return this.#blocks(json);
    }
  }

  #operand(json: Json | undefined): Operand {
    const { type, value } = this.#members(json);
    if (type === "local") return this.#number(value);
    return { value: type === "bool" ? value === true : this.#string(value) };
  }

  #string(index: Json | undefined): string {
    const text = this.#strings[this.#number(index)];
    if (text === undefined) this.what ??= "a text of the plan is missing";
    return text ?? "";
  }

  #texts(json: Json | undefined): string[] {
    return this.#list(json).map((one) => String(this.#members(one)["value"]));
  }

  #number(json: Json | undefined): number {
    if (typeof json !== "number") this.what ??= "a number is missing in the plan";
    return Number(json);
  }

  #list(json: Json | undefined): readonly Json[] {
    return Array.isArray(json) ? (json as readonly Json[]) : [];
  }

  #members(json: Json | undefined): Members {
    if (typeof json !== "object" || json === null || Array.isArray(json)) this.what ??= "the plan lacks a part";
    return (json ?? {}) as Members;
  }
}
