/** An upgrade and a downgrade while agents call: every call is answered, by the old guard or by the new one. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freeze } from "../../native/build.mjs";
import { placeGuard } from "../../src/app/install/guard.ts";
import { rootIn } from "../../src/app/install/root.ts";
import { call, chaosImage, folder, repository } from "./ground.ts";

const old = await chaosImage();
const next = join(folder("next"), "guard");
await freeze([renamed("chaos 2")], next);

/** The same guard under another name, which it answers with. */
function renamed(version: string): string {
  const script = join(folder("next"), "chaos.js");
  writeFileSync(
    script,
    readFileSync(join(repository, "native/host/tests/chaos.js"), "utf8").replace('version: "chaos 1"', `version: "${version}"`),
  );
  return script;
}

type Answer = { readonly exit: number | null; readonly stdout: string; readonly stderr: string };

async function ask(guard: string, root: string, input: string): Promise<Answer> {
  const child = spawn(guard, ["hook", "plain", "--root", root], { stdio: "pipe" });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (said.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (said.stderr += String(chunk)));
  child.stdin.end(input);
  const [exit] = (await once(child, "close")) as [number | null];
  return { exit, ...said };
}

/** Calls one after the other, until told to stop. */
function caller(guard: string, root: string): { readonly stop: () => Promise<readonly Answer[]> } {
  const stopped = new AbortController();
  const answers: Answer[] = [];
  const calling = (async () => {
    while (!stopped.signal.aborted) answers.push(await ask(guard, root, call("allow")));
  })();
  return {
    stop: async () => {
      stopped.abort();
      await calling;
      return answers;
    },
  };
}

test("no call fails while the guard is swapped back and forth", async () => {
  const root = rootIn(folder("home"));
  const swap = async (image: string) => {
    const placed = await placeGuard(image, root);
    assert.ok(placed.ok, JSON.stringify(placed));
    return placed.value.version;
  };
  assert.equal(await swap(old), "chaos 1");
  const callers = [caller(root.guard, root.folder), caller(root.guard, root.folder)];
  const versions: string[] = [];
  for (let round = 0; round < 10; round += 1) versions.push(await swap(next), await swap(old));
  const answers = (await Promise.all(callers.map(({ stop }) => stop()))).flat();
  assert.deepEqual(versions, Array.from({ length: 10 }, () => ["chaos 2", "chaos 1"]).flat());
  assert.ok(answers.length >= 20, `${answers.length} calls are too few to say anything`);
  for (const answer of answers) assert.deepEqual(answer, { exit: 0, stdout: "allowed", stderr: "" });
  assert.equal(readFileSync(join(root.ledger, "records"), "utf8"), "record\n".repeat(answers.length));
});

test("a call that has begun ends with the guard that it began with", async () => {
  const root = rootIn(folder("home"));
  assert.ok((await placeGuard(old, root)).ok);
  const child = spawn(root.guard, ["judge"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(`${call("x", { id: 1 })}\n`);
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  assert.ok((await placeGuard(next, root)).ok);
  child.stdin.end(`${call("x", { id: 2 })}\n`);
  const [second] = (await once(child.stdout, "data")) as [Buffer];
  assert.deepEqual(
    [first, second].map((line) => (JSON.parse(String(line)) as { id: number }).id),
    [1, 2],
  );
  assert.equal(((await once(child, "close")) as [number])[0], 0);
});

test("a damaged build is not put in place of one that works", async () => {
  const root = rootIn(folder("home"));
  assert.ok((await placeGuard(old, root)).ok);
  const damaged = join(folder("damaged"), "guard");
  copyFileSync(old, damaged);
  writeFileSync(damaged, readFileSync(old).subarray(0, 100_000));
  const placed = await placeGuard(damaged, root);
  assert.equal(placed.ok, false);
  assert.deepEqual(await ask(root.guard, root.folder, call("allow")), { exit: 0, stdout: "allowed", stderr: "" });
});
