/** A guard that is sent a signal blocks, whichever one it is; what means nothing to it leaves the call as it was. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, assertBlocked, call, chaosImage, folder, installed, libcOf, type Outcome, root } from "./ground.ts";

const image = await chaosImage();

const uncatchable = [9, 19];
/** Ignored by default, or kept by the C library for itself. */
const harmless = [17, 18, 23, 28, 32, 33, ...(libcOf(image) === "musl" ? [34] : [])];
const others = Array.from({ length: 64 }, (_, index) => index + 1).filter((one) => ![...uncatchable, ...harmless].includes(one));

/** Starts the guard, sends the signal while it waits for its call, and hands the call in. */
async function signalled(signal: number): Promise<Outcome> {
  const child = spawn(image, ["hook", "plain", "--root", root()], { stdio: ["pipe", "pipe", "pipe"] });
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
  child.stdin.on("error", () => {});
  await waitUntilAtStdin(child.pid ?? 0);
  process.kill(child.pid ?? 0, signal);
  child.stdin.end(call("allow"));
  const [exit] = (await once(child, "close")) as [number | null];
  return { exit, stdout: stdout(), stderr: stderr() };
}

function collected(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** The process sleeps with its handlers set up: the mask of caught signals is no longer empty. */
async function waitUntilAtStdin(pid: number): Promise<void> {
  for (;;) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    if (/^State:\tS/m.test(status) && !/^SigCgt:\t0+$/m.test(status)) return;
    await new Promise((go) => setTimeout(go, 2));
  }
}

for (const signal of others) {
  test(`signal ${signal} is a block`, async () => assertAnswered(await signalled(signal)));
}

for (const signal of harmless) {
  test(`signal ${signal} changes nothing`, async () => assertAllowed(await signalled(signal)));
}

test("a killed guard is a block by the installed command line", () => {
  const place = folder("killed");
  const wrapper = join(place, "guard");
  writeFileSync(wrapper, `#!/bin/sh\necho $$ > '${place}/pid'\nexec '${image}' "$@"\n`, { mode: 0o755 });
  const killer = `(while ! kill -9 "$(cat '${place}/pid')"; do sleep 0.05; done) > /dev/null 2>&1 &`;
  assertBlocked(installed(wrapper, { before: killer, after: "< <(exec sleep 1 2> /dev/null)" }), /^sheepdog: guard unavailable$/m);
});

for (const way of ["--block-signal", "--ignore-signal"]) {
  const through = `/usr/bin/env' ${way} '${image}`;
  test(`a caller with ${way} for every signal does not switch the deadline off`, () => {
    assertAnswered(installed(through, { input: call("native-sort") }), /out of time/);
  });
  test(`a caller with ${way} still gets its answer`, () => assertAllowed(installed(through)));
}
