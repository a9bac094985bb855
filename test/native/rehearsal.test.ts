/** What a bundle rehearses while it is frozen decides where its blocks lie, and nothing else. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { assertAllowed, call, folder, installed, plantedHost, repository, root } from "./ground.ts";
import { buildNative } from "../../native/build.mjs";

await buildNative({ log: () => {} });
const host = join(repository, ".build/host");
const source = readFileSync(join(repository, "native/host/tests/chaos.js"), "utf8");
const onLinux = { skip: process.platform !== "linux" };

function frozen(text: string, by = host): { readonly image: string; readonly exit: number | null; readonly reason: string } {
  const place = folder("bundle");
  const image = join(place, "guard");
  writeFileSync(join(place, "bundle.js"), text);
  const { status, stderr } = spawnSync(by, ["--freeze", image, join(place, "bundle.js")], { encoding: "utf8" });
  return { image, exit: status, reason: stderr };
}

const withRehearsal = (body: string) => `${source}\nglobalThis.sheepdog.rehearse = () => { ${body} };`;

test("a bundle that rehearses nothing is frozen as well", () => {
  const { image, exit, reason } = frozen(`${source}\ndelete globalThis.sheepdog.rehearse;`);
  assert.deepEqual([exit, reason], [0, ""]);
  assertAllowed(installed(image));
});

for (const [what, body, expected] of [
  ["throws", "throw new Error('boom');", /rehearsal failed: Error: boom/],
  ["does not end", "for (;;);", /rehearsal failed: /],
  ["asks the world", "host.entry('/');", /cannot be asked while the image is built/],
] as const) {
  test(`a rehearsal that ${what} makes no image`, onLinux, () => {
    const { exit, reason } = frozen(withRehearsal(body));
    assert.notEqual(exit, 0);
    assert.match(reason, expected);
  });
}

test("a rehearsal leaves nothing behind in the guard", () => {
  const { image } = frozen(withRehearsal("globalThis.seen = 100; for (let i = 0; i < 40000; i++) globalThis[`left${i}`] = {};"));
  const { stdout } = spawnSync(image, ["judge"], { input: `${call("x", { id: 1 })}\n`, encoding: "utf8" });
  assert.deepEqual(JSON.parse(stdout), { id: 1, verdict: "allow", seen: 1 });
});

test("more hot blocks than can be watched are no failure", () => {
  const { image, exit } = frozen(
    `const many = Array.from({ length: 50000 }, () => ({}));\n${withRehearsal("for (const one of many) one.hot = 1;")}`,
  );
  assert.equal(exit, 0);
  assertAllowed(installed(image));
});

test("what is given back while the bundle loads does not lie in the image", onLinux, () => {
  const passing = "let passing = Array.from({ length: 100_000 }, (_, n) => ({ n })); passing = undefined;";
  const staying = "globalThis.staying = Array.from({ length: 100_000 }, (_, n) => ({ n }));";
  const [without = 0, passed = 0, stayed = 0] = ["", passing, staying].map((text) => statSync(frozen(`${text}\n${source}`).image).size);
  const figures = JSON.stringify({ without, passed, stayed });
  assert.ok(passed < without + 65_536 && stayed > without + 5_000_000, figures);
});

test("how many blocks a bundle takes while it loads is no matter", onLinux, () => {
  const { image, exit, reason } = frozen(`for (let n = 0; n < 4_000_000; n++) ({ n });\n${source}`);
  assert.deepEqual([exit, reason], [0, ""]);
  assertAllowed(installed(image));
});

test("a bundle that does not come to its end makes no image", onLinux, () => {
  const { exit, reason } = frozen(`for (;;);\n${source}`);
  assert.notEqual(exit, 0);
  assert.match(reason, /interrupted/);
});

test("a bundle that builds another guard in every process is refused", onLinux, async () => {
  const text = `globalThis.kept = Array.from({ length: host.planted("process") % 1000 }, () => ({}));\n${source}`;
  const { exit, reason } = frozen(text, await plantedHost());
  assert.equal(exit, 2);
  assert.match(reason, /another guard the second time.*must always be the same/);
});

/** One object in a hundred of many is written to by every call. */
const spread = `
const many = Array.from({ length: 20000 }, (_, n) => ({ n }));
const { hook, rehearse } = globalThis.sheepdog;
const write = () => { for (let n = 0; n < many.length; n += 100) many[n].n = 0; };
globalThis.sheepdog.hook = (request) => (write(), hook(request));`;

type Pages = { readonly written: number; readonly there: number };

/** How many pages of the image a call uses: it waits until somebody takes its answer, which nobody does. */
async function usedPages(image: string): Promise<Pages> {
  const guard = spawn(image, ["hook", "plain", "--root", root()], { stdio: ["pipe", "pipe", "inherit"] });
  guard.stdin.end(call("long-answer"));
  // Its record is written: so it waits at its answer, and not at its call.
  const hasWritten = () => !/^wchar: 0$/m.test(readFileSync(`/proc/${guard.pid}/io`, "utf8"));
  await waitUntil(() => hasWritten() && /pipe|sock|unix/.test(readFileSync(`/proc/${guard.pid}/wchan`, "utf8")));
  const pages = pagesOf(guard.pid);
  guard.kill("SIGKILL");
  await once(guard, "exit");
  return pages;
}

/** The same while it waits for its call. */
async function waitingPages(image: string): Promise<Pages> {
  const guard = spawn(image, ["hook", "plain", "--root", root()], { stdio: ["pipe", "pipe", "inherit"] });
  await waitUntil(() => /pipe|sock|unix/.test(readFileSync(`/proc/${guard.pid}/wchan`, "utf8")));
  const pages = pagesOf(guard.pid);
  guard.kill("SIGKILL");
  await once(guard, "exit");
  return pages;
}

async function waitUntil(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < end, "the guard does not come to its answer");
    await setTimeout(20);
  }
}

function pagesOf(pid: number | undefined): Pages {
  const map = readFileSync(`/proc/${pid}/smaps`, "utf8")
    .split(/^(?=[0-9a-f]+-)/m)
    .find((one) => one.startsWith("1000000000-"));
  const field = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, "m").exec(map ?? "")?.[1] ?? 0) / 4;
  return { written: field("Anonymous"), there: field("Rss") };
}

const write = (from: number, to: number) => `for (let n = ${from}; n < ${to}; n += 10) many[n].n = 0;`;

test("what every call writes to is its own before it is judged, and nothing else is", onLinux, async () => {
  const turns = `globalThis.sheepdog.rehearse = (turn) => { if (turn === 0) { ${write(0, 8000)} } else { ${write(8000, 16000)} } return turn < 1; };`;
  const text = `${source} const many = Array.from({ length: 20000 }, (_, n) => ({ n }));`;
  const [readied, plain] = [await waitingPages(frozen(`${text} ${turns}`).image), await waitingPages(frozen(text).image)];
  // Eight hundred objects with their values take some 27 pages, in one turn and in the other.
  const more = readied.written - plain.written;
  assert.ok(more >= 20 && more <= 40, JSON.stringify({ readied, plain }));
});

test("what a call uses lies close together", onLinux, async () => {
  const together = await usedPages(frozen(`${source}${spread} globalThis.sheepdog.rehearse = () => (write(), rehearse());`).image);
  const scattered = await usedPages(frozen(`${source}${spread} delete globalThis.sheepdog.rehearse;`).image);
  const figures = JSON.stringify({ together, scattered });
  assert.ok(together.written <= 30 && scattered.written >= 200, figures);
  assert.ok(together.there <= scattered.there / 2, figures);
});
