/** What a request's head alone refuses, at the socket and on loopback. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RequestHead } from "../../hosts/node/node.ts";
import { type Gate, mostBodyBytes, refusalAt } from "./gate.ts";

const tcp: Gate = { through: "tcp", port: 7878 };
const socket: Gate = { through: "socket" };

type Changes = { readonly [name: string]: string | readonly string[] | null };

function head(changes: Changes = {}, { method = "POST", target = "/v1/stop" } = {}): RequestHead {
  const usual = { host: "localhost:7878", "content-type": "application/json", "content-length": "2", authorization: "Bearer x" };
  const headers = Object.entries({ ...usual, ...changes }).flatMap(([name, values]) =>
    values === null ? [] : [values].flat().map((value) => [name, value] as const),
  );
  return { method, target, headers };
}

const statusOf = (gate: Gate, asked: RequestHead): number => refusalAt(gate, asked)?.status ?? 200;

test("what is right gets through", () => {
  assert.equal(statusOf(tcp, head()), 200);
  assert.equal(statusOf(tcp, head({ host: "127.0.0.1:7878", origin: "http://127.0.0.1:7878", "sec-fetch-site": "same-origin" })), 200);
  assert.equal(statusOf(tcp, head({ "content-type": null, "content-length": null }, { method: "GET", target: "/v1/status?x=1" })), 200);
  assert.equal(statusOf(socket, head({ host: "localhost" })), 200);
  assert.equal(statusOf(tcp, head({ "content-type": "application/json; charset=utf-8" })), 200);
});

const refusedHeads: readonly (readonly [what: string, changes: Changes, status: number])[] = [
  ["no name", { host: null }, 403],
  ["an empty name", { host: "" }, 403],
  ["another port", { host: "localhost:7879" }, 403],
  ["no port", { host: "localhost" }, 403],
  ["capitals", { host: "LOCALHOST:7878" }, 403],
  ["a dot behind the name", { host: "localhost.:7878" }, 403],
  ["any address", { host: "0.0.0.0:7878" }, 403],
  ["the address as one number", { host: "2130706433:7878" }, 403],
  ["IPv6", { host: "[::1]:7878" }, 403],
  ["IPv4 in IPv6", { host: "[::ffff:127.0.0.1]:7878" }, 403],
  ["a name that leads here", { host: "rebind.example:7878" }, 403],
  ["a name that ends like ours", { host: "x.localhost:7878" }, 403],
  ["a person before the name", { host: "localhost:7878@evil.example" }, 403],
  ["a long name", { host: `${"a".repeat(5_000)}:7878` }, 403],
  ["two names", { host: ["localhost:7878", "localhost:7878"] }, 400],
  ["another origin", { origin: "https://evil.example" }, 403],
  ["an origin without a name", { origin: "null" }, 403],
  ["our name over https", { origin: "https://localhost:7878" }, 403],
  ["our other name", { origin: "http://127.0.0.1:7878" }, 403],
  ["another port's page", { origin: "http://localhost:1234" }, 403],
  ["an origin with a path", { origin: "http://localhost:7878/" }, 403],
  ["an empty origin", { origin: "" }, 403],
  ["two origins", { origin: ["http://localhost:7878", "http://localhost:7878"] }, 400],
  ["a page of another site", { "sec-fetch-site": "cross-site" }, 403],
  ["a page of a name beside ours", { "sec-fetch-site": "same-site" }, 403],
  ["a web socket", { upgrade: "websocket" }, 400],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["a form with parts", { "content-type": "multipart/form-data; boundary=x" }, 415],
  ["plain text", { "content-type": "text/plain" }, 415],
  ["text that is called JSON as well", { "content-type": "text/plain; x=application/json" }, 415],
  ["no type", { "content-type": null }, 415],
  ["two types", { "content-type": ["application/json", "text/plain"] }, 400],
  ["a body without a length", { "transfer-encoding": "chunked" }, 411],
  ["two lengths", { "content-length": ["2", "2"] }, 400],
  ["a length that is none", { "content-length": "-1" }, 400],
  ["a length in another form", { "content-length": "0x2" }, 400],
  ["a body that is too long", { "content-length": String(mostBodyBytes + 1) }, 413],
  ["two tokens", { authorization: ["Bearer x", "Bearer y"] }, 400],
];

for (const [what, changes, status] of refusedHeads) test(`${what}: ${status}`, () => assert.equal(statusOf(tcp, head(changes)), status));

test("what is no path is not looked for", () => {
  for (const target of ["http://localhost:7878/v1/stop", "//evil.example/v1/stop", "*", "", "v1/stop", `/${"a".repeat(9_000)}`])
    assert.equal(statusOf(tcp, head({}, { target })), 400, target.slice(0, 40));
});

test("other methods are not done", () => {
  for (const method of ["OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT", "PROPFIND", "post", ""])
    assert.equal(statusOf(tcp, head({}, { method })), 405, method);
});

test("who only reads brings nothing", () => {
  assert.equal(statusOf(tcp, head({ "content-length": "5" }, { method: "GET" })), 400);
});

test("no page of whatever origin comes through the socket", () => {
  for (const origin of ["http://localhost", "http://localhost:7878", "null"])
    assert.equal(statusOf(socket, head({ host: "localhost", origin })), 403);
});
