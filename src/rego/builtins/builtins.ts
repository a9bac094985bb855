/** All built-in functions by name, and why some that OPA has are missing. */
import { aggregates } from "./aggregates.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
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
import { patterns } from "./patterns.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";
import { times } from "./times.ts";
import { types } from "./types.ts";
import { units } from "./units.ts";
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
  versions,
  times,
  hashes,
  networks,
];

const byName: ReadonlyMap<string, Builtin> = new Map(topics.flat().map((one) => [one.name, one]));

export function builtinNamed(name: string): Builtin | undefined {
  return byName.get(name);
}

const [network, environment, chance, later] = [
  "it would use the network",
  "it would read the environment",
  "its answer would differ from run to run",
  "it is not supported yet",
];

/** Built-ins of OPA that a guard must not have, or does not have yet, with the number of their arguments. */
const absent: readonly (readonly [reason: string, arity: number, names: readonly string[]])[] = [
  [network, 1, ["http.send", "net.lookup_ip_addr"]],
  [environment, 0, ["opa.runtime"]],
  [chance, 1, ["uuid.rfc4122"]],
  [chance, 2, ["rand.intn"]],
  [later, 0, ["rego.metadata.chain", "rego.metadata.rule"]],
  [
    later,
    1,
    [
      "io.jwt.decode",
      "crypto.x509.parse_certificates",
      "crypto.x509.parse_and_verify_certificates",
      "crypto.x509.parse_certificate_request",
    ],
  ],
  [
    later,
    1,
    [
      "crypto.x509.parse_rsa_private_key",
      "crypto.parse_private_keys",
      "graphql.parse_query",
      "graphql.parse_schema",
      "graphql.schema_is_valid",
    ],
  ],
  [later, 1, ["json.verify_schema", "yaml.marshal", "yaml.unmarshal", "yaml.is_valid", "test.sleep"]],
  [
    later,
    2,
    [
      "io.jwt.decode_verify",
      "crypto.x509.parse_keypair",
      "crypto.x509.parse_and_verify_certificates_with_options",
      "graphql.parse",
      "graphql.parse_and_verify",
    ],
  ],
  [later, 2, ["graphql.is_valid", "json.match_schema", "rego.parse_module", "regex.globs_match", "strings.render_template"]],
  [
    later,
    2,
    ["hs", "rs", "ps", "es"]
      .flatMap((kind) => ["256", "384", "512"].map((size) => `io.jwt.verify_${kind}${size}`))
      .concat("io.jwt.verify_eddsa"),
  ],
  [later, 3, ["io.jwt.encode_sign", "io.jwt.encode_sign_raw", "providers.aws.sign_req"]],
];

const absentByName = new Map(absent.flatMap(([reason, arity, names]) => names.map((name) => [name, { reason, arity }] as const)));

/** How many arguments a built-in takes, be it available or not. */
export function builtinArity(name: string): number | undefined {
  return byName.get(name)?.args.length ?? absentByName.get(name)?.arity;
}

/** Why a built-in that OPA has cannot be called. */
export function reasonForAbsence(name: string): string | undefined {
  const reason = absentByName.get(name)?.reason;
  return reason && `the built-in \`${name}\` is not available: ${reason}`;
}
