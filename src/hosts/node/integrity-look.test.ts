/** What lies at a place is seen as it is, by content, kind, mode and owner, and what cannot be seen is named. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Sighting } from "../../proof/integrity/integrity.ts";
import { contentNow, lookAt } from "./integrity-look.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-look-"));
after(() => rmSync(root, { recursive: true, force: true }));

function folder(name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, ".."), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

function told({ found, unseen }: Sighting): readonly string[] {
  const seen = found.map(({ path, state }) => `${state.kind} ${path.slice(root.length)}`);
  return [...seen, ...unseen.map(({ path, why }) => `unseen ${path.slice(root.length)}: ${why}`)];
}

const look = (path: string, members?: readonly string[]): Sighting =>
  lookAt([{ path, about: "test", ...(members === undefined ? {} : { members }) }]);

test("a folder is seen with all that lies below it", () => {
  const place = folder("whole", { "a/b.md": "x", c: "y" });
  assert.deepEqual(told(look(place)), ["folder /whole", "folder /whole/a", "file /whole/a/b.md", "file /whole/c"]);
});

test("what is not there is nothing, and no fault", () =>
  assert.deepEqual(look(join(root, "nothing", "at", "all")), { found: [], unseen: [] }));

test("a file is seen by its hash, its length and its rights", () => {
  const place = folder("one", { f: "content" });
  chmodSync(join(place, "f"), 0o4750);
  const state = look(join(place, "f")).found[0]?.state;
  const sha256 = createHash("sha256").update("content").digest("hex");
  assert.deepEqual(state, { kind: "file", mode: 0o4750, owner: process.getuid?.(), group: process.getgid?.(), bytes: 7, sha256 });
});

test("a link is seen, and what it leads to as well, under its own name", () => {
  const place = folder("links", { real: "x" });
  symlinkSync("real", join(place, "link"));
  symlinkSync("nowhere", join(place, "dangling"));
  const { found } = look(join(place, "link"));
  assert.deepEqual(told({ found, unseen: [] }), ["link /links/link", "file /links/real"]);
  assert.deepEqual(told(look(join(place, "dangling"))), ["link /links/dangling"]);
});

test("links that lead in a circle come to an end", () => {
  const place = folder("circle");
  symlinkSync(place, join(place, "self"));
  symlinkSync("b", join(place, "a"));
  symlinkSync("a", join(place, "b"));
  const seen = told(look(place));
  assert.deepEqual(seen.slice(0, 4), ["folder /circle", "link /circle/a", "link /circle/b", "link /circle/self"]);
});

test("a pipe is seen and not read", () => {
  const place = folder("pipe");
  execFileSync("mkfifo", [join(place, "p")]);
  assert.deepEqual(told(look(place)), ["folder /pipe", "other /pipe/p"]);
});

test("a name that is no UTF-8 is seen like any other", () => {
  const place = folder("odd");
  writeFileSync(Buffer.concat([Buffer.from(`${place}/`), Buffer.from([0xff, 0x41])]), "x");
  assert.deepEqual(told(look(place)), ["folder /odd", "file /odd/\udcffA"]);
});

test("of a file that is written all the time only its members count", () => {
  const place = folder("members", { "f.json": '{"servers":{"b":1,"a":2},"count":1}' });
  const file = join(place, "f.json");
  const before = look(file, ["servers", "missing"]).found;
  writeFileSync(file, '{"count":2, "servers":{"a":2,"b":1}}');
  const later = look(file, ["servers", "missing"]).found;
  assert.deepEqual(
    before.map(({ path, state }) => [path, state]),
    later.map(({ path, state }) => [path, state]),
  );
  writeFileSync(file, '{"servers":{"a":2,"b":2}}');
  assert.notDeepEqual(look(file, ["servers"]).found[0]?.state, before[0]?.state);
  assert.equal(Buffer.from(contentNow(`${file}#servers`) ?? []).toString(), '{"a":2,"b":2}');
});

test("members of a file that is no JSON any more are named as not seen", () => {
  const place = folder("broken", { "f.json": "{" });
  assert.deepEqual(told(look(join(place, "f.json"), ["servers"])), ["unseen /broken/f.json: it is no JSON any more"]);
});

test("a folder deeper than any that steers an agent is named as not seen", () => {
  const place = folder("deep");
  mkdirSync(join(place, ...Array.from({ length: 30 }, () => "d")), { recursive: true });
  assert.match(told(look(place)).at(-1) ?? "", /^unseen .*: it lies more than 24 folders deep$/);
});

test("a folder that is closed is named as not seen", { skip: process.getuid?.() === 0 && "root may read everything" }, () => {
  const place = folder("closed", { "a/f": "x" });
  chmodSync(join(place, "a"), 0);
  assert.ok(told(look(place)).includes("unseen /closed/a: it is closed to you"));
  chmodSync(join(place, "a"), 0o700);
});

test("what a path holds is given back, and nothing for what is no file", () => {
  const place = folder("content", { "a#b": "x" });
  assert.equal(Buffer.from(contentNow(join(place, "a#b")) ?? []).toString(), "x");
  assert.equal(contentNow(place), null);
  assert.equal(contentNow(join(place, "none")), null);
});
