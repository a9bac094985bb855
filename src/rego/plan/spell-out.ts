/** Spells a plan out in the statements that OPA's plans have: constants other than texts and truth values are made step by step, documents call by call. */
import { kindOf, type Value } from "../values/value.ts";
import type { RegoObject } from "../values/object.ts";
import type { RegoSet } from "../values/set.ts";
import { dataLocal, type Block, type Local, type Member, type Operand, type Operation, type Policy, type Statement } from "./ir.ts";
import { largestLocal } from "./locals.ts";
import { partOf, shapeOf, type PartKind } from "./plan-shapes.ts";

export function spelledOut({ functions, plans }: Policy): Policy {
  return {
    functions: functions.map((one) => {
      const least = Math.max(one.returns, ...one.params);
      return { ...one, blocks: new Spelling(1 + largestLocal(one.blocks, least)).blocks(one.blocks) };
    }),
    plans: plans.map((one) => ({ ...one, blocks: new Spelling(1 + largestLocal(one.blocks, dataLocal)).blocks(one.blocks) })),
  };
}

type Extent = Extract<Statement, { op: "extent" }>;

class Spelling {
  #next: Local;
  #block: Statement[] = [];
  /** Who reads a plan takes a look into one of these for a look into the base document. */
  readonly #documents = new Set<Operand>([dataLocal]);

  constructor(next: Local) {
    this.#next = next;
  }

  blocks(blocks: readonly Block[]): Block[] {
    return blocks.map((block) =>
      this.#filled(() => {
        for (const statement of block) this.#add(statement);
      }),
    );
  }

  #filled(fill: () => void): Block {
    const outer = this.#block;
    const block: Statement[] = [];
    this.#block = block;
    fill();
    this.#block = outer;
    return block;
  }

  #add(statement: Statement): void {
    const { origin } = statement;
    const emit = (operation: Operation): void => void this.#block.push({ ...operation, origin });
    if (statement.op === "extent") return this.#addExtent(statement, emit);
    if (statement.op === "assign" && !isText(statement.source)) return this.#addAssign(statement.source, statement.target, emit);
    const source = statement.op === "dot" ? this.#apart(statement, emit) : undefined;
    const parts = shapeOf(statement.op).parts.map(([, ours, kind]) => {
      const part = partOf(statement, ours);
      return [ours, this.#part(kind, part, emit)] as const;
    });
    const spelled = { ...statement, ...Object.fromEntries(parts), ...(source !== undefined && { source }) } as Statement;
    this.#follow(spelled);
    this.#block.push(spelled);
  }

  /** A plain look into a part of the base document goes through a copy, which nobody takes for the document. */
  #apart({ source, inDocument }: Extract<Statement, { op: "dot" }>, emit: Emit): Operand | undefined {
    if (inDocument === true || !this.#documents.has(source)) return undefined;
    const copy = this.#next++;
    emit({ op: "assign", source, target: copy });
    return copy;
  }

  #follow(statement: Statement): void {
    if (statement.op === "dot" && this.#documents.has(statement.source)) this.#documents.add(statement.target);
    else if ("target" in statement) this.#documents.delete(statement.target);
  }

  #part(kind: PartKind, part: unknown, emit: Emit): unknown {
    switch (kind) {
      case "operand":
        return isText(part as Operand) ? part : this.#made(part as Operand, emit);
      case "operands":
        return (part as readonly Operand[]).map((one) => (isText(one) ? one : this.#made(one, emit)));
      case "source":
        return this.#made(part as Operand, emit);
      case "sources":
        return (part as readonly Operand[]).map((one) => this.#made(one, emit));
      case "block":
        return this.blocks([part as Block])[0];
      case "blocks":
        return this.blocks(part as readonly Block[]);
      default:
        return part;
    }
  }

  /** A local that holds what the operand is. */
  #made(operand: Operand, emit: Emit): Local {
    if (typeof operand === "number") return operand;
    const target = this.#next++;
    this.#addValue(operand.value, target, emit);
    return target;
  }

  #addAssign(source: Operand, target: Local, emit: Emit): void {
    this.#documents.delete(target);
    if (typeof source === "number") return emit({ op: "assign", source, target });
    this.#addValue(source.value, target, emit);
  }

  #addValue(value: Value, target: Local, emit: Emit): void {
    const inner = (one: Value): Operand => (isText({ value: one }) ? { value: one } : this.#made({ value: one }, emit));
    switch (kindOf(value)) {
      case "array":
        emit({ op: "make-array", target });
        for (const item of value as readonly Value[]) emit({ op: "append", array: target, value: inner(item) });
        return;
      case "set":
        emit({ op: "make-set", target });
        for (const member of (value as RegoSet).sorted()) emit({ op: "add", set: target, value: inner(member) });
        return;
      case "object":
        emit({ op: "make-object", target });
        for (const [key, member] of (value as RegoObject).pairs())
          emit({ op: "insert", object: target, key: inner(key), value: inner(member) });
        return;
      default:
        return emit({ op: "assign", source: { value }, target });
    }
  }

  #addExtent({ members, args, target }: Extent, emit: Emit): void {
    this.#documents.delete(target);
    this.#addMembers(members, { args, object: target, emit });
  }

  /** A rule that is undefined ends a block of its own and nothing else. */
  #addMembers(members: readonly Member[], { args, object, emit }: Filling): void {
    emit({ op: "make-object", target: object });
    for (const member of members) {
      const value = this.#next++;
      const key = { value: member.name };
      if ("members" in member) {
        this.#addMembers(member.members, { args, object: value, emit });
        emit({ op: "insert", object, key, value });
        continue;
      }
      const block = this.#filled(() => {
        this.#block.push({ op: "call", name: member.callee, args, result: value }, { op: "insert", object, key, value });
      });
      emit({ op: "block", blocks: [block] });
    }
  }
}

type Emit = (operation: Operation) => void;

type Filling = { readonly args: readonly Operand[]; readonly object: Local; readonly emit: Emit };

/** What stands in OPA's plans without being made first; a local always does. */
function isText(operand: Operand): boolean {
  return typeof operand === "number" || typeof operand.value === "string" || typeof operand.value === "boolean";
}
