/** What schemas say of `input` and `data`: those that were handed in, and those that METADATA gives to a rule. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { faultIn, type RegoFault } from "../syntax/source.ts";
import type { Metadata } from "./metadata.ts";
import type { CoreRule } from "./reduced.ts";
import { typeOfSchema } from "./schema.ts";
import { suggestion } from "../../base/nearest.ts";
import { any, objectOf, type Type } from "./type.ts";

export type Schemas = { readonly [name: string]: Json };

export class DocumentTypes {
  readonly faults: RegoFault[] = [];
  readonly #schemas: Schemas;
  readonly #metadata: Metadata;
  readonly #everywhere: ReadonlyMap<string, Type>;
  readonly #byRule = new Map<string, ReadonlyMap<string, Type>>();

  constructor(schemas: Schemas = {}, metadata: Metadata) {
    this.#schemas = schemas;
    this.#metadata = metadata;
    const documents = Object.entries(schemas).filter(([path]) => path === "input" || path.startsWith("data."));
    this.#everywhere = new Map(documents.map(([path, schema]) => [path, typeOfSchema(schema)]));
  }

  typeFor(rule: CoreRule, root: "input" | "data"): Type {
    return typeAt(root, this.#around(rule));
  }

  /** The types of all paths that somebody gave a schema; what stands at the rule itself counts most. */
  #around(rule: CoreRule): ReadonlyMap<string, Type> {
    const key = `${rule.source.file}\u0000${rule.at}`;
    const found = this.#byRule.get(key);
    if (found !== undefined) return found;
    const noted = this.#metadata.schemasAround(rule).flatMap((one) => this.#typed(rule, one));
    const types = noted.length === 0 ? this.#everywhere : new Map([...this.#everywhere, ...noted]);
    this.#byRule.set(key, types);
    return types;
  }

  /** `input.user: schema.user`, or the schema itself in place of its name. */
  #typed(rule: CoreRule, entry: Json): (readonly [string, Type])[] {
    if (!isMembers(entry)) return [];
    return Object.entries(entry).flatMap(([path, written]): (readonly [string, Type])[] => {
      if (typeof written !== "string") return [[path, typeOfSchema(written)]];
      const name = written.replace(/^schema\./, "");
      const schema = Object.hasOwn(this.#schemas, name) ? this.#schemas[name] : undefined;
      if (schema !== undefined) return [[path, typeOfSchema(schema)]];
      const what = `METADATA speaks of the schema \`${written}\`, which was not handed in${suggestion(name, Object.keys(this.#schemas))}`;
      this.faults.push(faultIn(rule.source, { code: "rego.type", at: rule.at, what }));
      return [];
    });
  }
}

/** The root with what is known below it; all else may be anything. */
function typeAt(root: string, types: ReadonlyMap<string, Type>): Type {
  const whole = types.get(root);
  const fields = new Map<string, Type>(whole?.is === "object" ? (whole.fields as ReadonlyMap<string, Type>) : []);
  const names = new Set(
    [...types.keys()].flatMap((path) => (path.startsWith(`${root}.`) ? [path.slice(root.length + 1).split(".")[0] as string] : [])),
  );
  if (names.size === 0) return whole ?? any;
  for (const name of names) {
    const below = new Map([...types].filter(([path]) => path === `${root}.${name}` || path.startsWith(`${root}.${name}.`)));
    fields.set(name, typeAt(`${root}.${name}`, below));
  }
  return objectOf(fields, whole === undefined ? any : whole.is === "object" ? whole.rest : any);
}
