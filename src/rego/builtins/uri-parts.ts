/** The parts of a URI, as Go takes it apart, which is how OPA reads them. */
import { textOfUtf8, utf8Bytes } from "../../base/utf8.ts";
import { hexOf } from "./bytes.ts";
import { addressOf } from "./ip.ts";

/** Every part that is not there is empty. */
export type UriParts = {
  readonly scheme: string;
  /** The name with its brackets and its port. */
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  /** How the path was written, where that is not how anybody would write it. */
  readonly rawPath: string;
  /** As it goes into a request. */
  readonly escapedPath: string;
  readonly rawQuery: string;
  readonly fragment: string;
};

type Authority = Pick<UriParts, "host" | "hostname" | "port">;
type Path = Pick<UriParts, "path" | "rawPath" | "escapedPath">;

const noAuthority: Authority = { host: "", hostname: "", port: "" };
const noPath: Path = { path: "", rawPath: "", escapedPath: "" };

export function uriParts(text: string): UriParts | undefined {
  const [before, written] = cut(text, "#");
  const fragment = decoded(written);
  if (fragment === undefined || [...before].some(isControl) || before.startsWith(":")) return undefined;
  const [, scheme = "", rest = ""] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(before) ?? [];
  const [place, query] = cut(rest, "?");
  const known = { ...noAuthority, ...noPath, scheme: scheme.toLowerCase(), rawQuery: query, fragment };
  if (scheme !== "" && !place.startsWith("/")) return known;
  if (!place.startsWith("/") && /^[^/]*:/.test(place)) return undefined;
  const hasAuthority = place.startsWith("//") && (scheme !== "" || !place.startsWith("///"));
  const slash = hasAuthority ? place.indexOf("/", 2) : 0;
  const authority = !hasAuthority ? noAuthority : authorityOf(place.slice(2, slash === -1 ? undefined : slash));
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

function pathOf(written: string): Path | undefined {
  const path = decoded(written);
  if (path === undefined) return undefined;
  const encoded = encodedPath(path);
  const isAsEncoded = written === encoded;
  return { path, rawPath: isAsEncoded ? path : written, escapedPath: !isAsEncoded && isEncoded(written) ? written : encoded };
}

function encodedPath(path: string): string {
  return path.replace(/[^\w.~$&+,/:;=@-]/gu, (point) =>
    utf8Bytes(point)
      .map((byte) => `%${hexOf([byte]).toUpperCase()}`)
      .join(""),
  );
}

/** Whether nothing in a path has to be written in another way before it is sent. */
function isEncoded(path: string): boolean {
  return /^[\w.~$&+,/:;=@!'()*[\]%-]*$/.test(path);
}

function authorityOf(text: string): Authority | undefined {
  const at = text.lastIndexOf("@");
  const user = at === -1 ? "" : text.slice(0, at);
  if (!/^[\w.~!$&'()*+,;=:%@-]*$/.test(user) || decoded(user) === undefined) return undefined;
  const host = text.slice(at + 1);
  return host.startsWith("[") ? bracketed(host) : named(host);
}

function named(host: string): Authority | undefined {
  const [, name = "", port = ""] = /^([^:[]*)(?::(\d*))?$/.exec(host) ?? [undefined, " "];
  const hostname = decodedHost(name);
  return hostname === undefined ? undefined : { host: hostname + host.slice(name.length), hostname, port };
}

/** An IPv6 address in brackets, with a zone after `%25` where it has one. */
function bracketed(host: string): Authority | undefined {
  const [, address = "", zone, port = ""] = /^\[([^%\]]*)(?:%25([^\]]+))?\](?::(\d*))?$/.exec(host) ?? [];
  if (!address.includes(":") || addressOf(address) === undefined) return undefined;
  const name = zone === undefined ? "" : decoded(zone);
  if (name === undefined) return undefined;
  const hostname = zone === undefined ? address : `${address}%${name}`;
  return { host: `[${hostname}${host.slice(host.indexOf("]"))}`, hostname, port };
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
