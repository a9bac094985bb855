/** Plain YAML: what is read of it, and that what is not read does no harm. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memberAt, plainYaml, type Yaml } from "./plain-yaml.ts";

/** As JSON, without the lines. */
function plain(node: Yaml | undefined): unknown {
  if (node?.members !== undefined) return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]));
  return node?.items === undefined ? node?.text : node.items.map(plain);
}

const reads = (what: string, text: string, wanted: unknown): void =>
  void test(what, () => assert.deepEqual(plain(plainYaml(text)), wanted));

reads("maps in maps", "a:\n  b: 1\n  c:\n    d: x y\ne: z\n", { a: { b: "1", c: { d: "x y" } }, e: "z" });
reads("lists, set in or not", "a:\n  - x\n  - y\nb:\n- z\n", { a: ["x", "y"], b: ["z"] });
reads("lists of maps", "a:\n  - n: 1\n    m: 2\n  - n: 3\n", { a: [{ n: "1", m: "2" }, { n: "3" }] });
reads("lists in brackets", "a: [x, \"y, z\", 'w']\n", { a: ["x", "y, z", "w"] });
reads("quotes", "a: \"x: # y\"\n'b c': 'it''s'\n", { a: "x: # y", "b c": "it's" });
reads("comments and empty lines", "# no\na: 1 # no\n\nb: x#y\n", { a: "1", b: "x#y" });
reads("blocks of text", "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 1\n", { a: "one\ntwo", b: "one two", c: "1" });
reads("a path with a colon is a text", "a:\n  - ./x:/y\n  - C:/z\n", { a: ["./x:/y", "C:/z"] });
reads("marks for later use are passed over", "a: &base\n  b: 1\n", { a: { b: "1" } });
reads("no YAML at all", "}{ ][\n\t- :\n", plain(plainYaml("}{ ][\n\t- :\n")));

test("lines are counted from 1", () => assert.equal(memberAt(plainYaml("a:\n  b:\n    c: x\n"), "a", "b", "c")?.line, 3));

test("what nests without end ends", () => {
  const deep = Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
  assert.ok(memberAt(plainYaml(deep), "a") !== undefined);
});
