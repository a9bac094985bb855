/** All built-in functions by name, and why some that OPA has are missing. */
import { aggregates } from "./aggregates.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import { aws } from "./aws.ts";
import type { Builtin } from "./builtin.ts";
import { comparisons } from "./comparisons.ts";
import { documents } from "./documents.ts";
import { encodings } from "./encodings.ts";
import { globs } from "./globs.ts";
import { graphs } from "./graphs.ts";
import { hashes } from "./hashes.ts";
import { networks } from "./networks.ts";
import { numbers } from "./numbers.ts";
import { objects } from "./objects.ts";
import { parseModuleBuiltin } from "./parse-module.ts";
import { patterns } from "./patterns.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";
import { times } from "./times.ts";
import { types } from "./types.ts";
import { units } from "./units.ts";
import { uris } from "./uris.ts";
import { versions } from "./versions.ts";

export { Refusal, type Builtin } from "./builtin.ts";

const topics: readonly (readonly Builtin[])[] = [
  comparisons,
  arithmetic,
  numbers,
  aggregates,
  strings,
  patterns,
  globs,
  arrays,
  sets,
  objects,
  types,
  encodings,
  documents,
  graphs,
  units,
  uris,
  versions,
  times,
  hashes,
  networks,
  aws,
  [parseModuleBuiltin],
];

const byName: ReadonlyMap<string, Builtin> = new Map(topics.flat().map((one) => [one.name, one]));

export function builtinNamed(name: string): Builtin | undefined {
  return byName.get(name);
}

/** Built-ins of OPA that a guard must not have, or does not have yet: why, and their names by the number of their arguments. */
const absent: readonly (readonly [reason: string, names: { readonly [arity: number]: string }])[] = [
  ["it would use the network", { 1: "http.send net.lookup_ip_addr" }],
  ["it would read the environment", { 0: "opa.runtime" }],
  ["its answer would differ from run to run", { 1: "uuid.rfc4122", 2: "rand.intn" }],
  ["only a rule can ask for its annotations", { 0: "rego.metadata.chain rego.metadata.rule" }],
  ["YAML is not supported yet", { 1: "yaml.marshal yaml.unmarshal yaml.is_valid" }],
  ["JSON schemas are not supported yet at run time", { 1: "json.verify_schema", 2: "json.match_schema" }],
  [
    "GraphQL is not supported yet",
    {
      1: "graphql.parse_query graphql.parse_schema graphql.schema_is_valid",
      2: "graphql.parse graphql.parse_and_verify graphql.is_valid",
    },
  ],
  [
    "keys and certificates are not supported yet",
    {
      1: `crypto.x509.parse_certificates crypto.x509.parse_and_verify_certificates crypto.x509.parse_certificate_request
        crypto.x509.parse_rsa_private_key crypto.parse_private_keys`,
      2: "crypto.x509.parse_keypair crypto.x509.parse_and_verify_certificates_with_options",
    },
  ],
  [
    "signed tokens are not supported yet",
    {
      1: "io.jwt.decode",
      2: `io.jwt.decode_verify io.jwt.verify_eddsa io.jwt.verify_hs256 io.jwt.verify_hs384 io.jwt.verify_hs512 io.jwt.verify_rs256
        io.jwt.verify_rs384 io.jwt.verify_rs512 io.jwt.verify_ps256 io.jwt.verify_ps384 io.jwt.verify_ps512 io.jwt.verify_es256
        io.jwt.verify_es384 io.jwt.verify_es512`,
      3: "io.jwt.encode_sign io.jwt.encode_sign_raw",
    },
  ],
];

const absentByName: ReadonlyMap<string, { readonly reason: string; readonly arity: number }> = new Map(
  absent.flatMap(([reason, names]) =>
    Object.entries(names).flatMap(([arity, list]) => list.split(/\s+/).map((name) => [name, { reason, arity: Number(arity) }] as const)),
  ),
);

/** How many arguments a built-in takes, be it available or not. */
export function builtinArity(name: string): number | undefined {
  return byName.get(name)?.args.length ?? absentByName.get(name)?.arity;
}

/** Why a built-in that OPA has cannot be called. */
export function reasonForAbsence(name: string): string | undefined {
  const reason = absentByName.get(name)?.reason;
  return reason && `the built-in \`${name}\` is not available: ${reason}`;
}

/** Every name that can be called, for who looks for one that somebody may have meant. */
export function builtinNames(): readonly string[] {
  return [...byName.keys(), ...absentByName.keys()];
}
