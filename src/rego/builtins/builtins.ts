/** All built-in functions by name, and why some that OPA has are missing. */
import { aggregates } from "./aggregates.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import type { Builtin } from "./builtin.ts";
import { comparisons } from "./comparisons.ts";
import { globs } from "./globs.ts";
import { objects } from "./objects.ts";
import { patterns } from "./patterns.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";
import { types } from "./types.ts";

export { Refusal, type Builtin } from "./builtin.ts";

const topics: readonly (readonly Builtin[])[] = [comparisons, arithmetic, aggregates, strings, patterns, globs, arrays, sets, objects, types];

const byName: ReadonlyMap<string, Builtin> = new Map(topics.flat().map((one) => [one.name, one]));

export function builtinNamed(name: string): Builtin | undefined {
  return byName.get(name);
}

/** Built-ins of OPA that a guard must not have, or does not have yet. */
const absent: readonly (readonly [RegExp, string])[] = [
  [/^http\.send$|^net\.lookup_ip_addr$/, "it would use the network"],
  [/^opa\.runtime$/, "it would read the environment"],
  [/^rand\.|^uuid\.rfc4122$/, "its answer would differ from run to run"],
  [/^io\.jwt\.|^crypto\.x509\.|^graphql\.|^json\.(?:match_schema|verify_schema)$|^yaml\.|^providers\.aws\.|^rego\./, "it is not supported yet"],
];

export function reasonForAbsence(name: string): string | undefined {
  const reason = absent.find(([pattern]) => pattern.test(name))?.[1];
  return reason && `the built-in \`${name}\` is not available: ${reason}`;
}
