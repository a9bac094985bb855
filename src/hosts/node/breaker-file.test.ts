/** A breaker outlives its process, and where its file cannot be read, written or locked nothing passes. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { done, fail, type Result } from "../../base/result.ts";
import { type BreakerRule, type Moment, scannerRule } from "../../proof/breaker/breaker.ts";
import { type BreakerFile, forceBreaker, momentNow, readBreaker, throughBreaker } from "./breaker-file.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-breaker-"));
after(() => rmSync(root, { recursive: true, force: true }));

const rule: BreakerRule = { ...scannerRule, openMs: 1_000, successes: 1 };
let since = 0;
const moment = (): Moment => ({ boot: "one", sinceBootMs: since, wall: since });

/** A handle as a new process would have it. */
function handle(name: string): BreakerFile {
  return { folder: root, name, rule, moment };
}

const works = async (): Promise<Result<string>> => done("answer");
const fails = async (): Promise<Result<string>> => fail({ code: "scanner.down", what: "the scanner is down" });

async function code(file: BreakerFile, work: () => Promise<Result<string>>): Promise<string> {
  const result = await throughBreaker(file, work);
  return result.ok ? result.value : result.fault.code;
}

async function opened(name: string): Promise<void> {
  for (let time = 0; time < rule.failures; time += 1) assert.equal(await code(handle(name), fails), "scanner.down");
}

test("failures of several processes add up, and the work is not even begun any more", async () => {
  await opened("shared");
  const never = await code(handle("shared"), () => assert.fail("it was asked"));
  assert.equal(never, "breaker.open");
});

test("after its time one try is made, and a good one closes it", async () => {
  await opened("tried");
  since += 1_500;
  assert.equal(await code(handle("tried"), works), "answer");
  assert.equal(await code(handle("tried"), works), "answer");
});

test("what throws has failed, and is thrown on", async () => {
  for (let time = 0; time < rule.failures; time += 1)
    await assert.rejects(
      throughBreaker(handle("throwing"), () => Promise.reject(new Error("broken"))),
      /broken/,
    );
  assert.equal(await code(handle("throwing"), works), "breaker.open");
});

const damages: readonly (readonly [string, (path: string) => void, string])[] = [
  ["torn", (path) => writeFileSync(path, readFileSync(path).subarray(0, 40)), "breaker.torn"],
  ["empty", (path) => writeFileSync(path, ""), "breaker.torn"],
  ["changed", (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"closed"', '"open"')), "breaker.torn"],
  ["open to others", (path) => chmodSync(path, 0o666), "file.not-ours"],
];

for (const [what, damage, fault] of damages) {
  test(`with a file that is ${what} nothing passes, until a person closes it`, async () => {
    const name = `damaged-${what.replaceAll(" ", "-")}`;
    assert.equal(await code(handle(name), works), "answer");
    damage(join(root, name));
    assert.equal(await code(handle(name), () => assert.fail("it was asked")), fault);
    assert.ok(forceBreaker(handle(name), "closed").ok);
    assert.equal(await code(handle(name), works), "answer");
  });
}

test("where nothing can be written nothing passes", async () => {
  const result = await throughBreaker({ ...handle("x"), folder: join(root, "nowhere") }, () => assert.fail("it was asked"));
  assert.equal(result.ok ? undefined : result.fault.code, "lock.untaken");
});

test("opened by hand it stays so for its time", async () => {
  assert.ok(forceBreaker(handle("forced"), "open").ok);
  assert.equal(await code(handle("forced"), works), "breaker.open");
  const read = readBreaker(handle("forced"));
  assert.ok(read.ok && read.value.totals.refused === 1);
});

test("the moment of this machine goes on", () => {
  const [one, other] = [momentNow(), momentNow()];
  assert.equal(one.boot, other.boot);
  assert.ok(other.sinceBootMs >= one.sinceBootMs && one.sinceBootMs > 0);
});
