/** Scripts of a package: their texts, and where they stand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptSteps } from "./package-scripts.ts";

const file = {
  path: "/p/package.json",
  text: '{\n "scripts": {\n  "a": "echo",\n  "b": ["x", "@a"]\n },\n "tasks": {"c": {"command": "y"}}\n}',
};

function texts(name: string, given = {}): readonly string[] {
  return scriptSteps(file, name, given).map((step) => `${step.line} ${step.text}`);
}

test("a script has one text or several, and its words stand behind them", () => {
  assert.deepEqual(texts("a", { words: " 1 2" }), ["3 echo 1 2"]);
  assert.deepEqual(texts("b"), ["4 x", "4 @a"]);
  assert.deepEqual(texts("c", { member: "tasks" }), ["6 y"]);
});

test("no script of that name, and no JSON", () => {
  for (const name of ["none", "toString", "__proto__"]) assert.deepEqual(texts(name), []);
  assert.deepEqual(scriptSteps({ path: "/p/package.json", text: "{" }, "a"), []);
});

test("comments on lines of their own are passed over", () => {
  const jsonc = { path: "/p/deno.jsonc", text: '{\n// note\n"tasks": {"x": "y",},\n}' };
  assert.deepEqual(
    scriptSteps(jsonc, "x", { member: "tasks" }).map((step) => step.text),
    ["y"],
  );
});
