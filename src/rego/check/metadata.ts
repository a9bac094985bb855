/** What `rego.metadata.rule()` and `rego.metadata.chain()` say of a rule: its annotations, and those of what stands around it. */
import type { Json } from "../../base/json.ts";
import { valueOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { Annotation, Module, Rule } from "../syntax/tree.ts";
import type { Source } from "../syntax/source.ts";
import { headPath, pathKey } from "./names.ts";
import { isConstantText, type CoreRule, type CoreTerm } from "./reduced.ts";

type Says = Annotation["says"];

export type Read = { readonly source: Source; readonly module: Module };

type Note = {
  readonly file: string;
  readonly scope: string;
  readonly path: readonly string[];
  readonly says: Says;
  readonly rule: Rule | undefined;
};

export class Metadata {
  readonly #notes: readonly Note[];
  readonly #packages: ReadonlyMap<string, readonly string[]>;

  constructor(read: readonly Read[]) {
    this.#notes = read.flatMap(notesOf);
    this.#packages = new Map(read.map(({ source, module }) => [source.file, module.package]));
  }

  /** The annotations of the rule itself. */
  rule(rule: Rule): Value {
    const first = this.#notes.find((note) => note.rule === rule && note.scope === "rule");
    return first === undefined ? new RegoObject() : annotationsOf(first);
  }

  /** From the rule outwards: the rule, its document, its package, the packages above. */
  chain(module: Module, rule: Rule): Value {
    const path = headPath(module, rule);
    const own = this.#notes.filter((note) => note.rule === rule && note.scope === "rule").toReversed();
    const around = [
      ...this.#at("document", path).slice(0, 1),
      ...this.#at("package", module.package).slice(0, 1),
      ...this.#above(module.package),
    ];
    const links = [...own, ...around].map((note) => link(note.path, annotationsOf(note)));
    return own.length > 0 ? links : [link(path), ...links];
  }

  /** The entries of `schemas:` that hold for a rule, from the outside inwards: the last one counts. */
  schemasAround({ at, source, path }: CoreRule): readonly Json[] {
    const home = this.#packages.get(source.file) ?? [];
    const open = path.findIndex((step) => !isConstantText(step));
    const document = pathKey((open === -1 ? path : path.slice(0, open)).map(textOf));
    const widths: readonly ((note: Note) => boolean)[] = [
      (note) => note.scope === "subpackages" && note.path.every((step, index) => step === home[index]),
      (note) => note.scope === "package" && pathKey(note.path) === pathKey(home),
      (note) => note.scope === "document" && pathKey(note.path) === document,
      (note) => note.scope === "rule" && note.file === source.file && note.rule?.at === at,
    ];
    return widths.flatMap((holds) =>
      this.#notes.filter(holds).flatMap(({ says }) => (Array.isArray(says["schemas"]) ? (says["schemas"] as readonly Json[]) : [])),
    );
  }

  #at(scope: string, path: readonly string[]): Note[] {
    return this.#notes.filter((note) => note.scope === scope && pathKey(note.path) === pathKey(path));
  }

  #above(path: readonly string[]): Note[] {
    return path.flatMap((_, index) => this.#at("subpackages", path.slice(0, path.length - index)).slice(0, 1));
  }
}

function notesOf({ source: { file }, module }: Read): Note[] {
  const rules = new Map(module.rules.map((rule) => [rule.at, rule]));
  return module.annotations.map(({ says, about }) => {
    const rule = rules.get(about);
    return { file, scope: scopeOf(says, rule), path: rule === undefined ? module.package : headPath(module, rule), says, rule };
  });
}

function textOf(step: CoreTerm): string {
  return step.is === "constant" ? String(step.value) : "";
}

function scopeOf({ scope, entrypoint }: Says, rule: Rule | undefined): string {
  if (typeof scope === "string") return scope;
  if (rule === undefined) return "package";
  return entrypoint === true ? "document" : "rule";
}

function link(path: readonly string[], annotations?: Value): Value {
  return objectOf([
    ["path", [...path]],
    ["annotations", annotations],
  ]);
}

function objectOf(pairs: readonly (readonly [name: string, value: Value | undefined])[]): RegoObject {
  return RegoObject.of(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function annotationsOf({ says, scope }: Note): Value {
  const text = (name: string): Value | undefined => (typeof says[name] === "string" && says[name] !== "" ? says[name] : undefined);
  return objectOf([
    ["scope", scope],
    ["title", text("title")],
    ["description", text("description")],
    ["entrypoint", says["entrypoint"] === true ? true : undefined],
    ["organizations", listOf(says["organizations"], valueOf)],
    ["related_resources", listOf(says["related_resources"], resourceOf)],
    ["authors", listOf(says["authors"], authorOf)],
    ["schemas", listOf(says["schemas"], schemaOf)],
    ["custom", membersOf(says["custom"])],
    ["labels", membersOf(says["labels"])],
  ]);
}

/** What is empty is not there. */
function listOf(json: Json | undefined, read: (one: Json) => Value | undefined): Value | undefined {
  return Array.isArray(json) && json.length > 0 ? (json as readonly Json[]).map((one) => read(one) ?? null) : undefined;
}

function membersOf(json: Json | undefined): Value | undefined {
  return typeof json === "object" && json !== null && Object.keys(json).length > 0 ? valueOf(json) : undefined;
}

function resourceOf(json: Json): Value | undefined {
  return typeof json === "string" ? objectOf([["ref", json]]) : valueOf(json);
}

/** `Ada Lovelace <ada@example.org>`: the last word in angle brackets is the address. */
function authorOf(json: Json): Value | undefined {
  if (typeof json !== "string") return valueOf(json);
  const [, name = "", email = ""] = /^(.*?)\s*(?:<(\S*)>)?$/.exec(json.trim().replace(/\s+/g, " ")) ?? [];
  return objectOf([
    ["name", name || undefined],
    ["email", email || undefined],
  ]);
}

/** `input.user: schema.user`, or the schema itself in place of its name. */
function schemaOf(json: Json): Value | undefined {
  const [[path, schema] = ["", null]] = Object.entries(json ?? {}) as [string, Json][];
  const isName = typeof schema === "string";
  return objectOf([
    ["path", path.split(".")],
    ["schema", isName ? schema.split(".") : undefined],
    ["definition", isName ? undefined : valueOf(schema)],
  ]);
}
