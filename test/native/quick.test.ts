/** Quick answers: what a prompt or a status line shows, without the engine as long as nobody has signed anything. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertBlocked, call, chaosImage, folder, installed, repository, root, shell } from "./ground.ts";

const image = await chaosImage();
const status = (own: string) => shell(`'${image}' statusline --root '${own}' < /dev/null`);

test("the mode is read where nobody has signed anything else", () => {
  assert.deepEqual(shell(`'${image}' mode get < /dev/null`), { exit: 0, stdout: "read\n", stderr: "" });
});

test("the status line names the build and the mode", () => {
  const own = root();
  assert.deepEqual(status(own), { exit: 0, stdout: "sheepdog chaos 1 read\n", stderr: "" });
  installed(image, { root: own });
  assert.equal(status(own).stdout, "sheepdog chaos 1 read\n");
});

for (const [what, spoil] of [
  ["missing", (own: string) => rmSync(join(own, "ledger"), { recursive: true })],
  ["a file", (own: string) => spoiledBy(own, () => writeFileSync(join(own, "ledger"), ""))],
  ["closed", (own: string) => chmodSync(join(own, "ledger"), 0o500)],
] as const) {
  test(`where the ledger is ${what}, the status line says so if every action is blocked, and only then`, () => {
    const own = root();
    spoil(own);
    const blocks = installed(image, { root: own, input: call("allow") }).exit === 2;
    assert.equal(status(own).stdout.includes("blocks every action"), blocks);
  });
}

function spoiledBy(own: string, make: () => void): void {
  rmSync(join(own, "ledger"), { recursive: true });
  make();
}

const line = (env: Readonly<Record<string, string>>) => shell(`'${image}' statusline < /dev/null`, { env }).stdout;

test("without --root it speaks of the folder below the home that the password file names, whatever HOME says", () => {
  const home = folder("home");
  mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true });
  assert.equal(line({ HOME: home }), line({ HOME: "/nowhere" }));
});

for (const words of [
  "mode",
  "mode set write",
  "mode get more",
  "mode get --of",
  "mode get --of x",
  "mode get --of -1",
  "mode get --root . --of 1",
  "mode get --of 1 --of 2",
  "statusline more",
  "statusline --root here",
  "statusline --root",
]) {
  test(`\`${words}\` is refused`, () => assertBlocked(shell(`'${image}' ${words} < /dev/null`), /usage: guard/));
}

test("an image whose engine is damaged answers all the same, and blocks every call", () => {
  const damaged = join(folder("damaged"), "guard");
  const bytes = readFileSync(image);
  // Behind the words that failures are told in, which lie at the start of what is frozen.
  bytes.fill(0xff, statSync(join(repository, ".build/host")).size + 64 * 1024, bytes.length - 4096);
  writeFileSync(damaged, bytes, { mode: 0o755 });
  assert.equal(shell(`'${damaged}' mode get < /dev/null`).stdout, "read\n");
  assertBlocked(installed(damaged));
});
