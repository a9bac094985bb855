/** Nothing in the caller's folder or environment configures the launcher or the runtime that it starts. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { launcherOf, makeReadyCheckout } from "./checkout.ts";

const checkout = makeReadyCheckout();
const folder = checkout.outside;

/** Planted code leaves this file behind; whoever runs it is found out by that. */
const mark = join(folder, "mark");
const evil = join(folder, "evil.js");
const evilCode = `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "ran");\n`;

type Texts = Readonly<Record<string, string>>;
type Trap = { readonly what: string; readonly files?: Texts; readonly variables?: Texts };

const preload = `preload = [${JSON.stringify(evil)}]\n`;
const shellCode = `touch '${mark}'`;
const traps: readonly Trap[] = [
  { what: "a bunfig.toml in the caller's folder", files: { "bunfig.toml": preload } },
  { what: "a bunfig.toml in the home", files: { ".bunfig.toml": preload } },
  {
    what: "a bunfig.toml in the folder of settings",
    files: { "settings/.bunfig.toml": preload },
    variables: { XDG_CONFIG_HOME: join(folder, "settings") },
  },
  { what: "an .env in the caller's folder", files: { ".env": `BUN_OPTIONS=--preload=${evil}\nFORCE_COLOR=1\n` } },
  { what: "paths in a tsconfig.json there", files: { "tsconfig.json": '{ "compilerOptions": { "paths": { "*": ["./evil.js"] } } }' } },
  {
    what: "packages there",
    files: { "node_modules/commander/index.js": evilCode },
    variables: { NODE_PATH: join(folder, "node_modules") },
  },
  { what: "BUN_OPTIONS", variables: { BUN_OPTIONS: `--preload=${evil}` } },
  { what: "BUN_INSPECT", variables: { BUN_INSPECT: "ws://localhost:0/x?wait=1" } },
  { what: "BUN_INSPECT_PRELOAD", variables: { BUN_INSPECT_PRELOAD: evil } },
  { what: "NODE_OPTIONS", variables: { NODE_OPTIONS: `--require=${evil}` } },
  { what: "options of the engine", variables: { BUN_JSC_dumpOptions: "1" } },
  {
    what: "a start-up file of bash",
    files: { "start.sh": shellCode },
    variables: { BASH_ENV: join(folder, "start.sh"), ENV: join(folder, "start.sh") },
  },
  { what: "an exported function", variables: { "BASH_FUNC_find%%": `() { ${shellCode}; }` } },
];

let plain = "";
before(() => {
  plain = start({ what: "nothing" }).stdout;
  assert.match(plain, /^Usage: sheepdog/);
});
after(() => checkout.remove());

for (const trap of traps) {
  test(`the launcher takes no notice of ${trap.what}`, () => {
    const { stdout, stderr } = start(trap);
    assert.ok(!existsSync(mark), "planted code ran");
    assert.deepEqual([stdout, stderr], [plain, ""]);
  });
}

test("a runtime that is not sealed does run planted code, so these tests mean something", () => {
  plant({ "evil.js": evilCode, "bunfig.toml": preload, "program.js": "" });
  spawnSync(join(checkout.root, ".build", "bin", "bun"), ["program.js"], { cwd: folder, env: { HOME: folder } });
  assert.ok(existsSync(mark));
});

function start({ files = {}, variables = {} }: Trap): { readonly stdout: string; readonly stderr: string } {
  rmSync(mark, { force: true });
  const planted = { ...files, "evil.js": evilCode };
  plant(planted);
  const { stdout, stderr } = spawnSync(launcherOf(checkout), ["--help"], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...variables },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  for (const name of Object.keys(planted)) rmSync(join(folder, name));
  return { stdout, stderr };
}

function plant(files: Texts): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
