/** The inbox takes each file once, whole, and only what a task may be; people see what became of it. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Found, inboxOf } from "../node.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog inbox "));
after(() => rmSync(root, { recursive: true, force: true }));

let projects = 0;
type Project = { readonly path: string; readonly inbox: string; readonly put: (name: string, text: string) => void };

function project(): Project {
  projects += 1;
  const path = join(root, String(projects));
  const inbox = join(path, ".agent-queue/inbox");
  mkdirSync(inbox, { recursive: true });
  return { path, inbox, put: (name, text) => writeFileSync(join(inbox, name), text) };
}

/** Long after whatever was put there. */
const later = (): number => Date.now() + 60_000;
const tasks = (found: readonly Found[]): readonly string[] =>
  found.map((one) => (one.is === "task" ? one.file.text : `${one.name}: ${one.why}`));
const queue = ({ path }: Project, folder: string): readonly string[] => {
  const place = join(path, ".agent-queue", folder);
  return existsSync(place) ? readdirSync(place).sort() : [];
};

function idIn(found: readonly Found[]): string {
  const [one] = found;
  assert.ok(one?.is === "task");
  return one.task;
}

test("a file becomes one task, under one id, however often and by however many daemons it is looked for", () => {
  const at = project();
  at.put("a b.md", "do it");
  const first = inboxOf(at.path);
  const found = first.scan(later());
  assert.deepEqual(tasks(found), ["do it"]);
  assert.deepEqual(first.scan(later()), []);
  assert.deepEqual(readdirSync(at.inbox), []);
  const next = inboxOf(at.path).scan(later());
  assert.equal(idIn(next), idIn(found), "after a crash the same task is told again");
});

test("what is dispatched and done is shown to people who watch the folder", () => {
  const at = project();
  at.put("a.md", "do it");
  const inbox = inboxOf(at.path);
  const task = idIn(inbox.scan(later()));
  assert.ok(inbox.settle(task, "dispatched").ok);
  assert.ok(inbox.settle(task, "dispatched").ok);
  assert.deepEqual(readdirSync(at.inbox), ["a.md.dispatched"]);
  assert.equal(idIn(inboxOf(at.path).scan(later())), task, "it is still the same task for the next daemon");
  assert.ok(inbox.settle(task, "inbox").ok);
  assert.deepEqual(readdirSync(at.inbox), []);
  inbox.settle(task, "dispatched");
  assert.ok(inbox.settle(task, "done").ok);
  assert.deepEqual([readdirSync(at.inbox), queue(at, "done"), queue(at, "claimed")], [[], ["a.md"], []]);
  assert.deepEqual(inboxOf(at.path).scan(later()), []);
  assert.ok(inbox.settle(task, "done").ok, "to show it twice is no failure");
});

test("a second file of the same name is a second task, and writes over nothing", () => {
  const at = project();
  const inbox = inboxOf(at.path);
  for (const text of ["first", "second", "third"]) {
    at.put("same.md", text);
    const task = idIn(inbox.scan(later()));
    inbox.settle(task, "dispatched");
    if (text !== "third") inbox.settle(task, "done");
  }
  const done = queue(at, "done").map((name) => readFileSync(join(at.path, ".agent-queue/done", name), "utf8"));
  assert.deepEqual(done.sort(), ["first", "second"]);
  at.put("same.md", "fourth");
  inbox.settle(idIn(inbox.scan(later())), "dispatched");
  assert.equal(readdirSync(at.inbox).filter((name) => name.endsWith(".dispatched")).length, 2);
});

test("a file that is still being written waits until it has been quiet", () => {
  const at = project();
  at.put("slow.md", "---\ntitle: ");
  const inbox = inboxOf(at.path);
  assert.deepEqual(inbox.scan(Date.now()), []);
  appendFileSync(join(at.inbox, "slow.md"), "slow\n---\nall of it");
  assert.deepEqual(inbox.scan(Date.now()), []);
  assert.deepEqual(tasks(inbox.scan(later())), ["all of it"]);
});

test("an old time on a file that came just now does not make it old", () => {
  const at = project();
  at.put("old.md", "x");
  utimesSync(join(at.inbox, "old.md"), 1, 1);
  assert.deepEqual(inboxOf(at.path).scan(Date.now()), []);
});

test("links, pipes, folders, huge files, other bytes and names of editors become no task, and what was claimed says why", () => {
  const at = project();
  writeFileSync(join(root, "secret"), "secret words");
  symlinkSync(join(root, "secret"), join(at.inbox, "link.md"));
  execFileSync("mkfifo", [join(at.inbox, "pipe.md")]);
  mkdirSync(join(at.inbox, "folder.md"));
  at.put("huge.md", "x".repeat(1024 * 1024 + 1));
  writeFileSync(join(at.inbox, "bytes.md"), Buffer.of(0x61, 0xff, 0xfe));
  for (const name of [".hidden.md", "#edit#.md", "~lock.md", "note.txt", "a.md.dispatched", "a.md~"]) at.put(name, "not for us");
  const found = tasks(inboxOf(at.path).scan(later()));
  assert.deepEqual(found.map((one) => one.split(":")[0]).sort(), ["bytes.md", "huge.md", "link.md", "pipe.md"]);
  assert.ok(!found.join("\n").includes("secret words"));
  assert.deepEqual(
    queue(at, "refused").filter((name) => !name.endsWith(".why")),
    ["bytes.md", "huge.md", "link.md", "pipe.md"],
  );
  assert.match(readFileSync(join(at.path, ".agent-queue/refused/huge.md.why"), "utf8"), /1048577 bytes/);
  assert.deepEqual(readdirSync(at.inbox).sort(), [
    "#edit#.md",
    ".hidden.md",
    "a.md.dispatched",
    "a.md~",
    "folder.md",
    "note.txt",
    "~lock.md",
  ]);
});

const cannotGiveAway = process.getuid?.() === 0 ? false : "only root can make a file somebody else's";

test("a file of another user is no task: who may write into the folder does not command agents by that", { skip: cannotGiveAway }, () => {
  const at = project();
  at.put("theirs.md", "do it");
  chownSync(join(at.inbox, "theirs.md"), 12_345, 12_345);
  assert.deepEqual(tasks(inboxOf(at.path).scan(later())), ["theirs.md: it belongs to the user 12345, who gives no work here"]);
});

test("an inbox that is itself a link is nobody's", () => {
  const [at, other] = [project(), project()];
  other.put("theirs.md", "theirs");
  rmSync(at.inbox, { recursive: true });
  symlinkSync(other.inbox, at.inbox);
  assert.deepEqual(inboxOf(at.path).scan(later()), []);
  assert.deepEqual(readdirSync(other.inbox), ["theirs.md"]);
});

test("an inbox that comes later, goes, and comes again is seen each time", () => {
  const at = project();
  const inbox = inboxOf(at.path);
  rmSync(join(at.path, ".agent-queue"), { recursive: true });
  assert.deepEqual(inbox.scan(later()), []);
  for (const text of ["one", "two"]) {
    mkdirSync(at.inbox, { recursive: true });
    at.put("a.md", text);
    assert.deepEqual(tasks(inbox.scan(later())), [text]);
    rmSync(join(at.path, ".agent-queue"), { recursive: true });
  }
});

test("names with spaces, line breaks, dashes and the longest name there is", () => {
  const at = project();
  const names = ["a b.md", "a\nb.md", "-rf.md", "$(x).md", `${"l".repeat(252)}.md`, "é😀.md", "Enter.md"];
  for (const name of names) at.put(name, name);
  const inbox = inboxOf(at.path);
  const found = inbox.scan(later());
  assert.deepEqual(tasks(found).toSorted(), names.map((name) => name.trim()).toSorted());
  for (const one of found) {
    assert.ok(one.is === "task" && inbox.settle(one.task, "dispatched").ok && inbox.settle(one.task, "dead").ok);
  }
  assert.deepEqual(queue(at, "dead").length, names.length);
});

const claimer = fileURLToPath(new URL("../../../../test/fleet/drivers/claimer.ts", import.meta.url));

test("of two daemons that claim at the same time each file has one", async () => {
  const at = project();
  const many = 150;
  const claimers = [1, 2].map(() => spawn(process.execPath, [claimer, at.path, String(later())], { stdio: ["ignore", "pipe", "inherit"] }));
  const said = ["", ""];
  claimers.forEach((one, index) => one.stdout.on("data", (chunk: Buffer) => (said[index] += chunk.toString("utf8"))));
  while (said.some((one) => !one.includes("ready"))) await wait(10);
  for (let number = 0; number < many; number += 1) {
    // Whole from the moment that it has its name: these two do not wait until a file is quiet.
    at.put(`.${number}`, `task ${number}`);
    renameSync(join(at.inbox, `.${number}`), join(at.inbox, `${number}.md`));
  }
  while (readdirSync(at.inbox).length > 0) await wait(10);
  await wait(200);
  for (const one of claimers) one.kill();
  const taken = queue(at, "claimed").map((task) => readdirSync(join(at.path, ".agent-queue/claimed", task)));
  assert.deepEqual(taken.flat().length, many);
  assert.equal(new Set(taken.flat()).size, many);
  assert.ok(taken.every((names) => names.length <= 1));
});
