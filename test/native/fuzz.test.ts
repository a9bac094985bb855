/** What the host reads of others, it reads whatever the bytes: a fuzzer that sees which edges they reach looks for the ones it cannot. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildFuzz } from "../../native/build.mjs";
import { rounds, seed } from "../lib/random.ts";
import { folder, repository, scratch } from "./ground.ts";

const runs = rounds(0, 1_000_000);
const atFullSize = { skip: runs > 0 ? false : "at full size only: the counting host takes a minute to build" };

function fuzz(reader: string, count: number, files: readonly string[]): { readonly exit: number | null; readonly said: string } {
  const words = ["--fuzz", reader, String(count), String(seed), ...files];
  const { status, stdout, stderr } = spawnSync(join(repository, ".build/fuzz"), words, {
    encoding: "utf8",
    env: { RUST_BACKTRACE: "0" },
    timeout: 300_000,
  });
  return { exit: status, said: stdout + stderr };
}

/** The same few files in each form of an index, and the base of a split one. */
function indexes(): readonly string[] {
  const place = folder("seeds");
  const git = (...words: readonly string[]) => {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const env = { PATH: process.env["PATH"] ?? "", HOME: place, GIT_CONFIG_NOSYSTEM: "1" };
    assert.equal(spawnSync("git", [...identity, ...words], { cwd: place, env }).status, 0, words.join(" "));
  };
  mkdirSync(join(place, "a/b"), { recursive: true });
  for (const name of ["a.txt", ...Array.from({ length: 20 }, (_, position) => `a/b/${position}`), "zz"])
    writeFileSync(join(place, name), name);
  git("init", "-q");
  git("add", "-A");
  const forms = [["--index-version", "4"], ["--index-version", "2"], ["--split-index"]].map((form) => {
    git("update-index", ...form);
    return readFileSync(join(place, ".git/index"));
  });
  git("commit", "-qm", "one");
  const bases = readdirSync(join(place, ".git")).filter((name) => name === "index" || name.startsWith("sharedindex."));
  return [...forms, ...bases.map((name) => readFileSync(join(place, ".git", name)))].map((bytes, position) => {
    writeFileSync(join(scratch, `index-${position}`), bytes);
    return join(scratch, `index-${position}`);
  });
}

const mounts = join(scratch, "mounts");
writeFileSync(mounts, "36 35 98:0 / /mnt/a\\040b rw shared:1 - nfs4 host:/x rw\n22 1 0:1 / / rw - ext4 /dev/x rw\n");

const claims = join(scratch, "claims");
writeFileSync(claims, "\x1e19 d9eb0914 1 1795289328592 abc\n\x1e17 77b76ed2 1 1795289328592 b\n\x1e17 77b7");

test("the fuzzer finds a planted fault, step by step", atFullSize, async () => {
  await buildFuzz({ log: () => {} });
  const { exit, said } = fuzz("planted", 5_000_000, []);
  assert.equal(exit, 1, said);
  assert.match(said, /signal 6 with the input 646f6773/);
});

for (const [reader, files] of [
  ["index", indexes],
  ["claims", () => [claims]],
  ["mounts", () => [mounts]],
  ["names", () => [mounts]],
  ["executable", () => [join(repository, ".build/timer")]],
] as const) {
  test(`no bytes break the reader of ${reader}`, atFullSize, async () => {
    await buildFuzz({ log: () => {} });
    const { exit, said } = fuzz(reader, runs, files());
    assert.equal(exit, 0, said);
    assert.match(said, /^\d+ runs, \d{2,} edges/);
  });
}
