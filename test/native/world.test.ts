/** What the host answers about the machine: truthfully, within bounds, without touching what could hang or be changed by looking. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { rounds } from "../lib/random.ts";
import { call, chaosImage, compiled, folder, installed, root, shell } from "./ground.ts";

const image = await chaosImage();
const [denied, bound, foreign, odd] = [1, 2, 3, 4];

type Question = readonly [string, ...unknown[]];

function answers(questions: readonly Question[], setting = {}): readonly unknown[] {
  const { exit, stdout, stderr } = installed(image, { ...setting, input: call("ask", { questions }) });
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout) as unknown[];
}

const ask = (name: string, ...rest: readonly unknown[]) => answers([[name, ...rest]])[0];

const place = folder("world");
const at = (name: string) => join(place, name);
const user = process.getuid?.() ?? 0;
writeFileSync(at("file"), "12345", { mode: 0o640 });
chmodSync(at("file"), 0o640);
mkdirSync(at("folder/below"), { recursive: true });
writeFileSync(at("folder/a"), "1");
writeFileSync(at("folder/below/b"), "22");
symlinkSync("folder", at("link"));
symlinkSync("nowhere/at all", at("dead"));
symlinkSync("loop-b", at("loop-a"));
symlinkSync("loop-a", at("loop-b"));
symlinkSync("self/x", at("self"));
spawnSync("mkfifo", [at("pipe")]);

test("an entry is described as it is, and a link is not followed", () => {
  const kinds = ["file", "folder", "link", "dead", "loop-a", "pipe", "missing", "file/below"].map(
    (name) => ask("entry", at(name)) as number[],
  );
  assert.deepEqual(
    kinds.map(([kind]) => kind),
    [1, 2, 3, 3, 3, 4, 0, 0],
  );
  assert.deepEqual(kinds[0], [1, 5, 0o640, user]);
  assert.deepEqual(kinds[6], [0, 0, 0, 0]);
});

test("a socket and a device are other things", async () => {
  const server = createServer().listen(at("socket"));
  await new Promise((ready) => server.once("listening", ready));
  assert.deepEqual([(ask("entry", at("socket")) as number[])[0], (ask("entry", "/dev/null") as number[])[0]], [4, 4]);
  assert.deepEqual([ask("text", at("socket"), 9), ask("text", "/dev/zero", 9), ask("text", at("pipe"), 9)], [odd, odd, odd]);
  server.close();
});

const resolutions: readonly (readonly [string, string | number])[] = [
  ["file", at("file")],
  ["link/a", at("folder/a")],
  ["link/../file", at("file")],
  ["link/below/../a", at("folder/a")],
  ["./folder//below/", at("folder/below")],
  ["dead", at("nowhere/at all")],
  ["dead/more/./x", at("nowhere/at all/more/x")],
  ["missing/../file", at("file")],
  ["missing/../link/a", at("folder/a")],
  ["missing/a/../../../x", join(place, "../x")],
  ["file/below", at("file/below")],
  ["loop-a", odd],
  ["self", odd],
];

for (const [name, expected] of resolutions) {
  test(`the path ${name} leads to ${typeof expected === "number" ? "nothing that can be said" : expected.replace(place, "…")}`, () => {
    assert.equal(ask("resolved", `${place}/${name}`), expected);
  });
}

test("the top folder and what is above it are the top folder", () => {
  assert.deepEqual([ask("resolved", "/"), ask("resolved", "/.."), ask("resolved", "/../..//tmp")], ["/", "/", "/tmp"]);
});

test("paths that are not absolute, and no paths, are odd", () => {
  for (const path of ["", "file", "./file", "~/x", "/a\0b", "/\ud800", 5, null]) {
    for (const name of ["entry", "resolved", "text", "names", "tree", "tracked"])
      assert.equal(ask(name, path, 9), odd, `${name} ${String(path)}`);
  }
});

test("a path may be as long as the system allows and no longer", () => {
  assert.deepEqual(ask("entry", `/${"x".repeat(300)}`), odd);
  assert.deepEqual(ask("entry", `/${"x/".repeat(5000)}`), odd);
});

test("a file is read from its start, as far as asked", () => {
  assert.deepEqual(ask("text", at("file"), 100), ["12345", true]);
  assert.deepEqual(ask("text", at("file"), 5), ["12345", true]);
  assert.deepEqual(ask("text", at("file"), 4), ["1234", false]);
  assert.deepEqual(ask("text", at("file"), 0), ["", false]);
  assert.deepEqual(ask("text", at("link/a"), 9), ["1", true]);
  assert.deepEqual([ask("text", at("folder"), 9), ask("text", at("missing"), 9), ask("text", at("dead"), 9)], [odd, odd, odd]);
  for (const most of [-1, NaN, "x", undefined]) assert.equal(ask("text", at("file"), most), odd);
});

test("of a log of 2 GB the start is read, and never more than a megabyte", () => {
  writeFileSync(at("log"), "");
  truncateSync(at("log"), 2 ** 31);
  assert.deepEqual(ask("text", at("log"), 3), ["\0\0\0", false]);
  const [text, whole] = ask("text", at("log"), 2 ** 40) as [string, boolean];
  assert.deepEqual([text.length, whole], [1 << 20, false]);
});

test("a file without a size of its own is read", () => {
  const [text, whole] = ask("text", "/proc/self/status", 100_000) as [string, boolean];
  assert.match(text, /^Name:\tguard/);
  assert.equal(whole, true);
});

test("names that are not UTF-8 come through without loss", () => {
  const names = folder("names");
  const odd8 = Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xed, 0xb2, 0x80]);
  writeFileSync(Buffer.concat([Buffer.from(`${names}/`), odd8]), Buffer.from([0xe9, 0x0a]));
  writeFileSync(join(names, "käse 🐑"), "x");
  const [[first, second], whole] = ask("names", names, 10) as [string[], boolean];
  assert.deepEqual([second, whole], ["käse 🐑", true]);
  assert.equal(first, "a\udcff\udcc3(\udced\udcb2\udc80");
  assert.deepEqual(ask("text", `${names}/${first}`, 9), ["\udce9\n", true]);
  assert.equal(ask("resolved", `${names}/${first}`), `${names}/${first}`);
});

test("the names of a folder are sorted and bounded", () => {
  assert.deepEqual(ask("names", at("folder"), 9), [["a", "below"], true]);
  assert.deepEqual((ask("names", at("folder"), 1) as [string[], boolean])[1], false);
  assert.deepEqual(ask("names", at("link"), 2), [["a", "below"], true]);
  assert.deepEqual([ask("names", at("file"), 9), ask("names", at("missing"), 9)], [odd, odd]);
});

test("a tree is counted without following links", () => {
  symlinkSync("..", at("folder/up"));
  linkSync(at("folder/a"), at("folder/same"));
  assert.deepEqual(ask("tree", at("folder"), 100), [4, 6, true]);
  assert.deepEqual((ask("tree", at("folder"), 2) as unknown[])[2], false);
  assert.deepEqual([ask("tree", at("link"), 9), ask("tree", at("file"), 9)], [odd, odd]);
});

test("a folder with very many entries is looked at in part", () => {
  const many = folder("many");
  spawnSync("/bin/bash", ["-c", `cd '${many}' && seq 12000 | xargs touch`]);
  const [files, , whole] = ask("tree", many, 11_000) as [number, number, boolean];
  assert.deepEqual([files, whole], [11_000, false]);
  const [names, complete] = ask("names", many, 2 ** 30) as [string[], boolean];
  assert.deepEqual([names.length, complete], [10_000, false]);
});

const very = rounds(100_000, 1_000_000);

test(`a folder with ${very} entries costs no more than the part that is looked at`, () => {
  const many = folder("very-many");
  const made = spawnSync("/bin/bash", [
    "-c",
    `cd '${many}' && seq ${very} | xargs touch && mkfifo pipe && ln -s nowhere dead && ln -s . loop`,
  ]);
  assert.equal(made.status, 0);
  const questions: Question[] = [
    ["tree", many, 1000],
    ["names", many, 100],
    ["tree", many, 2 ** 40],
    ["names", many, 2 ** 40],
    ["entry", join(many, "pipe")],
  ];
  // Were it looked at as a whole, the deadline would have blocked the call.
  const [few, some, most, names, pipe] = answers(questions) as [number[], [string[], boolean], unknown, [string[], boolean], number[]];
  assert.deepEqual([few[0], some[0].length, some[1], pipe[0]], [1000, 100, false, 4]);
  assert.deepEqual([(most as unknown[])[2], names[0].length, names[1]], [false, 10_000, false]);
});

test("what we may not see is denied, not absent", { skip: user === 0 ? false : "needs to become another user" }, () => {
  const open = folder("open");
  mkdirSync(join(open, "closed"));
  writeFileSync(join(open, "closed/x"), "secret");
  chmodSync(join(open, "closed"), 0o700);
  spawnSync("/bin/sh", [
    "-c",
    `cp '${image}' '${open}/guard'; mkdir -p '${open}/root/ledger'; chown -R 64321 '${open}/root'; chmod 755 '${place}/..' '${open}'`,
  ]);
  const questions = [
    ["entry", `${open}/closed/x`],
    ["resolved", `${open}/closed/x`],
    ["text", `${open}/closed/x`, 9],
    ["names", `${open}/closed`, 9],
    ["tree", `${open}/closed`, 9],
  ];
  const hook = `setpriv --reuid 64321 --clear-groups -- '${open}/guard' hook plain --root '${open}/root'`;
  const { stdout } = shell(hook, { input: call("ask", { questions }) });
  assert.deepEqual(
    JSON.parse(stdout),
    questions.map(() => denied),
  );
});

test("a call may ask two thousand questions and no more", () => {
  const [within, past] = [2000, 2001].map(
    (times) => JSON.parse(installed(image, { input: call("ask-often", { times }) }).stdout) as unknown,
  );
  assert.deepEqual([(within as number[])[0], past], [2, bound]);
});

test("a variable is data", () => {
  const env = { SOME: "käse", EMPTY: "" };
  const asked = answers(
    [
      ["variable", "SOME"],
      ["variable", "EMPTY"],
      ["variable", "MISSING"],
      ["variable", "A=B"],
      ["variable", "SOM"],
    ],
    { env },
  );
  assert.deepEqual(asked, ["käse", "", null, null, null]);
});

test("sha256 is that of the bytes", () => {
  const texts = ["", "abc", "käse 🐑", "x".repeat(100_000)];
  const expected = texts.map((text) => createHash("sha256").update(text).digest("hex"));
  assert.deepEqual(answers(texts.map((text) => ["sha256", text])), expected);
  assert.equal(ask("sha256", "\udcff"), createHash("sha256").update(Uint8Array.of(0xff)).digest("hex"));
});

/** Mounts a file system behind which nobody answers, then runs the rest of the command line: whoever touches it hangs. */
const deaf = compiled(
  "deaf",
  `#define _GNU_SOURCE
   #include <sched.h>
   #include <stdio.h>
   #include <fcntl.h>
   #include <unistd.h>
   #include <sys/mount.h>
   int main(int n, char **v) {
     char options[99];
     int fuse = open("/dev/fuse", O_RDWR);
     if (fuse < 0 || unshare(CLONE_NEWNS) || mount(0, "/", 0, MS_REC | MS_PRIVATE, 0)) return 97;
     sprintf(options, "fd=%d,rootmode=40000,user_id=0,group_id=0", fuse);
     if (mount("deaf", v[1], v[2], 0, options)) return 96;
     execv(v[3], v + 3);
     return 98;
   }`,
);

const hollow = folder("a b\tc");
const mountable = spawnSync(deaf, [hollow, "fuse", "/bin/true"]).status === 0;

test("a mount that may hang is not touched, by no path that leads to it", { skip: mountable ? false : "cannot mount FUSE here" }, () => {
  symlinkSync(`${hollow}/x`, at("into-hollow"));
  const below = [
    hollow,
    `${hollow}/`,
    `${hollow}/x`,
    `${hollow}/../${hollow.split("/").at(-1)}/y`,
    at("into-hollow"),
    `${at("into-hollow")}/z`,
  ];
  const questions: Question[] = below.flatMap((path) => ["resolved", "text", "names", "tracked"].map((name) => [name, path, 9] as const));
  const entries: Question[] = [
    ["entry", hollow],
    ["entry", `${hollow}/x`],
    ["tree", hollow, 9],
    ["entry", at("into-hollow")],
    ["entry", at("file")],
  ];
  const begun = Date.now();
  const hook = `'${deaf}' '${hollow}' fuse '${image}' hook plain --root '${root()}'`;
  const { exit, stdout, stderr } = shell(hook, { input: call("ask", { questions: [...questions, ...entries] }) });
  assert.equal(exit, 0, stderr);
  const all = JSON.parse(stdout) as unknown[];
  // A link belongs to the repository that it lies in, so its target is not asked for.
  const expected = questions.map(([name, path]) => (name === "tracked" && path === at("into-hollow") ? null : foreign));
  assert.deepEqual(all.slice(0, questions.length), expected);
  const [itself, inside, tree, link, file] = all.slice(questions.length) as [unknown, unknown, unknown, number[], number[]];
  assert.deepEqual([itself, inside, tree, link[0], file[0]], [foreign, foreign, foreign, 3, 1]);
  assert.ok(Date.now() - begun < 2000);
});

test(
  "a tree with such a mount below it is counted around it, and said not to be whole",
  { skip: mountable ? false : "cannot mount FUSE here" },
  () => {
    const around = folder("around");
    mkdirSync(join(around, "mount"));
    writeFileSync(join(around, "x"), "123");
    const hook = `'${deaf}' '${around}/mount' fuse '${image}' hook plain --root '${root()}'`;
    const { stdout } = shell(hook, { input: call("ask", { questions: [["tree", around, 100]] }) });
    assert.deepEqual(JSON.parse(stdout), [[1, 3, false]]);
  },
);
