/** Real processes that seal, rotate and purge, killed at their system calls. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ledgerDisk } from "../../../src/hosts/node/node.ts";
import { files, readRecords, seal, verify } from "../../../src/proof/ledger/ledger.ts";
import { rounds } from "../../lib/random.ts";
import { key, records, sealedLedger, toolsOn, valueOf } from "./ground.ts";

const ground = mkdtempSync(join(tmpdir(), "ledger-killed-"));
after(() => rmSync(ground, { recursive: true, force: true }));

const node = join(process.cwd(), ".build/bin/node");
const work = fileURLToPath(import.meta.resolve("./work.ts"));

/** A ledger on the disk with ten records that nobody has sealed. */
const template = join(ground, "template");
for (const [name, bytes] of sealedLedger()) {
  mkdirSync(dirname(join(template, name)), { recursive: true });
  writeFileSync(join(template, name), bytes);
}
writeFileSync(join(template, files.records), Buffer.concat([sealedLedger().get(files.records) ?? Buffer.alloc(0), records(20, 30)]));

/** Whatever touches the ledger's files counts, and nothing else that the process does. */
type Trace = { readonly what: string; readonly inject: readonly string[]; readonly log: string };

function traced(folder: string, { what, inject, log }: Trace) {
  const names = [files.records, files.hashes, files.sealed, `${files.sealed}.new`, files.checkpoint, `${files.checkpoint}.new`];
  const paths = [".", files.segments, `${files.segments}/00000001`, `${files.segments}/00000003`, ...names].flatMap((name) => [
    "-P",
    join(folder, name),
  ]);
  return spawnSync("strace", ["-f", "-qq", "-o", log, ...paths, "-e", "trace=%file,%desc", ...inject, node, work, folder, what], {
    encoding: "utf8",
    timeout: 60_000,
  });
}

/** One system call: each kind is counted by itself. */
type Point = { readonly call: string; readonly nth: number };

function pointsOf(what: string): readonly Point[] {
  const [folder, log] = [join(ground, `${what}-count`), join(ground, `${what}.log`)];
  cpSync(template, folder, { recursive: true });
  const { status, stderr } = traced(folder, { what, inject: [], log });
  assert.equal(status, 0, stderr);
  const counts = new Map<string, number>();
  return [...readFileSync(log, "utf8").matchAll(/^\d+ +(\w+)\(/gm)].map(([, call = ""]) => {
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return { call, nth };
  });
}

const hasStrace = spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;
const skip = hasStrace ? false : "strace is not there, or may not trace";

for (const what of ["seal", "rotate", "purge"]) {
  test(`a process that is killed at any system call of ${what} loses nothing, and the next one goes on`, { skip }, () => {
    const all = pointsOf(what);
    assert.ok(all.length > 30, `${all.length} calls`);
    const step = all.length / Math.min(all.length, rounds(6, all.length));
    for (let at = 0; at < all.length; at += step) checkKilled(what, all[Math.floor(at)] as Point);
  });
}

function checkKilled(what: string, { call, nth }: Point): void {
  const folder = join(ground, `${what}-${call}-${nth}`);
  cpSync(template, folder, { recursive: true });
  const { status } = traced(folder, { what, inject: ["-e", `inject=${call}:signal=KILL:when=${nth}`], log: "/dev/null" });
  assert.notEqual(status, 0, `it was not killed at ${call} ${nth}`);
  const tools = toolsOn(ledgerDisk(folder));
  valueOf(seal(tools, key));
  assert.deepEqual(valueOf(verify(tools, key, [])).findings, [], `killed at ${call} ${nth}`);
  const there = numbersIn(folder);
  for (let number = 20; number < 30; number += 1) assert.ok(there.has(number), `record ${number}, killed at ${call} ${nth}`);
  rmSync(folder, { recursive: true });
}

function numbersIn(folder: string): ReadonlySet<number | undefined> {
  const names = [files.records, ...readdirSync(join(folder, files.segments)).map((name) => `${files.segments}/${name}`)];
  const texts = names.filter((name) => existsSync(join(folder, name))).map((name) => readFileSync(join(folder, name), "latin1"));
  const leaves = texts.flatMap((text) => readRecords(text).leaves);
  return new Set(leaves.map((leaf) => (JSON.parse(leaf) as { number?: number }).number));
}
