/** In a repository with 200,000 files the host finds what it is asked about, whatever the index looks like around it. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { call, chaosImage, folder, installed } from "./ground.ts";
import { largeIndex, type LargeIndex } from "./large-index.ts";

const image = await chaosImage();
const [bound, odd] = [2, 4];

function tracked(paths: readonly string[], most = 20_000): readonly unknown[] {
  const { exit, stdout, stderr } = installed(image, { input: call("ask", { questions: paths.map((path) => ["tracked", path, most]) }) });
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout) as unknown[];
}

const module = (position: number) => `packages/module-${String(position).padStart(4, "0")}`;
const many = Array.from(
  { length: 200_000 },
  (_, position) => `${module(Math.floor(position / 400))}/src/part-${position % 20}/file-${position}.ts`,
);
/** At the start, in the middle, at the end, beside names that begin alike, and behind a name that is too long for its announcement. */
const real = [
  ...["0first", "packages/module-0250.md", "packages/module-0250/README", "packages/module-0250/src/zz", "packages/module-0250-b/x"],
  ...["packages/module-0499/src/zz", "zebra/a", "zebra/b", "zebra/c/d", "zz"],
];
const absent = [...many, `middle/${"x".repeat(5000)}`, `middle/${"x".repeat(5000)}y`, "käse/fünf"];

/** A work tree with the few files that are real, and an index with all of them. */
function repository(index: Omit<LargeIndex, "there" | "absent">): string {
  const place = folder("large");
  mkdirSync(join(place, ".git"));
  for (const name of real) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), name);
    utimesSync(join(place, name), 1_700_000_000, 1_700_000_000);
  }
  largeIndex(place, { ...index, there: real, absent });
  return place;
}

const questions: readonly (readonly [string, number])[] = [
  ["0first", 1],
  ["packages/module-0000", 0],
  ["packages/module-0250", 2],
  ["packages/module-0250/src", 1],
  ["packages/module-0250.md", 1],
  ["packages/module-0250-b", 1],
  ["packages/module-025", 0],
  ["packages/module-0499/src/zz", 1],
  ["nothing", 0],
  ["zebra", 3],
  ["zebra/c", 1],
  ["zz", 1],
  ["zzz", 0],
];

function assertAll(place: string): void {
  const answers = tracked(questions.map(([name]) => join(place, name)));
  assert.deepEqual(
    answers,
    questions.map(([, files]) => [files, files, place]),
  );
}

/** Directories that git counted when it wrote the index, as bytes that look like nothing in particular. */
function extension(name: string, bytes: number, at: (position: number) => number): Buffer {
  const content = Buffer.from(Array.from({ length: bytes }, (_, position) => at(position) & 0xff));
  const head = Buffer.alloc(8);
  head.write(name);
  head.writeUInt32BE(bytes, 4);
  return Buffer.concat([head, content]);
}

const forms: readonly (readonly [string, Omit<LargeIndex, "there" | "absent">])[] = [
  ["of version 2", { version: 2 }],
  ["of version 3", { version: 3 }],
  ["of version 4", { version: 4 }],
  ["with a short extension", { version: 2, extensions: extension("TREE", 101, (position) => position * 7) }],
  ["with two megabytes of zeros behind its entries", { version: 2, extensions: extension("UNTR", 2 << 20, () => 0) }],
  ["with two megabytes of anything behind its entries", { version: 2, extensions: extension("UNTR", 2 << 20, (at) => (at * at) >> 5) }],
];

for (const [what, index] of forms) {
  test(`an index of 200,000 files ${what} is read`, () => assertAll(repository(index)));
}

test("entries behind the end of the entries are not believed", () => {
  const inner = repository({ version: 2 });
  const copy = readFileSync(join(inner, ".git/index"));
  const place = repository({ version: 2, extensions: extension("UNTR", 1 << 20, (position) => copy[12 + position] ?? 0) });
  assertAll(place);
});

test("more files than the bound are past it, and a name that no file can have is odd", () => {
  const place = repository({ version: 2 });
  const packages = join(place, "packages");
  assert.deepEqual(
    [...tracked([packages], 1000), ...tracked([packages], 2 ** 40), ...tracked([join(place, "middle")])],
    [bound, bound, odd],
  );
});

test("a hundred questions about one index cost its place in memory once", () => {
  const place = repository({ version: 2 });
  const answers = tracked(Array.from({ length: 100 }, () => join(place, "zz")));
  assert.deepEqual(
    answers,
    Array.from({ length: 100 }, () => [1, 1, place]),
  );
});

test("indexes that are too large together are past the bound, and those before them are not", () => {
  const places = Array.from({ length: 5 }, () => repository({ version: 2 }));
  const answers = tracked(places.map((place) => join(place, "zz")));
  assert.deepEqual(answers, [...places.slice(0, 4).map((place) => [1, 1, place]), bound]);
});

test("a large index with an extension that must be known, or that is cut off, is odd", () => {
  for (const version of [2, 4] as const) {
    const unknown = repository({ version, extensions: extension("newx", 9, () => 1) });
    const cut = repository({ version, extensions: extension("TREE", 99, () => 1).subarray(0, 60) });
    assert.deepEqual([...tracked([join(unknown, "zz")]), ...tracked([join(cut, "zz")])], [odd, odd]);
  }
});
