/** URIs taken apart as Go does it, which is how OPA reads them. */
import { textOfUtf8, utf8Bytes } from "../../base/utf8.ts";
import { RegoObject } from "../values/object.ts";
import { builtin, Refusal, type Builtin } from "./builtin.ts";
import { hexOf } from "./bytes.ts";
import { addressOf } from "./ip.ts";

export const uris: readonly Builtin[] = [
  builtin("uri.is_valid", ["string"], ([text]: readonly [string]) => text !== "" && parsed(text) !== undefined),
  builtin("uri.parse", ["string"], ([text]: readonly [string]) => {
    const parts = parsed(text);
    if (parts === undefined) return new Refusal(`\`uri.parse\`: ${JSON.stringify(text)} is not a URI`);
    return RegoObject.of(Object.entries(parts).filter(([, part]) => part !== ""));
  }),
];

/** Every part that is not there is empty. */
type Parts = Readonly<Record<string, string>>;

function parsed(text: string): Parts | undefined {
  const [before, written] = cut(text, "#");
  const fragment = decoded(written);
  if (fragment === undefined || [...before].some(isControl) || before.startsWith(":")) return undefined;
  const [, scheme = "", rest = ""] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(before) ?? [];
  const [place, query] = cut(rest, "?");
  const known = { scheme: scheme.toLowerCase(), raw_query: query, fragment };
  if (scheme !== "" && !place.startsWith("/")) return known;
  if (!place.startsWith("/") && /^[^/]*:/.test(place)) return undefined;
  const hasAuthority = place.startsWith("//") && (scheme !== "" || !place.startsWith("///"));
  const slash = hasAuthority ? place.indexOf("/", 2) : 0;
  const authority = !hasAuthority ? {} : authorityOf(place.slice(2, slash === -1 ? undefined : slash));
  const path = pathOf(slash === -1 ? "" : place.slice(slash));
  return authority && path && { ...known, ...authority, ...path };
}

function isControl(character: string): boolean {
  return character < " " || character === "\u007f";
}

function cut(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The raw path says how the path was written, where that is not how anybody would write it. */
function pathOf(written: string): Parts | undefined {
  const path = decoded(written);
  return path === undefined ? undefined : { path, raw_path: written === encodedPath(path) ? path : written };
}

function encodedPath(path: string): string {
  return path.replace(/[^\w.~$&+,/:;=@-]/gu, (point) =>
    utf8Bytes(point)
      .map((byte) => `%${hexOf([byte]).toUpperCase()}`)
      .join(""),
  );
}

function authorityOf(text: string): Parts | undefined {
  const at = text.lastIndexOf("@");
  const user = at === -1 ? "" : text.slice(0, at);
  if (!/^[\w.~!$&'()*+,;=:%@-]*$/.test(user) || decoded(user) === undefined) return undefined;
  const host = text.slice(at + 1);
  return host.startsWith("[") ? bracketed(host) : named(host);
}

function named(host: string): Parts | undefined {
  const [, name = "", port = ""] = /^([^:[]*)(?::(\d*))?$/.exec(host) ?? [undefined, " "];
  const hostname = decodedHost(name);
  return hostname === undefined ? undefined : { hostname, port };
}

/** An IPv6 address in brackets, with a zone after `%25` where it has one. */
function bracketed(host: string): Parts | undefined {
  const [, address = "", zone, port = ""] = /^\[([^%\]]*)(?:%25([^\]]+))?\](?::(\d*))?$/.exec(host) ?? [];
  if (!address.includes(":") || addressOf(address) === undefined) return undefined;
  const name = zone === undefined ? "" : decoded(zone);
  if (name === undefined) return undefined;
  return { hostname: zone === undefined ? address : `${address}%${name}`, port };
}

/** In a host only bytes beyond ASCII and the percent sign itself may be encoded, and few marks may stand as they are. */
function decodedHost(host: string): string | undefined {
  if (/%[0-7](?!5)|%[013-7]5/.test(host) || /[^\w.~!$&'()*+,;=:<>"%\]\u0080-\u{10ffff}-]/u.test(host)) return undefined;
  return decoded(host);
}

function decoded(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    textOfUtf8(
      run
        .split("%")
        .slice(1)
        .map((digits) => Number.parseInt(digits, 16)),
    ),
  );
}
