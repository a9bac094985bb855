/** Lines go into a TOML text and come out again; nothing else in it changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readToml, withoutMarked, withTable } from "./toml-text.ts";

const features = { way: ["features"], lines: ["hooks = true"] };

const texts: readonly (readonly [what: string, text: string])[] = [
  ["nothing", ""],
  ["a value and no line end", 'model = "m"'],
  ["comments and blanks", '# mine\n\nmodel = "m" # the good one\n\n[other]\nx = 1\n'],
  ["the same table", '[features] # mine\nother = true\n\n[z]\na = "[features]"\n'],
  ["a key that looks like a table", '[a."[features]"]\nx = 1\n'],
  ["a text of several lines", 'a = """\nx = 1\n"""\n'],
];

for (const [what, text] of texts) {
  test(`a text with ${what} gets a table, and loses it again without a trace but a line end`, () => {
    const merged = withTable(text, features);
    const read = readToml(merged);
    assert.ok(read.ok, merged);
    assert.equal((read.value["features"] as { readonly hooks?: boolean }).hooks, true);
    assert.equal(withoutMarked(merged).replace(/\n$/, ""), text.replace(/\n$/, ""));
  });
}

test("what a table says already of the same is replaced, and the rest of it stays", () => {
  const merged = withTable("[features]\nhooks = false\nother = 1\n[z]\nhooks = 3\n", features);
  assert.equal(merged, "[features]\nhooks = true # sheepdog\nother = 1\n[z]\nhooks = 3\n");
});

test("a table that we began and others went on with keeps its name", () => {
  const merged = withTable("", features);
  assert.equal(withoutMarked(`${merged}other = 1\n`), "[features]\nother = 1\n");
  assert.equal(withoutMarked(`${merged}# theirs\n[z]\n`), "# theirs\n[z]\n");
});

test("a list gets a new table each time, and a name that needs quotes gets them", () => {
  const twice = [1, 2].reduce((text, at) => withTable(text, { way: ["hooks", "a b"], list: true, lines: [`x = ${at}`] }), "");
  assert.deepEqual(readToml(twice), { ok: true, value: { hooks: { "a b": [{ x: 1 }, { x: 2 }] } } });
});

test("what is no TOML is said to be none, and dates and large numbers are read as text", () => {
  assert.equal(readToml("a = ").ok, false);
  assert.equal(readToml("a = 1\na = 2\n").ok, false);
  assert.deepEqual(readToml("a = 1979-05-27\nb = 9223372036854775807\n"), {
    ok: true,
    value: { a: "1979-05-27", b: "9223372036854775807" },
  });
});
