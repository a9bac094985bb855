/** Text to encoded text and back: Base64, hexadecimal, URLs, JSON. */
import { textOfUtf8, utf8Bytes } from "../../base/utf8.ts";
import { jsonText, membersByText } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { isWellFormed, valueOfText } from "../values/read-json.ts";
import type { Value } from "../values/value.ts";
import { base64Of, bytesOfBase64, bytesOfHex, forUrls, hexOf, standard } from "./bytes.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";
import { indentedText, readLayout } from "./json-layout.ts";
import { queryDecoded, queryEncoded } from "./urlquery.ts";

type Text = readonly [string];

export const encodings: readonly Builtin[] = [
  builtin("base64.encode", ["string"], ([text]: Text) => base64Of(utf8Bytes(text), standard, true)),
  builtin("base64.decode", ["string"], ([text]: Text) => decoded("base64.decode", bytesOfBase64(text, standard))),
  builtin(
    "base64.is_valid",
    ["any"],
    ([text]: readonly [Value]) => typeof text === "string" && bytesOfBase64(text, standard) !== undefined,
  ),
  builtin("base64url.encode", ["string"], ([text]: Text) => base64Of(utf8Bytes(text), forUrls, true)),
  builtin("base64url.encode_no_pad", ["string"], ([text]: Text) => base64Of(utf8Bytes(text), forUrls, false)),
  builtin("base64url.decode", ["string"], ([text]: Text) => decoded("base64url.decode", bytesOfBase64(padded(text), forUrls))),
  builtin("hex.encode", ["string"], ([text]: Text) => hexOf(utf8Bytes(text))),
  builtin("hex.decode", ["string"], ([text]: Text) => decoded("hex.decode", bytesOfHex(text))),
  builtin("urlquery.encode", ["string"], ([text]: Text) => queryEncoded(text)),
  builtin("urlquery.decode", ["string"], ([text]: Text) => queryDecoded(text) ?? notDecodable("urlquery.decode")),
  builtin("urlquery.encode_object", ["object"], ([object]: readonly [RegoObject]) => encodeObject(object)),
  builtin("urlquery.decode_object", ["string"], ([text]: Text) => decodeObject(text)),
  builtin("json.marshal", ["any"], ([value]: readonly [Value]) => jsonText(value)),
  builtin("json.marshal_with_options", ["any", "object"], ([value, options]: readonly [Value, RegoObject]) => {
    const layout = readLayout(options);
    return layout instanceof Refusal ? layout : indentedText(value, layout);
  }),
  builtin("json.unmarshal", ["string"], ([text]: Text) => valueOfText(text) ?? new Refusal("`json.unmarshal`: this is not JSON")),
  builtin("json.is_valid", ["any"], ([text]: readonly [Value]) => typeof text === "string" && isWellFormed(text)),
];

function decoded(name: string, bytes: readonly number[] | undefined): Answer {
  return bytes === undefined ? notDecodable(name) : textOfUtf8(bytes);
}

function notDecodable(name: string): Refusal {
  return new Refusal(`\`${name}\`: this text is not encoded in that way`);
}

function padded(text: string): string {
  return text.endsWith("=") ? text : text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

function encodeObject(object: RegoObject): Answer {
  const pairs: string[] = [];
  for (const [key, value] of membersByText(object)) {
    const texts = value instanceof RegoSet ? value.sorted() : Array.isArray(value) ? (value as readonly Value[]) : [value];
    for (const text of texts) {
      if (typeof text !== "string")
        return new Refusal("`urlquery.encode_object`: values must be strings, or arrays or sets of strings", "rego.type");
      pairs.push(`${queryEncoded(key)}=${queryEncoded(text)}`);
    }
  }
  return pairs.join("&");
}

function decodeObject(text: string): Answer {
  const lists = new Map<string, string[]>();
  for (const pair of text.split("&").filter((one) => one !== "")) {
    const at = pair.indexOf("=");
    const [key, value] = (at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)]).map(queryDecoded);
    if (key === undefined || value === undefined || pair.includes(";")) return notDecodable("urlquery.decode_object");
    lists.set(key, [...(lists.get(key) ?? []), value]);
  }
  return RegoObject.of(lists);
}
