/** Paths as code puts them together. */
import { headOf, literal, unknownValue, type Value } from "../../shell/value.ts";
import { joined } from "./datum.ts";

/** As `os.path.join` and `Path / "x"` do it: an absolute part begins anew. */
export function pathJoined(parts: readonly Value[]): Value {
  const start = parts.findLastIndex((part) => headOf(part).startsWith("/"));
  return joinedAll(start > 0 ? parts.slice(start) : parts);
}

/** As `path.join` of JavaScript does it. */
export function joinedAll(parts: readonly Value[]): Value {
  const there = parts.filter((part) => !part.known || part.text !== "");
  if (there.length === 0) return literal(".");
  const whole = joined(there.flatMap((part, at) => (at === 0 ? [part] : [literal("/"), part])));
  const glob = parts.some((part) => part.glob);
  return { ...whole, text: tidy(whole.text), glob, ...(whole.head === undefined ? {} : { head: tidy(whole.head) }) };
}

export function parentOf(path: Value): Value {
  if (!path.known) return { ...unknownValue(`${path.text}/..`, path.flow), head: headOf(path).replace(/[^/]*$/, "") };
  const at = path.text.replace(/\/+$/, "").lastIndexOf("/");
  return { ...path, text: at < 0 ? "." : at === 0 ? "/" : path.text.slice(0, at) };
}

export function lastPart(path: Value): Value {
  if (!path.known) return unknownValue(path.text, path.flow);
  return { ...path, text: path.text.replace(/\/+$/, "").split("/").at(-1) ?? "" };
}

/** `~` is the home; that of somebody else is not known. */
export function expandedHome(path: Value, home: Value): Value {
  if (!headOf(path).startsWith("~")) return path;
  if (!/^~(?:\/|$)/.test(headOf(path))) return { ...unknownValue(path.text), head: "/" };
  const rest = { ...path, text: path.text.slice(1), ...(path.head === undefined ? {} : { head: path.head.slice(1) }) };
  return { ...joined([home, rest]), glob: path.glob };
}

/** Without doubled slashes and dots that lead nowhere. */
function tidy(text: string): string {
  return text.replace(/\/{2,}/g, "/").replaceAll("/./", "/");
}
