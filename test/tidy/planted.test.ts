/** Tidy finds what it is there for: one fault planted at a time into a clean house, beside a twin that is allowed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { tidy } from "./tidy.ts";
import { treeOf } from "./tree.ts";

type Texts = Readonly<Record<string, string>>;

const purpose = "/** What this planted file is for. */\n";
const lines = (count: number): string => "const one = 1;\n".repeat(count);
const longFunction = (body: number): string => `export function decide(): void {\n${"  void 0;\n".repeat(body)}}\n`;

/** A small house in which everything is allowed. */
const cleanHouse: Texts = {
  "package.json": '{ "dependencies": { "commander": "15.1.0" }, "scripts": { "test": "x" } }',
  "package-lock.json": '{ "lockfileVersion": 3 }',
  "src/base/span.ts": `${purpose}export type Span = { readonly start: number };\n`,
  "src/base/assert.ts": `${purpose}export function invariant(holds: boolean): void {\n  if (!holds) throw new Error("bug");\n}\nexport const unreachable = 1;\n`,
  "src/guard/guard.ts": `${purpose}export { decide } from "./decide.ts";\n`,
  "src/guard/decide.ts": `${purpose}import type { Span } from "../base/span.ts";\nexport function decide(span: Span): number {\n  return span.start;\n}\n`,
  "src/hosts/node/node.ts": `${purpose}import { cpus } from "node:os";\nexport const node = { cpus, home: process.env["HOME"], now: () => Date.now() };\n`,
  "src/agents/collie/collie.ts": `${purpose}export const collie = { vendor: "claude" };\n`,
  "src/agents/agents.ts": `${purpose}export { collie } from "./collie/collie.ts";\n`,
  "src/app/daemon.ts": `${purpose}import { decide } from "../guard/guard.ts";\nimport { node } from "../hosts/node/node.ts";\nexport const daemon = [decide, node];\n`,
  "src/app/entry/cli.ts": `${purpose}import { daemon } from "../daemon.ts";\nprocess.exitCode = daemon.length;\n`,
  "src/guard/decide.test.ts": `${purpose}import { test } from "node:test";\nimport { daemon } from "../app/daemon.ts";\ntest("a sentence", () => void daemon);\n`,
  "scripts/bench.ts": `#!/usr/bin/env bun\n${purpose}import { hrtime } from "node:process";\nconsole.log(hrtime(), process.env["PATH"]);\n`,
  "native/host/src/main.rs": "//! The host's first step.\nfn main() {}\n",
};

/** Plants a fault and demands that this rule, and no other, finds it. */
function finds(rule: string, what: string, planted: Texts): void {
  test(`${rule}: finds ${what}`, () => {
    const found = tidy(treeOf({ ...cleanHouse, ...planted })).map((one) => one.rule);
    assert.deepEqual([...new Set(found)], [rule]);
  });
}

function allows(what: string, planted: Texts): void {
  test(`allows ${what}`, () => assert.deepEqual(tidy(treeOf({ ...cleanHouse, ...planted })), []));
}

const inGuard = (code: string): Texts => ({ "src/guard/planted.ts": `${purpose}${code}\n` });
const inApp = (code: string): Texts => ({ "src/app/planted.ts": `${purpose}${code}\n` });
const inTest = (code: string): Texts => ({ "src/guard/planted.test.ts": `${purpose}import { test } from "node:test";\n${code}\n` });

allows("the clean house", {});

test("empty-folder: finds a folder without a file", () => {
  const found = tidy(treeOf(cleanHouse, ["src/fleet/queue"]));
  assert.deepEqual(
    found.map((one) => [one.rule, one.path]),
    [["empty-folder", "src/fleet/queue"]],
  );
});

test("a violation names the file and the line", () => {
  const found = tidy(treeOf({ ...cleanHouse, ...inGuard("\nexport const planted = Date.now;") }));
  assert.deepEqual(
    found.map((one) => `${one.path}:${one.line}`),
    ["src/guard/planted.ts:3", "src/guard/planted.ts:3"],
  );
});

// Rings and doors.
finds("ring", "an import that points outward", inGuard('export { node as planted } from "../hosts/node/node.ts";'));
finds("ring", "an import of a room in the same ring", {
  ...inGuard('export { proof as planted } from "../proof/proof.ts";'),
  "src/proof/proof.ts": `${purpose}export const proof = 1;\n`,
});
finds("ring", "an outward import of a type alone", inGuard('export type Planted = import("../hosts/node/node.ts").Node;'));
finds("ring", "agents that look into hosts", {
  "src/agents/planted.ts": `${purpose}export { node as planted } from "../hosts/node/node.ts";\n`,
});
finds("door", "an import past the front door", inApp('export { decide as planted } from "../guard/decide.ts";'));
finds("door", "an import() past the front door", inApp('export const planted = await import("../guard/decide.ts");'));
finds("door", "an entrance by a vendor's folder", inApp('export { collie as planted } from "../agents/collie/collie.ts";'));
finds("door", "a value taken from the native contract", {
  ...inApp('export { core as planted } from "../hosts/native/core.ts";'),
  "src/hosts/native/core.ts": `${purpose}export const core = 1;\n`,
});
allows("a type of the native contract", {
  ...inApp('export type { Core as Planted } from "../hosts/native/core.ts";'),
  "src/hosts/native/core.ts": `${purpose}export type Core = 1;\n`,
});
allows("each part of proof and of hosts to have its own door", {
  "src/proof/vault/vault.ts": `${purpose}export const vault = 1;\n`,
  ...inApp('export { vault as planted } from "../proof/vault/vault.ts";\nexport { node } from "../hosts/node/node.ts";'),
});
finds("room", "a file in no room", { "src/planted.ts": `${purpose}export const planted = 1;\n` });
finds("room", "a room that is not in the plan", { "src/cloud/planted.ts": `${purpose}export const planted = 1;\n` });
finds("outside", "an import of what lies outside src", inApp('export { planted } from "../../scripts/bench.ts";'));
for (const specifier of ["/usr/lib/x.ts", "file:///usr/x.ts", "#guard", "sheepdog/guard"]) {
  finds("outside", `a way around the rooms by ${specifier}`, inApp(`export { x as planted } from "${specifier}";`));
}
allows("an entry to carry what a build wrote", {
  "src/app/entry/planted.ts": `${purpose}import { rules } from "../../../.build/rules.ts";\nvoid rules;\n`,
});
finds("test-import", "source that imports a test", inGuard('import "./decide.test.ts";'));
finds("file-cycle", "two files of two folders that import each other", {
  "src/guard/one.ts": `${purpose}import { two } from "./shell/two.ts";\nexport const one = (): number => two();\n`,
  "src/guard/shell/two.ts": `${purpose}import { one } from "../one.ts";\nexport const two = (): number => one();\n`,
});
allows("the files of one folder to be as recursive as what they read", {
  "src/guard/shell/one.ts": `${purpose}import { two } from "./two.ts";\nexport const one = (): number => two();\n`,
  "src/guard/shell/two.ts": `${purpose}import { one } from "./one.ts";\nexport const two = (): number => one();\n`,
});
allows("a circle of types", {
  "src/guard/one.ts": `${purpose}import type { Two } from "./two.ts";\nexport type One = { readonly two: Two };\n`,
  "src/guard/two.ts": `${purpose}import type { One } from "./one.ts";\nexport type Two = { readonly one?: One };\n`,
});

// Runtimes and packages.
finds("runtime", "a runtime module in a pure room", inGuard('import { cpus } from "node:os";\nexport const planted = cpus;'));
finds("runtime", "a runtime module in app", inApp('import type { Stats } from "node:fs";\nexport type Planted = Stats;'));
finds("runtime", "a runtime module under its bare name", { "scripts/planted.ts": `${purpose}import { cpus } from "os";\nvoid cpus;\n` });
finds("bun", "Bun's own modules", inTest('import { expect } from "bun:test";\nvoid expect;'));
finds("bun", "Bun by its global name", { "scripts/planted.ts": `${purpose}await Bun.write("a", "b");\n` });
allows("Bun in its adapter", { "src/hosts/node/bun.ts": `${purpose}export const bun = Bun.version;\n` });
finds("package", "one package in two rooms", {
  "src/guard/planted.ts": `${purpose}import { parse } from "unbash";\nexport const planted = parse;\n`,
  "src/agents/planted.ts": `${purpose}import { parse } from "unbash/parser";\nexport const planted = parse;\n`,
});
finds("dynamic-import", "loading at run time in a pure room", inGuard("export const planted = (name: string): unknown => import(name);"));

// The surroundings.
for (const code of [
  "Date.now()",
  "new Date()",
  "Date()",
  "new Date(2026, 1, 1)",
  "Date.parse('1 May')",
  "Date['now']()",
  "Reflect.construct(Date, [])",
  "Math.random()",
  "Math['random']()",
  "performance.now()",
  "crypto.randomUUID()",
  "process.argv",
  "console.log(1)",
  "globalThis.x",
  "setTimeout(planted, 1)",
  "fetch('x')",
  "eval('1')",
  "new Function('1')",
  "(() => 1).constructor('1')",
  "Intl.Collator",
  "'a'.localeCompare('b')",
  "(1).toLocaleString()",
  "new Date(0).getHours()",
  "import.meta.url",
])
  finds("ambient", code, inGuard(`export const planted = (): unknown => ${code};`));
finds(
  "ambient",
  "chance taken out of its object",
  inGuard("export function planted(): number {\n  const { random } = Math;\n  return random();\n}"),
);
finds("ambient", "a clock in app", inApp("export const planted = (): number => Date.now();"));
finds("environment", "an entry that reads the environment", { "src/app/entry/planted.ts": `${purpose}void process.env;\n` });
allows(
  "values that share a name with the surroundings",
  inGuard(
    "export function planted(process: { readonly env: number }, at: number): unknown {\n  const crypto = { now: at };\n  return [process.env, crypto.now, { Date: 1 }.Date, new Date(at).toISOString(), Math.max(1, 2), Date.UTC(2026, 1)];\n}",
  ),
);
allows(
  "a type that shares a name with the surroundings",
  inGuard("export type Planted = { readonly crypto: Crypto; readonly now: (date: Date) => Function };\ntype Crypto = 1;"),
);
finds("load-time", "time asked at module level in a host", {
  "src/hosts/node/planted.ts": `${purpose}export const planted = Date.now();\n`,
});
finds("module-state", "a variable of a module", inGuard("let seen = 0;\nexport const planted = (): number => (seen += 1);"));

// Language.
finds("throw", "a failure that is thrown", inGuard("export function planted(): void {\n  throw new Error('no');\n}"));
finds("any", "any", inGuard("export type Planted = any;"));
finds("any", "any in a test", inTest("test('a sentence', (t: any) => void t);"));
finds("blind-cast", "a cast by way of unknown", inGuard("export const planted = (1 as unknown) as string;"));
finds("blind-cast", "a cast to never", inGuard("export const planted = Number(1 as never);"));
finds("default-export", "a default export", inGuard("export default 1;"));
finds("enum", "an enum", inGuard("export enum Planted { One }"));
finds("namespace", "a namespace", inGuard("export namespace Planted { export const one = 1; }"));
finds("suppression", "a type error that is silenced", inGuard("// @ts-expect-error\nexport const planted = 1;"));
finds("suppression", "a lint rule that is silenced", {
  "scripts/planted.ts": `${purpose}// oxlint-disable-next-line no-console\nconsole.log(1);\n`,
});
finds("syntax", "a text that is not TypeScript", inGuard("export const = ;"));

// Limits.
finds("function-length", "61 lines", { "src/guard/decide.ts": `${purpose}${longFunction(59)}` });
allows("60 lines", { "src/guard/decide.ts": `${purpose}${longFunction(58)}` });
allows("80 lines for a function that reads shell", { "src/guard/shell/decide.ts": `${purpose}${longFunction(78)}` });
finds("function-length", "81 lines for a function that reads shell", { "src/guard/shell/decide.ts": `${purpose}${longFunction(79)}` });
finds("parameters", "four parameters", inGuard("export const planted = (a: 1, b: 2, c: 3, ...d: 4[]): unknown => [a, b, c, d];"));
finds("file-length", "401 lines", inGuard(lines(400).replaceAll("const one", "// one")));
allows("600 lines of table", {
  "src/guard/planted.ts": `/** The table of planted lines. */\n${lines(599).replaceAll("const one", "// one")}`,
});
finds("file-length", "a test of 601 lines", inTest(lines(599).replaceAll("const one", "// one")));
finds("file-length", "a command of 81 lines", {
  "src/app/commands/planted.ts": `${purpose}${lines(80).replaceAll("const one", "// one")}`,
});
finds("root-files", "13 files in the root", Object.fromEntries([..."abcdefghijk"].map((name) => [`${name}.md`, "text\n"])));

// Names.
finds("file-name", "utils", { "src/guard/utils.ts": `${purpose}export const utilities = [1], rest = 2;\n` });
finds("file-name", "a folder called common", { "src/guard/common/planted.ts": `${purpose}export const planted = 1;\n` });
finds("file-name", "capitals", { "src/guard/plantedFile.ts": `${purpose}export const plantedFile = 1;\n` });
allows("a program that is called service", { "src/guard/effects/tools/service.ts": `${purpose}export const service = 1;\n` });
finds("banned-word", "a helper", inGuard("export function plantedHelper(): void {}"));
finds("banned-word", "a Manager", inGuard("export class PlantedManager {}"));
finds("banned-word", "an I before a type", inGuard("export type IPlanted = 1;"));
finds("purpose", "a file without a purpose", { "src/guard/planted.ts": "export const planted = 1;\n" });
finds("purpose", "native code without a purpose", { "native/host/src/main.rs": "fn main() {}\n" });
finds("main-export", "a file that is called otherwise than what it exports", inGuard("export type Wolf = 1;\nexport const wolf = 1;"));
allows("a file that is called like the type it is about", inGuard("export type Planted = 1;\nexport const wolf = 1;"));
allows("a file that is named after a form of its export", { "src/guard/leases.ts": `${purpose}export const leaseExpired = true;\n` });

// Strangers and leftovers.
finds("vendor", "a vendor outside agents", inGuard('export const planted = "OpenAI";'));
finds("vendor", "a vendor within a name", inApp("export const plantedClaudeCode = 1;"));
finds("vendor", "a vendor in a policy", { "policies/files.rego": "package files\nx := `.cursor/rules`\n" });
allows("words that contain a short vendor name, and examples of a rule", {
  ...inGuard('export const planted = "android declines a cursor";'),
  "policies/files.rego": "package files\n# hits:\n# - rm ~/.claude\n",
});
finds("leftover", "an unfinished note", inGuard("// TODO: later\nexport const planted = 1;"));
finds("leftover", "an unfinished note in native code", { "native/host/src/main.rs": "//! The host's first step.\n// FIXME\n" });
finds("switched-test", "a skipped test", inTest("test.skip('a sentence', () => {});"));
finds("switched-test", "a focused test", inTest("test('a sentence', { only: true }, () => {});"));
allows("a test that needs something of the machine", inTest("const skip = 1 > 2;\ntest('a sentence', { skip }, () => {});"));
finds("machine-path", "a path of one machine", inGuard(`export const planted = "${["", "root", "src", "x"].join("/")}";`));
finds("machine-path", "somebody's home", { "docs/planted.md": "see /home/jroe/x\n" });
allows("the home of an example", { "docs/planted.md": "see /home/user/x, a/work/b and ~/work/c\n" });

// What a clone brings.
finds("lock-address", "the address of a registry", { "package-lock.json": '{ "a": { "resolved": "x" } }' });
finds("loose-version", "a version that may move", { "package.json": '{ "devDependencies": { "a": "^1.0.0" } }' });
finds("install-script", "a script at install time", { "package.json": '{ "scripts": { "postinstall": "x" } }' });
finds("manifest", "a broken manifest", { "test/clients/package.json": "{" });
finds("blob", "a large file", { "docs/planted.txt": "x".repeat(257 * 1024) });
