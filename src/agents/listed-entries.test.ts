/** Our entries go into lists that others keep, and come out again without a trace. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../base/json.ts";
import { isMembers } from "../base/read.ts";
import { hookLists, type Keeping, type Listed, listedOf, withListed, withoutListed } from "./listed-entries.ts";

const keeping: Keeping = {
  isOurs: (entry) => isMembers(entry) && entry["command"] === "ours",
  lists: hookLists,
  bare: { version: 1 },
};
const ours: Json = { command: "ours" };
const wanted: readonly Listed[] = [
  { way: ["hooks", "pre"], entry: ours },
  { way: ["hooks", "stop"], entry: ours },
];

function put(text: string | null): string {
  const result = withListed(text, wanted, keeping);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const texts: readonly (readonly [what: string, text: string])[] = [
  ["no hooks", '{\n  "version": 1,\n  "other": [1]\n}\n'],
  ["a neighbour on its own line", '{\n  "version": 1,\n  "hooks": {\n    "pre": [\n      { "command": "theirs" }\n    ]\n  }\n}\n'],
  ["a neighbour on one line", '{"version":1,"hooks":{"pre":[{"command":"theirs"}],"x":[{"command":"theirs"}]}}'],
  ["tabs and Windows line ends", '{\r\n\t"hooks": {\r\n\t\t"pre": [\r\n\t\t\t{ "command": "theirs" }\r\n\t\t]\r\n\t}\r\n}\r\n'],
];

for (const [what, text] of texts) {
  test(`settings with ${what} take our entries first in their lists and lose them without a trace`, () => {
    const more = put(text);
    const read = JSON.parse(more) as { readonly hooks: { readonly pre: readonly Json[] } };
    assert.deepEqual(read.hooks.pre[0], ours);
    assert.equal(put(more), more);
    assert.deepEqual(withoutListed(more, keeping), { ok: true, value: text });
  });
}

test("a new file holds us alone and goes away with us", () => {
  const text = put(null);
  assert.deepEqual(JSON.parse(text), { version: 1, hooks: { pre: [ours], stop: [ours] } });
  assert.deepEqual(withoutListed(text, keeping), { ok: true, value: null });
});

test("an entry of ours that stands behind another, twice or under another event is put right", () => {
  const text = put('{"version":1,"hooks":{"pre":[{"command":"theirs"},{"command":"ours"},{"command":"ours"}],"y":[{"command":"ours"}]}}');
  assert.deepEqual(JSON.parse(text), { version: 1, hooks: { pre: [ours, { command: "theirs" }], stop: [ours] } });
});

test("what cannot be read is not changed", () => {
  assert.equal(withListed("{oops", wanted, keeping).ok, false);
  assert.equal(withListed("[]", wanted, keeping).ok, false);
  assert.equal(withoutListed("{oops", keeping).ok, false);
});

test("settings without us come back as the same text", () => {
  assert.deepEqual(withoutListed('{"version":1}', keeping), { ok: true, value: '{"version":1}' });
  assert.deepEqual(listedOf({ hooks: 3 }, keeping), []);
});

test("a list that is no list is not overwritten", () => {
  assert.equal(withListed('{"hooks":{"pre":"x"}}', wanted, keeping).ok, false);
});
