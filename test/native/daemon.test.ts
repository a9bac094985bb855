/** The daemon hears of each call that is on record; whoever it is and however it behaves, the call is judged as without it. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, call, chaosImage, compiled, installed, root, shell } from "./ground.ts";

const image = await chaosImage();
const isRoot = process.getuid?.() === 0;
const onLinux = { skip: process.platform !== "linux" };
const asRoot = { skip: isRoot ? false : "only root can be somebody else" };

/** Listens at a path, as another user if told to, and does one of a few things with whoever comes; what it hears goes to its output. */
const listener = compiled(
  "listener",
  `#include <sys/socket.h>
  #include <sys/un.h>
  #include <string.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <unistd.h>
  int main(int count, char **words) {
    struct sockaddr_un here = { AF_UNIX };
    char heard[4096];
    int door = socket(AF_UNIX, SOCK_STREAM, 0), got;
    strcpy(here.sun_path, words[1]);
    if (bind(door, (void *) &here, sizeof here)) return 1;
    chmod(words[1], 0777);
    if (count > 3 && setuid(atoi(words[3]))) return 1;
    if (listen(door, 0)) return 1;
    puts("listens");
    fflush(stdout);
    if (!strcmp(words[2], "gone")) return 0;
    if (!strcmp(words[2], "asleep")) return sleep(20);
    for (;;) {
      int guest = accept(door, 0, 0);
      if (!strcmp(words[2], "rude")) { close(guest); continue; }
      if (!strcmp(words[2], "lying")) write(guest, "{\\"decision\\":\\"allowed\\"}\\n", 23);
      while ((got = read(guest, heard, sizeof heard)) > 0) { write(1, heard, got); }
      write(1, "bye\\n", 4);
      close(guest);
    }
  }`,
);

function withSocket(): string {
  const own = root();
  mkdirSync(join(own, "run"), { mode: 0o755 });
  chmodSync(join(own, "run"), 0o777);
  return own;
}

/** Lets somebody listen while the guard is asked; answers what was heard. */
function beside(own: string, manner: string, more: { readonly user?: number; readonly input?: string; readonly calls?: number } = {}) {
  const socket = join(own, "run/socket");
  const before = `'${listener}' '${socket}' ${manner} ${more.user ?? ""} > '${own}/heard' 2>&1 & other=$!
    while ! grep -q listens '${own}/heard'; do sleep 0.01; done`;
  const again = `for n in $(seq ${(more.calls ?? 1) - 1}); do echo '${call("allow")}' | '${image}' hook plain --root '${own}' > /dev/null || exit 9; done`;
  const script = `${before}\n${again}\n'${image}' hook plain --root '${own}'; code=$?; sleep 0.2; kill $other; exit $code`;
  const outcome = shell(script, { input: more.input ?? call("allow") });
  return { outcome, heard: readFileSync(join(own, "heard"), "utf8").replace("listens\n", "") };
}

test("it hears which agent's call was recorded, and how many bytes", onLinux, () => {
  const { outcome, heard } = beside(withSocket(), "listening");
  assertAllowed(outcome);
  assert.equal(heard, "1 recorded plain 7\nbye\n");
});

test("of a call that failed it hears nothing, for that is not on record", onLinux, () => {
  const { outcome, heard } = beside(withSocket(), "listening", { input: call("loop") });
  assertAnswered(outcome, /out of steps/);
  assert.equal(heard, "bye\n");
});

test("of a call that leaves no record it hears nothing", onLinux, () => {
  const { outcome, heard } = beside(withSocket(), "listening", { input: call("no-record") });
  assertAllowed(outcome);
  assert.equal(heard, "bye\n");
});

for (const [manner, calls] of [
  ["gone", 1],
  ["rude", 20],
  ["lying", 20],
  ["asleep", 20],
] as const) {
  test(`a daemon that is ${manner} changes nothing`, onLinux, () => {
    assertAllowed(beside(withSocket(), manner, { calls }).outcome);
    assertAnswered(beside(withSocket(), manner, { calls, input: call("throw-error") }).outcome, /boom/);
  });
}

test("somebody else who listens there hears nothing", asRoot, () => {
  const { outcome, heard } = beside(withSocket(), "listening", { user: 12345 });
  assertAllowed(outcome);
  assert.equal(heard, "bye\n");
});

for (const [what, prepare] of [
  ["a file", (socket: string) => writeFileSync(socket, "")],
  ["a folder", (socket: string) => mkdirSync(socket)],
  ["a link to nowhere", (socket: string) => symlinkSync("nowhere", socket)],
  ["a pipe", (socket: string) => assert.equal(shell(`mkfifo '${socket}'`).exit, 0)],
] as const) {
  test(`where the socket should be lies ${what}: nothing changes`, () => {
    const own = withSocket();
    prepare(join(own, "run/socket"));
    assertAllowed(installed(image, { root: own }));
  });
}

/** In a mount namespace of our own, with a folder below /run that is open as `mode` says. */
function inUsersFolder(mode: string): string {
  const own = withSocket();
  const folder = `/run/user/$(id -u)/sheepdog`;
  const listening = `'${listener}' ${folder}/socket listening > '${own}/heard' & other=$!; while ! grep -q listens '${own}/heard'; do sleep 0.01; done`;
  const hook = `'${image}' hook plain --root '${own}' > /dev/null; sleep 0.2; kill $other`;
  const script = `mount -t tmpfs none /run && mkdir -p ${folder} && chmod ${mode} ${folder} && { ${listening}; ${hook}; }`;
  shell(`unshare -m /bin/sh -c "${script.replaceAll("$", "\\$")}"`);
  return readFileSync(join(own, "heard"), "utf8").replace("listens\n", "");
}

test("in the user's own folder for such things it is found, and only if nobody else may enter", asRoot, () => {
  assert.equal(inUsersFolder("700"), "1 recorded plain 7\nbye\n");
  assert.equal(inUsersFolder("755"), "");
});
