/** One process at a time, a bounded wait, and a lock that a dead process does not keep. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { done, fail } from "../../base/result.ts";
import { exclusively } from "./exclusively.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const source = fileURLToPath(new URL("exclusively.ts", import.meta.url));

/** A process of its own that runs this text with the lock at hand. */
function start(text: string) {
  const script = `import { exclusively } from ${JSON.stringify(source)}; import { readFileSync, writeFileSync } from "node:fs"; ${text}`;
  const file = join(folder, `script-${Math.random()}.ts`);
  writeFileSync(file, script);
  return spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
}

test("what is done inside comes out, faults too, and the lock is free again", () => {
  const lock = join(folder, "plain");
  assert.deepEqual(
    exclusively(lock, () => done(5)),
    { ok: true, value: 5 },
  );
  assert.equal(exclusively(lock, () => fail({ code: "x", what: "y" })).ok, false);
  assert.throws(() => exclusively(lock, () => assert.fail("a bug")));
  assert.deepEqual(
    exclusively(lock, () => done(6)),
    { ok: true, value: 6 },
  );
  assert.equal(statSync(lock).mode & 0o777, 0o600);
});

test("who waits too long is told so, and nothing is done", () => {
  const lock = join(folder, "nested");
  const inner = exclusively(lock, () => {
    const second = exclusively(lock, () => assert.fail("both were inside"), 50);
    return done(second.ok ? "inside" : second.fault.code);
  });
  assert.deepEqual(inner, { ok: true, value: "lock.busy" });
});

test("a link is no lock", () => {
  symlinkSync(join(folder, "elsewhere"), join(folder, "link"));
  const taken = exclusively(join(folder, "link"), () => done(1));
  assert.equal(taken.ok ? undefined : taken.fault.code, "lock.untaken");
});

test("eight processes that each add twenty to a number lose none", async () => {
  const [lock, file] = [join(folder, "many"), join(folder, "number")];
  writeFileSync(file, "0");
  const add = `for (let n = 0; n < 20; n += 1) { const r = exclusively(${JSON.stringify(lock)}, () => { writeFileSync(${JSON.stringify(file)}, String(Number(readFileSync(${JSON.stringify(file)}, "utf8")) + 1)); return { ok: true, value: 1 }; }, 60000); if (!r.ok) process.exit(3); }`;
  const ends = await Promise.all(Array.from({ length: 8 }, () => once(start(add), "close")));
  assert.deepEqual(
    ends.map(([code]) => code as number),
    Array.from({ length: 8 }, () => 0),
  );
  assert.equal(readFileSync(file, "utf8"), "160");
});

test("a process that is killed inside leaves the lock free", async () => {
  const lock = join(folder, "killed");
  const child = start(
    `exclusively(${JSON.stringify(lock)}, () => { process.stdout.write("in"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000); return { ok: true, value: 1 }; });`,
  );
  await once(child.stdout, "data");
  assert.equal(exclusively(lock, () => done(1), 50).ok, false);
  child.kill("SIGKILL");
  await once(child, "close");
  assert.deepEqual(
    exclusively(lock, () => done(1), 5_000),
    { ok: true, value: 1 },
  );
});
