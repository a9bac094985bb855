/** Links that a call makes and then goes through. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, unknownValue } from "../../shell/value.ts";
import { addLink, behindLinks, type Links } from "./links.ts";

const cwd = literal("/home/dev/proj");

function made(...pairs: readonly (readonly [at: string, to: string])[]): Links {
  const links: Links = new Map();
  for (const [at, to] of pairs) addLink(links, { at: literal(at), to: literal(to) }, { cwd, beside: true });
  return links;
}

test("what lies below a link lies below what it leads to", () => {
  assert.equal(behindLinks("/home/dev/proj/l/a/b", made(["l", "/home/dev/work"])), "/home/dev/work/a/b");
});

test("a relative link is read from the folder that it lies in, a hard one from where one stands", () => {
  const links = made(["sub/l", "../x"]);
  assert.equal(behindLinks("/home/dev/proj/sub/l", links), "/home/dev/proj/x");
  addLink(links, { at: literal("sub/h"), to: literal("y") }, { cwd, beside: false });
  assert.equal(behindLinks("/home/dev/proj/sub/h", links), "/home/dev/proj/y");
});

test("one link may lead to another, and a circle ends", () => {
  assert.equal(behindLinks("/home/dev/proj/a", made(["a", "b"], ["b", "/srv"])), "/srv");
  assert.match(behindLinks("/home/dev/proj/a", made(["a", "b"], ["b", "a"])), /\/[ab]$/);
});

test("a name that only begins like a link is none, and what is not known is not followed", () => {
  const links = made(["l", "/srv"]);
  assert.equal(behindLinks("/home/dev/proj/lib", links), "/home/dev/proj/lib");
  addLink(links, { at: unknownValue("$X"), to: literal("/etc") }, { cwd, beside: true });
  assert.equal(links.size, 1);
});
