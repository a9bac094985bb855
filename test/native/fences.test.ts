/** The guard is shut in before it looks at its call: what a guard that was taken over would try is stopped, by either fence alone. */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { test } from "node:test";
import { assertAllowed, assertAnswered, assertBlocked, call, compiled, installed, libcOf, plantedImage, shell } from "./ground.ts";

const image = await plantedImage();
const planted = "/tmp/sheepdog-planted";

/** A kernel that knows some system calls no more: refuses those whose numbers come first on the command line, then runs the rest of it. */
const refusing = compiled(
  "refusing",
  `#include <stddef.h>
   #include <stdlib.h>
   #include <string.h>
   #include <unistd.h>
   #include <errno.h>
   #include <sys/prctl.h>
   #include <sys/syscall.h>
   #include <linux/filter.h>
   #include <linux/seccomp.h>
   int main(int n, char **v) {
     struct sock_filter f[32]; int k = 0, i = 1;
     f[k++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
     for (; i < n && strcmp(v[i], "--"); i++) {
       f[k++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, atoi(v[i]), 0, 1);
       f[k++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS);
     }
     f[k++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
     struct sock_fprog p = { k, f };
     if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p)) return 99;
     execv(v[i + 1], v + i + 1);
     return 98;
   }`,
);

const seccomp = process.arch === "x64" ? 317 : 277;
const landlock = 444;

/** The guard below a kernel without these calls. */
function without(...calls: readonly number[]): string {
  return `${refusing}' ${calls.join(" ")} -- '${image}`;
}

const about = (guard: string) => JSON.parse(shell(`'${guard}' version --json`).stdout) as { seccomp: boolean; landlock: number };
const here = about(image);
const withSeccomp = { skip: here.seccomp ? false : "this kernel grants no seccomp filter" };
const withLandlock = { skip: here.landlock > 0 ? false : "this kernel has no Landlock" };

const attempts = [
  ...["exec", "fork", "open-to-write", "open-to-append", "open-to-create", "open-to-truncate", "open-nameless"],
  ...["make-folder", "remove", "rename", "link", "truncate", "change-mode", "change-folder", "socket-local", "socket-network"],
  ...[
    "signal-others",
    "trace",
    "map-executable",
    "write-elsewhere",
    "write-at-elsewhere",
    "send-elsewhere",
    "send-answer",
    "control",
    "limits",
    "mount",
  ],
];

for (const fault of attempts) {
  test(`an attempt to ${fault} is a block that says so`, withSeccomp, () => {
    rmSync(planted, { force: true });
    const outcome = installed(image, { input: call("planted", { fault }) });
    // musl closes itself to all signals while it forks, so the fence kills us, and the command line has the last word.
    if (fault === "fork" && libcOf(image) === "musl") assertBlocked(outcome);
    else assertAnswered(outcome, /tried what it must not do/);
    assert.equal(existsSync(planted), false);
  });
}

const touching = ["exec", "open-to-write", "open-to-append", "open-to-create", "open-to-truncate", "open-nameless", "make-folder"];

for (const fault of touching) {
  test(`where the kernel takes no filter of calls, an attempt to ${fault} is refused all the same`, withLandlock, () => {
    rmSync(planted, { force: true });
    const { stdout } = installed(without(seccomp), { input: call("planted", { fault }) });
    assert.match(stdout, /^tried (1|13)$/);
    assert.equal(existsSync(planted), false);
  });
}

test("reading stays possible behind both fences", () => {
  assert.equal(installed(image, { input: call("planted", { fault: "read" }) }).stdout, "tried 0");
});

test("the guard says which fences stand, and goes on without those that the kernel refuses", () => {
  for (const [calls, expected] of [
    [[], here],
    [[seccomp], { ...here, seccomp: false }],
    [[landlock], { ...here, landlock: 0 }],
    [[seccomp, landlock], { ...here, seccomp: false, landlock: 0 }],
  ] as const) {
    assert.deepEqual(about(without(...calls)), expected);
    assertAllowed(installed(without(...calls)));
    assertAnswered(installed(without(...calls), { input: call("loop") }));
  }
});

test("the judge is shut in too", withSeccomp, () => {
  const lines = ["exec", "open-to-write", "socket-local", "signal-others"].map((fault, id) => call("planted", { id, fault }));
  const { stdout } = shell(`'${image}' judge`, { input: `${lines.join("\n")}\n` });
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: number; verdict: string; why: string });
  assert.deepEqual(
    answers.map(({ id, verdict }) => [id, verdict]),
    lines.map((_, id) => [id, "deny"]),
  );
  for (const { why } of answers) assert.match(why, /must not do/);
});
