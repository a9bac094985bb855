/** What the descriptions of tools became when they were built. YAML is never read while a call is judged. */
import { type Json, readJson } from "../../base/json.ts";
import { anything, exactly, list, object, text } from "../../base/read.ts";
import { type Guard, joinedDeclared, type PolicyFault, readDeclared, type World } from "../../guard/guard.ts";
import type { Source } from "../../rego/rego.ts";
import { builtToolsName, type StandingPlace } from "./places.ts";
import { filesIn } from "./reading.ts";

export type Tools = { readonly declared: Guard["declared"]; readonly faults: readonly PolicyFault[] };

export type Hash = (text: string) => string;

const mostBuiltBytes = 512 * 1024;

const builtTools = object({
  version: exactly(1),
  sources: list(object({ file: text, sha256: text })),
  declared: anything,
});

export function builtToolsText(sources: readonly Source[], declared: Json, sha256: Hash): string {
  const bound = sources.map((source) => ({ file: source.file, sha256: sha256(source.text) }));
  return `${JSON.stringify({ version: 1, sources: bound, declared })}\n`;
}

/** Descriptions that were not built since they were changed are a fault: nobody can tell what they would say. */
export function toolsAt({ folder }: StandingPlace, world: World, sha256: Hash): Tools {
  const { sources, faults } = filesIn(`${folder}/tools`, /\.ya?ml$/, world);
  if (faults.length > 0) return { declared: undefined, faults };
  const [first] = sources;
  if (first === undefined) return { declared: undefined, faults: [] };
  const built = world.text(`${folder}/${builtToolsName}`, mostBuiltBytes);
  const json = built.known && built.value.whole ? readJson(built.value.text) : undefined;
  const read = json?.ok === true ? builtTools(json.value, "built") : undefined;
  if (read?.ok !== true || !isOf(read.value.sources, sources, sha256))
    return faulty(first.file, "it was not built since it was changed: `sheepdog policy build`");
  const declared = readDeclared(read.value.declared);
  return declared.ok ? { declared: declared.value, faults: [] } : faulty(first.file, declared.fault.what);
}

type Bound = { readonly file: string; readonly sha256: string };

function isOf(bound: readonly Bound[], sources: readonly Source[], sha256: Hash): boolean {
  return (
    bound.length === sources.length &&
    sources.every(({ file, text: said }, index) => {
      const one = bound[index];
      return one?.file === file && one.sha256 === sha256(said);
    })
  );
}

function faulty(file: string, what: string): Tools {
  return { declared: undefined, faults: [{ file, line: 1, column: 1, what }] };
}

/** The organisation's, and what the person adds. */
export function togetherTools(all: readonly Tools[]): Guard["declared"] {
  const declared = all.flatMap((one) => one.declared ?? []);
  return declared.length === 0 ? undefined : declared.reduce(joinedDeclared);
}
