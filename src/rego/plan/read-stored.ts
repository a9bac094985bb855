/** Reads what `write-stored.ts` wrote. It is data alone, and none of it is believed before it was looked at. */
import { readJson, type Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { RuleInfo } from "../check/check.ts";
import type { Block, Constant, Entry, Function, Member, Operand, Origin, Statement } from "./ir.ts";
import { shapes, type PartKind } from "./plan-shapes.ts";
import { deepestBlock, documentDotCode, extentCode, formatVersion, mostLocals, stampOf } from "./stored-plan.ts";
import type { Policies, Seal, Stored } from "./stored-plan.ts";
import { valueOfStored } from "./stored-value.ts";

export function readStored(text: string, policies: Policies, seal: Seal): Result<Stored> {
  const [, version, stamp, check] = /^sheepdog-rego-plan (\d+) (\S+) (\S+)\n/.exec(text) ?? [];
  if (version === undefined) return unusable("this is no stored plan");
  if (version !== String(formatVersion)) return unusable(`the stored plan is written in format ${version}, not ${formatVersion}`);
  if (stamp !== stampOf(policies, seal)) return unusable("the stored plan was made of other policies, or by another compiler");
  const body = text.slice(text.indexOf("\n") + 1);
  if (check !== seal.hash(body)) return unusable("the stored plan was changed after it was written");
  const json = readJson(body);
  if (!json.ok) return unusable("the stored plan is not whole");
  const reader = new StoredReader(json.value);
  const stored = reader.read();
  return reader.what === undefined ? done(stored) : unusable(`the stored plan is damaged: ${reader.what}`);
}

function unusable(what: string): Result<never> {
  return fail({ code: "rego.plan", what, follows: "it is not used", todo: "build it again from its policies" });
}

class StoredReader {
  what: string | undefined;
  readonly #texts: readonly string[];
  readonly #constants: readonly Constant[];
  readonly #origins: readonly Origin[];
  readonly #infos: readonly Json[];
  readonly #code: readonly Json[];
  readonly #callees = new Set<string>();
  #at = 0;
  #depth = 0;
  /** The largest local of the function at hand, and those of all before it together. */
  #largest = 0;
  #locals = 0;

  constructor(json: Json) {
    const [texts, constants, origins, infos, code] = this.#listOf(json).map((one) => this.#listOf(one));
    this.#texts = (texts ?? []).map((one) => (typeof one === "string" ? one : this.#fail("a text is none")) ?? "");
    this.#constants = (constants ?? []).map((one) => this.#constant(one));
    this.#origins = this.#originsIn(origins ?? []);
    this.#infos = infos ?? [];
    this.#code = code ?? [];
  }

  read(): Stored {
    const functions = this.#list(() => this.#function());
    const entries = this.#list(() => this.#entry());
    if (this.#at !== this.#code.length) this.#fail("it does not end where it should");
    const known = new Set(functions.map(({ name }) => name));
    for (const callee of this.#callees) if (!known.has(callee)) this.#fail(`the rule \`${callee}\` is missing`);
    return { functions, entries, rules: this.#infos.map((one) => this.#info(one)) };
  }

  #fail(what: string): undefined {
    this.what ??= what;
    return undefined;
  }

  #listOf(json: Json | undefined): readonly Json[] {
    return Array.isArray(json) ? (json as readonly Json[]) : (this.#fail("a list is missing") ?? []);
  }

  #constant(json: Json): Constant {
    const value = valueOfStored(json);
    if (value === undefined) this.#fail("a constant is none");
    return { value: value ?? null };
  }

  #originsIn(numbers: readonly Json[]): Origin[] {
    const origins: Origin[] = [];
    for (let index = 0; index + 2 < numbers.length; index += 3) {
      const [file, row, column] = [this.#texts[Number(numbers[index])], Number(numbers[index + 1]), Number(numbers[index + 2])];
      if (file === undefined || !(row > 0) || !(column > 0)) this.#fail("a place in a policy is none");
      origins.push({ file: file ?? "", row, column });
    }
    return origins;
  }

  #info(json: Json): RuleInfo {
    const [path, file, line, annotations] = this.#listOf(json);
    const steps = this.#listOf(path);
    if (!steps.every((one) => typeof one === "string") || typeof file !== "string" || typeof line !== "number")
      this.#fail("what it says of a rule is not understood");
    return { path: steps.map(String), file: String(file), line: Number(line), annotations };
  }

  #take(): number {
    const number = this.what === undefined ? this.#code[this.#at++] : 0;
    if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) return number;
    this.#fail("a number is missing");
    return 0;
  }

  #list<T>(read: () => T): T[] {
    const count = this.#take();
    // Each item takes at least one number, so that no count can ask for more than there is.
    if (count > this.#code.length - this.#at) this.#fail("a list is too long");
    const items: T[] = [];
    for (let index = 0; index < count && this.what === undefined; index++) items.push(read());
    return items;
  }

  #function(): Function {
    const [name, path] = [this.#text(), this.#list(() => this.#text())];
    const [params, returns] = [this.#list(() => this.#local()), this.#local()];
    const blocks = this.#counted();
    return { name, path, params, returns, blocks };
  }

  #entry(): Entry {
    const path = this.#text();
    const blocks = this.#counted();
    return { path, plan: { name: path, blocks }, members: this.#take() === 0 ? undefined : this.#members() };
  }

  /** Blocks whose locals count among those of all functions. */
  #counted(): Block[] {
    const blocks = this.#blocks();
    this.#locals += this.#largest;
    if (this.#largest > mostLocals.inFunction || this.#locals > mostLocals.inAll) this.#fail("it has too many locals");
    this.#largest = 0;
    return blocks;
  }

  #local(): number {
    const local = this.#take();
    if (local > this.#largest) this.#largest = local;
    return local;
  }

  #blocks(): Block[] {
    return this.#list(() => this.#block());
  }

  #block(): Block {
    if (++this.#depth > deepestBlock) this.#fail(`blocks are nested more than ${deepestBlock} deep`);
    const block = this.#list(() => this.#statement());
    this.#depth--;
    return block;
  }

  #statement(): Statement {
    const [code, place] = [this.#take(), this.#take()];
    const origin = place === 0 ? undefined : (this.#origins[place - 1] ?? this.#fail("a place is missing"));
    if (code === extentCode)
      return { op: "extent", members: this.#members(), args: this.#list(() => this.#operand()), target: this.#local(), origin };
    const isInDocument = code === documentDotCode;
    const shape = isInDocument ? dot : shapes[code];
    if (shape === undefined) this.#fail("a statement is not known");
    const statement: { [part: string]: unknown } = { op: shape?.op ?? "nothing", origin };
    if (isInDocument) statement["inDocument"] = true;
    for (const [, ours, kind] of shape?.parts ?? []) statement[ours] = this.#part(kind);
    return statement as Statement;
  }

  #part(kind: PartKind): unknown {
    switch (kind) {
      case "local":
        return this.#local();
      case "number":
        return this.#take();
      case "operand":
      case "source":
        return this.#operand();
      case "operands":
      case "sources":
        return this.#list(() => this.#operand());
      case "text":
        return this.#text();
      case "texts":
        return this.#list(() => this.#text());
      case "block":
        return this.#block();
      case "blocks":
        return this.#blocks();
    }
  }

  #text(): string {
    return this.#texts[this.#take()] ?? this.#fail("a text is missing") ?? "";
  }

  #operand(): Operand {
    const number = this.#take();
    if (number % 2 === 0) {
      if (number / 2 > this.#largest) this.#largest = number / 2;
      return number / 2;
    }
    return this.#constants[(number - 1) / 2] ?? this.#fail("a constant is missing") ?? 0;
  }

  #members(): Member[] {
    if (++this.#depth > deepestBlock) this.#fail("documents are nested too deeply");
    const members = this.#list((): Member => {
      const name = this.#text();
      if (this.#take() !== 0) return { name, members: this.#members() };
      const callee = this.#text();
      this.#callees.add(callee);
      return { name, callee };
    });
    this.#depth--;
    return members;
  }
}

const dot = shapes.find(({ op }) => op === "dot");
