/** Writes a compiled program as text that `read-stored.ts` reads. */
import type { Json } from "../../base/json.ts";
import type { Value } from "../values/value.ts";
import type { Block, Member, Operand, Origin, Statement } from "./ir.ts";
import { partOf, shapeOf, shapes, type PartKind } from "./plan-shapes.ts";
import { documentDotCode, extentCode, formatVersion, stampOf, type Policies, type Seal, type Stored } from "./stored-plan.ts";
import { storedValue } from "./stored-value.ts";

export function writeStored(stored: Stored, policies: Policies, seal: Seal): string {
  const body = JSON.stringify(new StoredWriter().write(stored));
  return `sheepdog-rego-plan ${formatVersion} ${stampOf(policies, seal)} ${seal.hash(body)}\n${body}`;
}

const codeOf: ReadonlyMap<string, number> = new Map(shapes.map(({ op }, index) => [op, index]));

class StoredWriter {
  readonly #texts = new Map<string, number>();
  readonly #constants = new Map<Value, number>();
  readonly #origins = new Map<Origin, number>();
  readonly #code: number[] = [];

  write({ functions, entries, rules }: Stored): Json {
    this.#list(functions, ({ name, path, params, returns, blocks }) => {
      this.#text(name);
      this.#list(path, (one) => this.#text(one));
      this.#list(params, (one) => this.#number(one));
      this.#number(returns);
      this.#blocks(blocks);
    });
    this.#list(entries, ({ path, plan, members }) => {
      this.#text(path);
      this.#blocks(plan.blocks);
      this.#number(members === undefined ? 0 : 1);
      if (members !== undefined) this.#members(members);
    });
    const origins = [...this.#origins.keys()].flatMap(({ file, row, column }) => [indexIn(this.#texts, file), row, column]);
    const infos = rules.map(({ path, file, line, annotations }): Json => [
      path,
      file,
      line,
      ...(annotations === undefined ? [] : [annotations]),
    ]);
    return [[...this.#texts.keys()], [...this.#constants.keys()].map(storedValue), origins, infos, this.#code];
  }

  #number(number: number): void {
    this.#code.push(number);
  }

  #text(text: string): void {
    this.#code.push(indexIn(this.#texts, text));
  }

  #list<T>(items: readonly T[], write: (item: T) => void): void {
    this.#code.push(items.length);
    for (const item of items) write(item);
  }

  #blocks(blocks: readonly Block[]): void {
    this.#list(blocks, (block) => this.#block(block));
  }

  #block(block: Block): void {
    this.#list(block, (statement) => this.#statement(statement));
  }

  #statement(statement: Statement): void {
    const { op, origin } = statement;
    this.#number(
      op === "extent" ? extentCode : op === "dot" && statement.inDocument === true ? documentDotCode : (codeOf.get(op) as number),
    );
    this.#number(origin === undefined ? 0 : 1 + indexIn(this.#origins, origin));
    if (op === "extent") {
      this.#members(statement.members);
      this.#list(statement.args, (one) => this.#operand(one));
      return this.#number(statement.target);
    }
    for (const [, ours, kind] of shapeOf(op).parts) this.#part(kind, partOf(statement, ours));
  }

  #part(kind: PartKind, part: unknown): void {
    switch (kind) {
      case "local":
      case "number":
        return this.#number(part as number);
      case "operand":
      case "source":
        return this.#operand(part as Operand);
      case "operands":
      case "sources":
        return this.#list(part as readonly Operand[], (one) => this.#operand(one));
      case "text":
        return this.#text(part as string);
      case "texts":
        return this.#list(part as readonly string[], (one) => this.#text(one));
      case "block":
        return this.#block(part as Block);
      case "blocks":
        return this.#blocks(part as readonly Block[]);
    }
  }

  /** Even numbers are locals, odd ones constants. */
  #operand(operand: Operand): void {
    this.#code.push(typeof operand === "number" ? operand * 2 : indexIn(this.#constants, operand.value) * 2 + 1);
  }

  #members(members: readonly Member[]): void {
    this.#list(members, (member) => {
      this.#text(member.name);
      this.#number("callee" in member ? 0 : 1);
      if ("callee" in member) this.#text(member.callee);
      else this.#members(member.members);
    });
  }
}

function indexIn<T>(places: Map<T, number>, one: T): number {
  const index = places.get(one) ?? places.size;
  places.set(one, index);
  return index;
}
