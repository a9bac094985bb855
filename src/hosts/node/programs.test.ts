/** Programs end when they should, and nothing of them stays; a server on loopback answers and goes. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import { findProgram, runAttached, runProgram, serveLoopback } from "./node.ts";
import { mostOutputBytes } from "./programs.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-programs-"));
after(() => rmSync(root, { recursive: true, force: true }));

function shell(script: string, timeoutMs = 20_000): ReturnType<typeof runProgram> {
  return runProgram({ program: "/bin/sh", args: ["-c", script], timeoutMs });
}

test("a program gets its input, its folder and its environment, and nothing else of ours", async () => {
  const run = {
    program: "/bin/sh",
    args: ["-c", 'cat; pwd; echo "$A$HOME"; echo err >&2; exit 3'],
    input: "in\n",
    cwd: "/",
    env: { A: "1" },
    timeoutMs: 20_000,
  };
  assert.deepEqual(await runProgram(run), { stdout: "in\n/\n1\n", stderr: "err\n", exit: 3, timedOut: false });
});

test("a program that takes too long ends with everything it started", async () => {
  const begun = performance.now();
  const { exit, timedOut } = await shell("sleep 60 & sleep 60", 200);
  assert.deepEqual([exit, timedOut], ["SIGKILL", true]);
  assert.ok(performance.now() - begun < 10_000);
});

test("what a program leaves behind does not keep us waiting", async () => {
  const begun = performance.now();
  const { stdout, exit } = await shell("echo done; sleep 60 & exit 0");
  assert.deepEqual([stdout, exit], ["done\n", 0]);
  assert.ok(performance.now() - begun < 10_000);
});

test("a program that says more than can be kept is ended, and that is said", async () => {
  const { stdout, exit, timedOut } = await shell("exec cat /dev/zero");
  assert.match(String(exit), /said more than \d+ bytes/);
  assert.ok(stdout.length <= mostOutputBytes && !timedOut);
});

test("a program that gets our own streams and cannot start says why", async () => {
  const absent = await runAttached(join(root, "absent"), []);
  assert.match(absent.ok ? "" : sentenceOf(absent.fault), /absent` could not be started: .*(ENOENT|no such file)/i);
  assert.deepEqual(await runAttached("/bin/sh", ["-c", "exit 3"]), { ok: true, value: 3 });
});

test("a program that is not there, or that reads nothing, is no crash of ours", async () => {
  const absent = await runProgram({ program: join(root, "absent"), args: [], timeoutMs: 1_000 });
  assert.match(String(absent.exit), /ENOENT|no such file/i);
  const { exit } = await runProgram({ program: "/bin/true", args: [], input: "x".repeat(1_000_000), timeoutMs: 20_000 });
  assert.equal(exit, 0);
});

/** One runtime hands it to a shell, which may end well over nothing; another one throws. Whoever asks must look at what was said. */
test("a file that is no program is no crash of ours, whatever the runtime makes of it", async () => {
  writeFileSync(join(root, "zeros"), Buffer.alloc(64), { mode: 0o755 });
  const { stdout, timedOut } = await runProgram({ program: join(root, "zeros"), args: [], timeoutMs: 20_000 });
  assert.deepEqual([stdout, timedOut], ["", false]);
  assert.equal(typeof (await runAttached(join(root, "zeros"), [])).ok, "boolean");
});

test("a program is found in the first folder that has it as one", () => {
  for (const [folder, mode] of [
    ["plain", 0o644],
    ["first", 0o755],
    ["second", 0o755],
  ] as const) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, "client"), "", { mode });
  }
  mkdirSync(join(root, "folder/client"), { recursive: true });
  const path = ["", "relative", "plain", "folder", "first", "second"].map((name) =>
    name === "" || name === "relative" ? name : join(root, name),
  );
  assert.equal(findProgram("client", path.join(":")), join(root, "first/client"));
  assert.equal(findProgram("client", join(root, "plain")), undefined);
});

test("a server on loopback answers every request by one function", async () => {
  const server = await serveLoopback((request) => ({
    status: 201,
    headers: { "x-told": request.method },
    body: `${request.path} ${request.body}`,
  }));
  assert.ok(server.ok);
  assert.match(server.value.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const answer = await fetch(`${server.value.url}/a?b`, { method: "POST", body: "c" });
  assert.deepEqual([answer.status, answer.headers.get("x-told"), await answer.text()], [201, "POST", "/a?b c"]);
  await server.value.close();
  await assert.rejects(fetch(server.value.url));
});
