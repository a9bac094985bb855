/** The bounds that `limits` names hold in the native core as well, to the last one: at the bound all is there, past it the core says so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { limits } from "../../src/guard/guard.ts";
import { nodeWorld } from "../../src/hosts/node/node.ts";
import { assertAllowed, assertAnswered, call, chaosImage, folder, installed } from "./ground.ts";
import { largeIndex } from "./large-index.ts";

const image = await chaosImage();
const bound = 2;
const everything = 2 ** 40;

function ask(...question: readonly unknown[]): unknown {
  const { exit, stdout, stderr } = installed(image, { input: call("ask", { questions: [question] }) });
  assert.equal(exit, 0, stderr);
  return (JSON.parse(stdout) as unknown[])[0];
}

const here = nodeWorld({});

function folderOf(count: number): string {
  const place = folder("many");
  const made = spawnSync("/bin/bash", ["-c", `cd '${place}' && seq ${count} | xargs touch`]);
  assert.equal(made.status, 0);
  return place;
}

test("worldTextBytes", () => {
  const file = join(folder("text"), "file");
  writeFileSync(file, "");
  for (const [more, whole] of [
    [0, true],
    [1, false],
  ] as const) {
    truncateSync(file, limits.worldTextBytes + more);
    const [text, isWhole] = ask("text", file, everything) as [string, boolean];
    assert.deepEqual([text.length, isWhole], [limits.worldTextBytes, whole]);
    assert.deepEqual(here.text(file, everything), { known: true, value: { text, whole } });
  }
});

test("worldNames", () => {
  for (const [count, whole] of [
    [limits.worldNames, true],
    [limits.worldNames + 1, false],
  ] as const) {
    const place = folderOf(count);
    const [names, isWhole] = ask("names", place, everything) as [string[], boolean];
    assert.deepEqual([names.length, isWhole], [limits.worldNames, whole]);
    const seen = here.names(place, everything);
    assert.ok(seen.known && seen.value.names.length === names.length && seen.value.whole === whole);
  }
});

test("worldTreeEntries", () => {
  for (const [count, whole] of [
    [limits.worldTreeEntries, true],
    [limits.worldTreeEntries + 1, false],
  ] as const) {
    const place = folderOf(count);
    assert.deepEqual(ask("tree", place, everything), [limits.worldTreeEntries, 0, whole]);
    assert.deepEqual(here.tree(place, everything), { known: true, value: { files: limits.worldTreeEntries, bytes: 0, whole } });
  }
});

test("worldTrackedFiles", () => {
  for (const more of [0, 1]) {
    const place = folder("tracked");
    mkdirSync(join(place, ".git"));
    largeIndex(place, { version: 2, there: [], absent: Array.from({ length: limits.worldTrackedFiles + more }, (_, at) => `file-${at}`) });
    assert.deepEqual(ask("tracked", place, everything), more === 0 ? [0, 0, place] : bound);
  }
});

/** What the last of many questions is answered. */
function lastOf(times: number): unknown {
  return JSON.parse(installed(image, { input: call("ask-often", { times }) }).stdout);
}

test("questions", () => {
  assert.notEqual(lastOf(limits.questions), bound);
  assert.equal(lastOf(limits.questions + 1), bound);
});

function padded(bytes: number): string {
  return call("allow", { padding: "x".repeat(bytes - call("allow", { padding: "" }).length) });
}

test("inputBytes", () => {
  assertAllowed(installed(image, { input: padded(limits.inputBytes) }));
  assertAnswered(installed(image, { input: padded(limits.inputBytes + 1) }), /larger than 8 MiB/);
});
