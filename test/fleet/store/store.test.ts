/** The store keeps what it said it kept: through kills, torn files, a full disk and a second daemon. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { storeConforms } from "./conformance.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { sqliteDatabase } from "../../../src/hosts/node/sqlite.ts";
import { type RunningStore, sqliteStore } from "../../../src/hosts/node/store/store.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-store-"));
after(() => rmSync(root, { recursive: true, force: true }));

let places = 0;
function place(): string {
  places += 1;
  const folder = join(root, String(places));
  mkdirSync(folder);
  return join(folder, "fleet.sqlite");
}

storeConforms("SQLite", () => {
  const path = place();
  const all: RunningStore[] = [];
  return {
    daemon: () => {
      const store = sqliteStore(path);
      all.push(store);
      return store;
    },
    dies: (store) => (store as RunningStore).close(),
    clear: () => all.forEach((store) => store.close()),
  };
});

const writer = fileURLToPath(new URL("writer.ts", import.meta.url));

/** What the next daemon finds: the number in each table, and how many notes. */
function found(path: string): { readonly numbers: readonly unknown[]; readonly notes: number } {
  const store = sqliteStore(path);
  const opened = store.open();
  assert.ok(opened.ok, opened.ok ? "" : opened.fault.what);
  const journal = store.journal("x");
  store.close();
  const numbers = opened.value.rows.map(({ row }) => (row as { readonly number: number }).number);
  return { numbers, notes: journal.ok ? journal.value.length : -1 };
}

/** All tables tell of one commit, and it is the last that was confirmed or the one after it. */
function isWhole(path: string, confirmed: number): void {
  const { numbers, notes } = found(path);
  const [number = 0] = numbers;
  assert.deepEqual(numbers, numbers.length === 0 ? [] : [number, number, number]);
  assert.equal(notes, number);
  assert.ok(Number(number) === confirmed || Number(number) === confirmed + 1, `confirmed ${confirmed}, found ${String(number)}`);
}

const lastOf = (output: string): number => Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1) ?? 0);

test(`killed at any moment, it has what it confirmed, seed ${seed}`, async () => {
  const chance = chanceFrom(seed);
  const path = place();
  let confirmed = 0;
  for (let round = 0; round < rounds(6, 100); round += 1) {
    rmSync(path, { force: true });
    for (const end of ["-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
    const child = spawn(process.execPath, [writer, path], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    await once(child.stdout, "data");
    await wait(chance.below(120));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("close", resolve));
    confirmed = lastOf(output);
    isWhole(path, confirmed);
  }
  assert.ok(confirmed > 0);
});

test("a log that is cut off or garbled at any place gives an earlier whole commit, never a half one", () => {
  const path = place();
  const store = sqliteStore(path);
  const opened = store.open();
  assert.ok(opened.ok);
  for (let number = 1; number <= 20; number += 1) {
    const changes = ["tasks", "leases", "outbox"].map((table) => ({ table: table as "tasks", id: "x", row: { id: "x", number } }));
    assert.ok(store.commit({ epoch: opened.value.epoch, changes, notes: [{ task: "x", at: 1, fence: 0, what: "", detail: "" }] }).ok);
  }
  const copy = place();
  const log = readFileSync(`${path}-wal`);
  const seen = new Set<unknown>();
  for (let at = 0; at <= log.length; at += rounds(4_099, 97)) {
    for (const garble of [false, true]) {
      for (const end of ["", "-wal", "-shm"]) rmSync(`${copy}${end}`, { force: true });
      copyFileSync(path, copy);
      writeFileSync(`${copy}-wal`, log);
      if (garble && at < log.length)
        writeFileSync(`${copy}-wal`, Buffer.concat([log.subarray(0, at), Buffer.of(255 - (log[at] ?? 0)), log.subarray(at + 1)]));
      else truncateSync(`${copy}-wal`, at);
      const { numbers, notes } = found(copy);
      assert.ok(new Set(numbers).size <= 1 && [0, 3].includes(numbers.length), `cut at ${at}: ${numbers.join(", ")}`);
      assert.equal(notes, numbers[0] ?? 0);
      seen.add(numbers[0]);
    }
  }
  store.close();
  assert.ok(seen.size > 5, "the cuts met many commits");
});

test("another process is refused while this one holds it, and let in after that was killed", async () => {
  const path = place();
  const child = spawn(process.execPath, [writer, path, "1"], { stdio: ["ignore", "pipe", "pipe"] });
  await new Promise((resolve) => child.on("close", resolve));
  const holder = spawn(process.execPath, [writer, path], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  const store = sqliteStore(path);
  const refused = store.open();
  assert.equal(refused.ok ? "let in" : refused.fault.code, "store.held");
  holder.kill("SIGKILL");
  await new Promise((resolve) => holder.on("close", resolve));
  assert.ok(store.open().ok);
  store.close();
});

const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", root]).status === 0;

test(
  "on a full disk a commit is refused by name, and all before it stays",
  { skip: canMount ? false : "this machine lets us mount nothing" },
  () => {
    const folder = join(root, "small disk");
    mkdirSync(folder);
    const kept = join(root, "kept");
    mkdirSync(kept);
    const script = 'mount -t tmpfs -o size=600k tmpfs "$1" && "$2" "$3" "$1/fleet.sqlite"; cp "$1"/* "$4"';
    const run = spawnSync("unshare", ["-rm", "/bin/sh", "-c", script, "sh", folder, process.execPath, writer, kept], { encoding: "utf8" });
    const lines = run.stdout.trim().split("\n");
    assert.equal(lines.at(-1), "store.full", run.stderr);
    isWhole(join(kept, "fleet.sqlite"), Number(lines.at(-2)));
  },
);

test("a store of a later version is left as it is", () => {
  const path = place();
  const later = sqliteDatabase({ path, title: "a later one" });
  assert.ok(later.ok);
  later.value.write((transaction) => transaction.run("PRAGMA user_version = 999"));
  later.value.close();
  const before = statSync(path).size;
  const opened = sqliteStore(path).open();
  assert.equal(opened.ok ? "" : opened.fault.code, "store.newer");
  assert.equal(statSync(path).size, before);
});

test("a file that is no database is said to be damaged, and nothing is written into it", () => {
  const path = place();
  writeFileSync(path, "no database\n".repeat(100));
  const opened = sqliteStore(path).open();
  assert.equal(opened.ok ? "" : opened.fault.code, "store.damaged");
  assert.equal(readFileSync(path, "utf8"), "no database\n".repeat(100));
  assert.equal(existsSync(`${path}-wal`), false);
});

test("a store that is not open keeps nothing and says so", () => {
  const kept = sqliteStore(place()).commit({ epoch: 1, changes: [], notes: [] });
  assert.equal(kept.ok ? "" : kept.fault.code, "store.closed");
});
