/** What can be asked about URIs. */
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { builtin, Refusal, type Builtin } from "./builtin.ts";
import { uriParts } from "./uri-parts.ts";

export const uris: readonly Builtin[] = [
  // OPA answers for values of every kind here, and not with an error.
  builtin("uri.is_valid", ["any"], ([text]: readonly [Value]) => typeof text === "string" && text !== "" && uriParts(text) !== undefined),
  builtin("uri.parse", ["string"], ([text]: readonly [string]) => {
    const parts = uriParts(text);
    if (parts === undefined) return new Refusal(`\`uri.parse\`: ${JSON.stringify(text)} is not a URI`);
    const { scheme, hostname, port, path, rawPath, rawQuery, fragment } = parts;
    const named = { scheme, hostname, port, path, raw_path: rawPath, raw_query: rawQuery, fragment };
    return RegoObject.of(Object.entries(named).filter(([, part]) => part !== ""));
  }),
];
