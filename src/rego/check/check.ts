/** Everything that is found out about policies before they are planned. */
import type { Json } from "../../base/json.ts";
import { faultIn, placeIn, type Flaw, type RegoFault, type Source } from "../syntax/source.ts";
import { parseModule, parseQuery } from "../syntax/module.ts";
import type { Dialect, Module } from "../syntax/tree.ts";
import type { CoreBody, CoreRule } from "./reduced.ts";
import { conflictsIn } from "./conflicts.ts";
import { lowerQuery, lowerRule, type Lowering } from "./lower.ts";
import { Metadata, type Read } from "./metadata.ts";
import { headPath, namesOf, type Names } from "./names.ts";
import { orderBody, orderRule } from "./safety.ts";
import { DocumentTypes, type Schemas } from "./document-types.ts";
import { shadowingIn } from "./shadowing.ts";
import { typeFaults } from "./type-check.ts";

export type RuleInfo = {
  /** Package, name and what is constant of the rest of the head. */
  readonly path: readonly string[];
  readonly file: string;
  readonly line: number;
  /** What the METADATA comment above the rule says. */
  readonly annotations: Json | undefined;
};

export type Checked =
  | {
      readonly ok: true;
      readonly rules: readonly CoreRule[];
      readonly packages: readonly (readonly string[])[];
      readonly infos: readonly RuleInfo[];
      readonly functions: Names["functions"];
    }
  | { readonly ok: false; readonly faults: readonly RegoFault[] };

/** What a module has to know of all of them. */
type Around = { readonly names: Names; readonly metadata: Metadata; readonly isStrict: boolean };

export type Checks = {
  /** Variables, arguments and imports that nothing uses are flaws too, and so is what old policies may do. */
  readonly strict?: boolean | undefined;
  /** Whether what types show to be impossible is a flaw; it is, if nothing is said. */
  readonly types?: boolean | undefined;
  /** JSON schemas of documents, by `input`, a path such as `data.users`, or a name that METADATA gives to a rule as `schema.name`. */
  readonly schemas?: Schemas | undefined;
};

export function check(
  sources: readonly Source[],
  dialect: Dialect,
  { strict: isStrict = false, types = true, schemas }: Checks = {},
): Checked {
  const faults: RegoFault[] = [];
  const read: Read[] = [];
  for (const source of sources) {
    const parsed = parseModule(source.text, dialect);
    if (parsed.ok) read.push({ source, module: parsed.value });
    else faults.push(faultIn(source, parsed.flaw));
  }
  if (faults.length > 0) return { ok: false, faults };
  const names = namesOf(read.map(({ module }) => module));
  const metadata = new Metadata(read);
  const rules = read.flatMap((one, index) => checkModule(one, { names: names[index] as Names, metadata, isStrict }, faults));
  if (faults.length > 0) return { ok: false, faults };
  const packages = read.map(({ module }) => module.package);
  const conflicts = conflictsIn(rules, packages);
  if (conflicts.length > 0) return { ok: false, faults: conflicts };
  const documents = new DocumentTypes(schemas, metadata);
  const misfits = types ? typeFaults(rules, documents) : [];
  faults.push(...documents.faults, ...misfits);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, rules, packages, infos: read.flatMap(infosOf), functions: names[0]?.functions ?? new Map() };
}

export type CheckedQuery = { readonly ok: true; readonly body: CoreBody } | { readonly ok: false; readonly faults: readonly RegoFault[] };

/** A query sees all rules by their full paths. */
export function checkQuery(text: string, functions: Names["functions"], dialect: Dialect): CheckedQuery {
  const source = { file: "query", text };
  const parsed = parseQuery(text, dialect);
  if (!parsed.ok) return { ok: false, faults: [faultIn(source, parsed.flaw)] };
  const flaws: Flaw[] = [];
  const lowering = { names: { dialect, package: [], globals: new Map(), functions, values: new Set<string>() }, source, flaws, next: 0 };
  const lowered = lowerQuery(lowering, parsed.value);
  const body = flaws.length > 0 ? lowered : orderBody(lowered, new Set(), flaws);
  return flaws.length === 0 ? { ok: true, body } : { ok: false, faults: flaws.map((flaw) => faultIn(source, flaw)) };
}

function checkModule({ source, module }: Read, { names, metadata, isStrict }: Around, faults: RegoFault[]): CoreRule[] {
  const flaws: Flaw[] = [];
  const lowering: Lowering = { names, source, flaws, next: 0, isStrict, used: new Set() };
  const lowered = module.rules.map((rule) => {
    lowering.metadata = { rule: () => metadata.rule(rule), chain: () => metadata.chain(module, rule) };
    return lowerRule(lowering, rule);
  });
  if (isStrict) flaws.push(...unusedImports(module, lowering));
  if (isStrict || module.dialect === "v1") flaws.push(...shadowingIn(module));
  // What lacks a name or a function would only look unsafe as well.
  const rules = flaws.length > 0 ? [] : lowered.map((rule) => orderRule(rule, flaws));
  for (const flaw of flaws) faults.push(faultIn(source, flaw));
  return rules;
}

function unusedImports({ imports }: Module, { used }: Lowering): Flaw[] {
  return imports.flatMap(({ path, alias, at }) => {
    const name = alias ?? (path.at(-1) as string);
    const isUnused = (path[0] === "data" || path[0] === "input") && used?.has(name) !== true;
    return isUnused ? [{ code: "rego.compile", at, what: `\`${path.join(".")}\` is imported here and never used` }] : [];
  });
}

function infosOf({ source, module }: Read): RuleInfo[] {
  const byPlace = new Map(module.annotations.map(({ says, about }) => [about, says]));
  return module.rules.map((rule) => ({
    path: headPath(module, rule),
    file: source.file,
    line: placeIn(source, rule.at).line,
    annotations: byPlace.get(rule.at),
  }));
}
