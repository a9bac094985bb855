/** No variable and no file of the judged call's surroundings changes what the guard does. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, call, chaosImage, compiled, folder, installed, root, shell } from "./ground.ts";

const image = await chaosImage();

/** What an attacker would like to run inside of the guard: it answers in the guard's place and ends. */
const hijack = compiled(
  "hijack.so",
  `#include <unistd.h>
   unsigned la_version(unsigned v) { return v; }
   __attribute__((constructor)) static void go(void) { write(1, "allowed", 7); _exit(0); }`,
  ["-shared", "-fPIC"],
);

const project = folder("project");
mkdirSync(join(project, "node_modules"));
for (const [name, text] of [
  [".env", "HOME=/nowhere\nSHEEPDOG_ALLOW=1\n"],
  ["bunfig.toml", 'preload = ["./evil.js"]\n'],
  ["evil.js", 'process.stdout.write("allowed"); process.exit(0);\n'],
  [".sheepdog", "mode: off\n"],
  ["package.json", '{"type":"module"}\n'],
] as const) {
  writeFileSync(join(project, name), text);
}

test("the library that would hijack a program does so", () => {
  for (const variable of ["LD_PRELOAD", "LD_AUDIT"]) {
    assert.equal(shell(`env ${variable}='${hijack}' /bin/cat`, { input: "" }).stdout, "allowed", variable);
  }
});

const environments: readonly (readonly [string, Readonly<Record<string, string | undefined>>])[] = [
  ["LD_PRELOAD", { LD_PRELOAD: hijack }],
  ["LD_AUDIT", { LD_AUDIT: hijack }],
  ["LD_LIBRARY_PATH", { LD_LIBRARY_PATH: project }],
  ["LD_BIND_NOW and LD_DEBUG", { LD_BIND_NOW: "1", LD_DEBUG: "all", LD_PROFILE: "x", LD_TRACE_LOADED_OBJECTS: "1" }],
  [
    "GLIBC_TUNABLES",
    { GLIBC_TUNABLES: "glibc.malloc.check=3:glibc.malloc.perturb=255:glibc.rtld.optional_static_tls=1:glibc.mem.tagging=7" },
  ],
  ["broken GLIBC_TUNABLES", { GLIBC_TUNABLES: "glibc.malloc.mxfast=glibc.malloc.mxfast=A".repeat(50) }],
  ["MALLOC_*", { MALLOC_CHECK_: "3", MALLOC_PERTURB_: "99", MALLOC_TRACE: `${project}/trace` }],
  ["NODE_OPTIONS", { NODE_OPTIONS: `--require ${project}/evil.js`, NODE_PATH: project }],
  ["BUN_OPTIONS", { BUN_OPTIONS: `--preload ${project}/evil.js`, BUN_INSTALL: project }],
  ["RUST_*", { RUST_BACKTRACE: "full", RUST_LOG: "trace", RUST_MIN_STACK: "1", RUSTFLAGS: "x" }],
  ["PATH", { PATH: undefined }],
  ["HOME", { HOME: project, XDG_CONFIG_HOME: project }],
  ["the locale", { LANG: "tr_TR.UTF-8", LC_ALL: "xx", LOCPATH: project, TZ: ":/dev/zero", LANGUAGE: "de" }],
  ["the shell", { BASH_ENV: `${project}/.env`, ENV: `${project}/.env`, IFS: "/", SHELLOPTS: "noexec" }],
  ["the guard's own name", { SHEEPDOG_ALLOW: "1", SHEEPDOG_HOME: project, SHEEPDOG_ROOT: project, SHEEPDOG_MODE: "off" }],
  ["its size", { PADDING: "x".repeat(120_000) }],
];

for (const [what, env] of environments) {
  test(`${what} of the environment changes neither a block nor an answer`, () => {
    const line = (name: string) => direct(env, name);
    assertAnswered(line("loop"));
    assertAllowed(line("allow"));
    assert.deepEqual(line("say-features"), direct({}, "say-features"));
  });
}

/** Only the guard gets the environment: the shell around it would suffer from some of these. */
function direct(env: Readonly<Record<string, string | undefined>>, name: string): ReturnType<typeof shell> {
  const names = Object.keys(env);
  const words = [...names.map((one) => `-u ${one}`), ...names.filter((one) => env[one] !== undefined).map((one) => `${one}="$its_${one}"`)];
  const handed = Object.fromEntries(names.map((one) => [`its_${one}`, env[one]]));
  const hook = `'${image}' hook plain --root '${root()}'`;
  return shell(`/usr/bin/env ${words.join(" ")} ${hook}`, { env: handed, cwd: project, input: call(name) });
}

test("without any environment the guard works", () => {
  assertAllowed(shell(`/usr/bin/env -i '${image}' hook plain --root '${root()}'`));
  assertAnswered(shell(`/usr/bin/env -i '${image}' hook plain --root '${root()}'`, { input: call("loop") }));
});

test("texts never become code", () => {
  const { stdout } = installed(image, { input: call("say-features") });
  const said = JSON.parse(stdout) as Record<string, string>;
  for (const one of ["eval", "function", "generator"]) assert.match(said[one] ?? "", /not supported/);
  for (const one of ["std", "os", "print"]) assert.equal(said[one], "undefined");
});

test("the engine's clock is the time of the call", () => {
  assert.equal(installed(image, { input: call("say-clock") }).stdout, "true");
});
