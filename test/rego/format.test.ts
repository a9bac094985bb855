/** The formatter on every policy at hand: nothing that it does changes what a policy says, and doing it again changes nothing. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { format, type Dialect } from "../../src/rego/rego.ts";
import { parseModule } from "../../src/rego/syntax/module.ts";
import { isSameTree } from "../../src/rego/format/same-tree.ts";
import { conformanceGroups } from "./cases.ts";

const groups = conformanceGroups();

function holds(text: string, dialect: Dialect = "v1"): void {
  const once = format({ file: "p.rego", text }, dialect);
  if (!once.ok) return assert.equal(once.fault.code === "rego.format", false, `${once.fault.what}\n${text}`);
  const twice = format({ file: "p.rego", text: once.text }, dialect);
  assert.equal(twice.ok ? twice.text : twice.fault.what, once.text);
  const [before, after] = [parseModule(text, dialect), parseModule(once.text, dialect)];
  assert.ok(before.ok && after.ok && isSameTree(before.value, after.value), text);
}

test("every bundled policy is laid out already", () => {
  for (const file of readdirSync("policies").filter((name) => name.endsWith(".rego"))) {
    const text = readFileSync(`policies/${file}`, "utf8");
    const formatted = format({ file, text });
    assert.equal(formatted.ok ? formatted.text : formatted.fault.what, text);
  }
});

test("every module of OPA's cases says the same afterwards, and is laid out once and for all", { skip: groups.length === 0 }, () => {
  const modules = groups.flatMap(({ cases }) => cases.flatMap((one) => one.modules ?? []));
  assert.ok(modules.length > 1_000);
  for (const text of modules) holds(text);
});

test("a module on few lines says the same as well", { skip: groups.length === 0 }, () => {
  for (const { cases } of groups)
    for (const one of cases) for (const text of one.modules ?? []) if (!/[#`"]/.test(text)) holds(text.replaceAll(/\n(?=\t|  )/g, " "));
});

test("comments stay, wherever a line ends", { skip: groups.length === 0 }, () => {
  let count = 0;
  for (const { cases } of groups)
    for (const one of cases)
      for (const text of one.modules ?? []) {
        if (text.includes("`") || text.includes("METADATA")) continue;
        holds(text.replaceAll("\n", () => ` # ${count++}\n# ${count++}\n`));
      }
  assert.ok(count > 10_000);
});

test("modules in the old dialect, and those from Windows, are laid out once and for all as well", { skip: groups.length === 0 }, () => {
  let count = 0;
  for (const { cases } of groups)
    for (const one of cases)
      for (const text of one.modules ?? []) {
        const old = text.replaceAll(/ if \{/g, " {").replace("import rego.v1", "");
        if (parseModule(old, "v0").ok) count++;
        holds(old, "v0");
        if (!text.includes("`")) holds(text.replaceAll("\n", "\r\n"));
      }
  assert.ok(count > 1_000, `${count} in the old dialect`);
});
