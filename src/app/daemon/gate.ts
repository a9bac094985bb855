/** The gate: what is refused by a request's head alone, before its body is read and before anybody asks who it is. */
import { canonicalJson } from "../../base/json.ts";
import type { Fault } from "../../base/fault.ts";
import type { Refused, RequestHead } from "../../hosts/node/node.ts";

export type Gate = { readonly through: "socket" } | { readonly through: "tcp"; readonly port: number };

export const mostBodyBytes = 1024 * 1024;
const mostTargetChars = 8_192;
const methods = ["GET", "POST", "PUT", "DELETE"];

/** Said once or not at all: of two that differ, one reader would take the first and another the last. */
const onceOnly = ["host", "origin", "authorization", "content-type", "content-length", "sec-fetch-site"];

/**
 * A page in a browser on this machine must not get through, whatever name it was loaded under: so the names by which the daemon is called are
 * few and exact, a page of another origin is refused, and every request that changes something has a type that no form can send.
 */
export function refusalAt(gate: Gate, head: RequestHead): Refused | undefined {
  const values = (name: string): readonly string[] => head.headers.flatMap(([key, value]) => (key === name ? [value] : []));
  const doubled = onceOnly.find((name) => values(name).length > 1);
  if (doubled !== undefined) return refused(400, "http.doubled", `the header \`${doubled}\` stands there twice`);
  const one = (name: string): string | undefined => values(name)[0];
  return lineRefusal(head) ?? nameRefusal(gate, one) ?? bodyRefusal(head.method, one);
}

type One = (name: string) => string | undefined;

function lineRefusal({ method, target }: RequestHead): Refused | undefined {
  if (!methods.includes(method)) return refused(405, "http.method", `\`${method.slice(0, 20)}\` is not done here`);
  if (target.startsWith("/") && !target.startsWith("//") && target.length <= mostTargetChars) return undefined;
  return refused(400, "http.target", "what is asked for has to be a path");
}

function nameRefusal(gate: Gate, one: One): Refused | undefined {
  const names = gate.through === "socket" ? ["localhost"] : [`127.0.0.1:${gate.port}`, `localhost:${gate.port}`];
  const [host, origin, site] = [one("host"), one("origin"), one("sec-fetch-site")];
  if (host === undefined || !names.includes(host)) return refused(403, "http.host", "this daemon is not called by that name");
  const isOwn = gate.through === "tcp" && origin === `http://${host}`;
  if (origin !== undefined && !isOwn) return refused(403, "http.origin", "pages of other origins have no say here");
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return refused(403, "http.site", "pages of other sites have no say here");
  return one("upgrade") === undefined ? undefined : refused(400, "http.upgrade", "there is nothing to upgrade to");
}

function bodyRefusal(method: string, one: One): Refused | undefined {
  if (one("transfer-encoding") !== undefined) return refused(411, "http.length", "a body has to say how long it is");
  const length = one("content-length") ?? "0";
  if (!/^\d{1,15}$/.test(length)) return refused(400, "http.length", "the length of the body is no number");
  if (Number(length) > mostBodyBytes) return refused(413, "http.large", `a body has at most ${mostBodyBytes} bytes`);
  if (method === "GET") return Number(length) === 0 ? undefined : refused(400, "http.body", "who only reads has no body");
  const isJson = ["application/json", "application/json; charset=utf-8"].includes((one("content-type") ?? "").toLowerCase());
  return isJson ? undefined : refused(415, "http.type", "what changes something is `application/json`");
}

function refused(status: number, code: string, what: string): Refused {
  const fault: Fault = { code, what };
  return { status, body: canonicalJson({ fault }) };
}
