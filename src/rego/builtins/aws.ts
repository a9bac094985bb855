/** Requests to Amazon Web Services, signed as its signature version 4 asks for. */
import { utf8Bytes } from "../../base/utf8.ts";
import { jsonText, regoText } from "../values/json.ts";
import { integerOf, type Numeric } from "../values/number.ts";
import { RegoObject } from "../values/object.ts";
import { compareStrings } from "../values/order.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";
import { hexOf } from "./bytes.ts";
import { momentOf } from "./calendar.ts";
import { hmac } from "./hmac.ts";
import { formatMoment } from "./layout.ts";
import { sha256 } from "./sha.ts";
import { uriParts, type UriParts } from "./uri-parts.ts";

type Args = readonly [request: RegoObject, config: RegoObject, time: Numeric];

export const aws: readonly Builtin[] = [
  builtin("providers.aws.sign_req", ["object", "object", "number"], ([request, config, time]: Args) => {
    const asked = readConfig(config, time) ?? readRequest(request);
    return asked instanceof Refusal ? asked : signed(request, config, { nanoseconds: integerOf(time) as bigint, ...asked });
  }),
];

const configNames = ["aws_service", "aws_access_key", "aws_secret_access_key", "aws_region"];
const requestNames = ["method", "url"];

/** What `http.send` would take, which this request is for. */
const knownRequestNames = new Set(
  `method url body enable_redirect force_json_decode force_yaml_decode headers raw_body tls_use_system_certs tls_ca_cert tls_ca_cert_file
  tls_ca_cert_env_variable tls_client_cert tls_client_cert_file tls_client_cert_env_variable tls_client_key tls_client_key_file
  tls_client_key_env_variable tls_insecure_skip_verify tls_server_name timeout cache force_cache force_cache_duration_seconds raise_error
  caching_mode max_retry_attempts cache_ignored_headers`.split(/\s+/),
);

function readConfig(config: RegoObject, time: Numeric): Refusal | undefined {
  const ill = missing(config, configNames, "AWS config") ?? notTexts(config, configNames, "AWS config");
  if (ill !== undefined) return ill;
  const instant = integerOf(time);
  if (instant === undefined || BigInt.asIntN(64, instant) !== instant || (typeof time !== "number" && /[eE]/.test(time.text)))
    return wrong("the time in nanoseconds is not a whole number of 64 bits");
  return undefined;
}

type Asked = { readonly uri: UriParts; readonly headers: RegoObject };

function readRequest(request: RegoObject): Asked | Refusal {
  const unknown = request.sortedKeys().filter((name) => typeof name !== "string" || !knownRequestNames.has(name));
  if (unknown.length > 0) return wrong(`the request does not know ${regoText(RegoSet.of(unknown))}`);
  const headers = request.get("headers") ?? new RegoObject();
  const ill = missing(request, requestNames, "request");
  if (ill !== undefined) return ill;
  if (!(headers instanceof RegoObject)) return wrong("the headers are not an object");
  const untyped = notTexts(request, requestNames, "request");
  if (untyped !== undefined) return untyped;
  const uri = uriParts(request.get("url") as string);
  return uri === undefined ? new Refusal("`providers.aws.sign_req`: the address of the request is not a URI") : { uri, headers };
}

function missing(object: RegoObject, names: readonly string[], whose: string): Refusal | undefined {
  const absent = names.filter((name) => !object.has(name));
  return absent.length === 0 ? undefined : wrong(`the ${whose} lacks ${regoText(RegoSet.of(absent))}`);
}

function notTexts(object: RegoObject, names: readonly string[], whose: string): Refusal | undefined {
  const others = names.filter((name) => typeof object.get(name) !== "string");
  return others.length === 0 ? undefined : wrong(`in the ${whose}, ${regoText(RegoSet.of(others))} must be text`);
}

function wrong(what: string): Refusal {
  return new Refusal(`\`providers.aws.sign_req\`: ${what}`, "rego.type");
}

type Signing = Asked & { readonly nanoseconds: bigint };

function signed(request: RegoObject, config: RegoObject, { uri, headers, nanoseconds }: Signing): Answer {
  const isUnsigned = config.get("disable_payload_signing") ?? false;
  if (typeof isUnsigned !== "boolean") return wrong("`disable_payload_signing` in the AWS config must be true or false");
  const [service, region] = [textAt(config, "aws_service"), textAt(config, "aws_region")];
  const payload = isUnsigned ? "UNSIGNED-PAYLOAD" : hexOf(sha256(utf8Bytes(bodyOf(request))));
  const time = formatMoment(momentOf(nanoseconds), "20060102T150405Z");
  const token = textAt(config, "aws_session_token");
  const added = new Map([
    ["host", uri.host],
    ["x-amz-date", time],
    // These two services ask for it, others do not.
    ...(["s3", "glacier"].includes(service) ? ([["x-amz-content-sha256", payload]] as const) : []),
    ...(token === "" ? [] : ([["x-amz-security-token", token]] as const)),
  ]);
  const given = new Map(headers.sortedKeys().map((name) => [asText(name), asText(headers.get(name) as Value)]));
  const told = toSign(given, added);
  const names = [...told.keys()].join(";");
  const canonical = [
    textAt(request, "method"),
    uri.escapedPath,
    uri.rawQuery,
    ...[...told].map((pair) => pair.join(":")),
    "",
    names,
    payload,
  ];
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), hexOf(sha256(utf8Bytes(canonical.join("\n"))))].join("\n");
  const key = scope.reduce((secret, part) => keyed(secret, part), utf8Bytes(`AWS4${textAt(config, "aws_secret_access_key")}`));
  const credential = [textAt(config, "aws_access_key"), ...scope].join("/");
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${hexOf(keyed(key, text))}`;
  const result = request.copy();
  result.set("headers", RegoObject.of([...given, ["Authorization", authorization], ...added]));
  return result;
}

/** Proxies on the way may change these. */
const unsignedHeaders = ["authorization", "user-agent", "x-amzn-trace-id"];

/** Names in lower case and in order; what the request says itself counts. */
function toSign(given: ReadonlyMap<string, string>, added: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...given].map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => !unsignedHeaders.includes(name));
  return new Map([...new Map([...added, ...own])].sort(([one], [other]) => compareStrings(one, other)));
}

function bodyOf(request: RegoObject): string {
  const [raw, body] = [request.get("raw_body"), request.get("body")];
  if (raw !== undefined) return asText(raw);
  return body === undefined ? "" : jsonText(body);
}

function keyed(key: readonly number[], text: string): number[] {
  return hmac({ of: sha256, block: 64 }, key, utf8Bytes(text));
}

function textAt(object: RegoObject, name: string): string {
  return asText(object.get(name) ?? "");
}

/** What is not text counts as empty text. */
function asText(value: Value): string {
  return typeof value === "string" ? value : "";
}
