/** Every way in which a file can be another than it was signed has its name, and a file that moved is told as one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesSince, type FoundEntry } from "./file-changes.ts";
import type { SignedEntry, State } from "./manifest.ts";

const file: State = { kind: "file", mode: 0o644, owner: 1, group: 1, bytes: 3, sha256: "aa" };
const signed: readonly SignedEntry[] = [{ path: "/a", state: file }];

function found(path: string, state: FoundEntry["state"]): FoundEntry {
  return { path, state, changedAt: 9 };
}

function told(now: readonly FoundEntry[], before = signed): readonly string[] {
  return changesSince(before, { found: now, unseen: [] }).map((change) =>
    change.is === "changed"
      ? `${change.path} ${change.aspects.join("+")}`
      : `${change.path} ${change.is}${change.is === "moved" ? ` ${change.from}` : ""}`,
  );
}

test("the same is no change, whenever it was written", () => assert.deepEqual(told([found("/a", file)]), []));

const changes: readonly (readonly [string, FoundEntry["state"], string])[] = [
  ["content", { ...file, sha256: "bb" }, "/a content"],
  ["mode", { ...file, mode: 0o666 }, "/a mode"],
  ["owner", { ...file, owner: 2 }, "/a owner"],
  ["group", { ...file, group: 2 }, "/a owner"],
  ["all at once", { ...file, sha256: "bb", mode: 0, owner: 2 }, "/a content+mode+owner"],
  ["a link in its place", { kind: "link", owner: 1, group: 1, target: "/b" }, "/a kind"],
  ["a folder in its place", { kind: "folder", mode: 0o644, owner: 1, group: 1 }, "/a kind"],
  ["a pipe in its place", { kind: "other", owner: 1, group: 1, what: "a pipe" }, "/a kind"],
];

for (const [what, state, line] of changes) {
  test(`another ${what} is told`, () => assert.deepEqual(told([found("/a", state)]), [line]));
}

const link = (target: string): State => ({ kind: "link", owner: 1, group: 1, target });

test("where a link leads is a change of its own", () => {
  assert.deepEqual(told([found("/l", link("/y"))], [{ path: "/l", state: link("/x") }]), ["/l target"]);
});

test("what is gone is missing, and what is new is added", () => {
  assert.deepEqual(told([found("/b", { ...file, sha256: "bb" })]), ["/a missing", "/b added"]);
});

test("the same content under another name moved, and each is used once", () => {
  assert.deepEqual(told([found("/b", file), found("/c", file)]), ["/b moved /a", "/c added"]);
});

test("two that moved are told as two", () => {
  assert.deepEqual(told([found("/c", file), found("/d", file)], [...signed, { path: "/b", state: file }]), ["/c moved /a", "/d moved /b"]);
});

test("empty files are all alike, so none of them moved", () => {
  const empty: State = { ...file, bytes: 0 };
  assert.deepEqual(told([found("/b", empty)], [{ path: "/a", state: empty }]), ["/a missing", "/b added"]);
});

test("what cannot be seen is told, and is not missing", () => {
  const unseen = changesSince(signed, { found: [], unseen: [{ path: "/a", why: "it is closed to you" }] });
  assert.deepEqual(unseen, [{ is: "unreadable", path: "/a", why: "it is closed to you" }]);
});

test("one change never hides another", () => {
  const before = Array.from({ length: 50 }, (_, at): SignedEntry => ({ path: `/f${at}`, state: { ...file, sha256: `${at}` } }));
  const now = before.map(({ path, state }) => found(path, { ...(state as typeof file), mode: 0o600 }));
  assert.equal(told(now, before).length, 50);
});
