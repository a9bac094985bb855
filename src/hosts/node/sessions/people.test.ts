/** Sessions of people beside those of the fleet, as the client's own files name them. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Client } from "../../../fleet/fleet.ts";
import { sessionVariable } from "./left-processes.ts";
import { peopleOn } from "./people.ts";

const client: Client = {
  name: "collie",
  stateFolder: ({ folder }) => join(folder, "open"),
  readState: (text) => ({ pid: Number(text), startedTicks: null, conversation: "c", state: "busy" }),
  refusal: () => undefined,
  transcript: () => null,
};

async function sleeper(cwd: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn("sleep", ["60"], { cwd, env: { PATH: "/usr/bin:/bin", ...env }, stdio: "ignore" });
  await new Promise((resolve) => child.once("spawn", resolve));
  return child;
}

test("a person's session is seen with its folder and state; the fleet's own, and one that is over, are not", async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-people-")));
  mkdirSync(join(folder, "open"));
  const [person, ours, over] = [await sleeper(folder, {}), await sleeper(folder, { [sessionVariable]: "/x" }), await sleeper(folder, {})];
  try {
    for (const { pid } of [person, ours, over]) writeFileSync(join(folder, "open", String(pid)), String(pid));
    const ended = new Promise((resolve) => over.once("exit", resolve));
    over.kill("SIGKILL");
    await ended;
    assert.deepEqual(peopleOn(client, { folder, variables: {} }), [{ pid: person.pid, folder, state: "busy" }]);
    assert.deepEqual(
      peopleOn({ ...client, stateFolder: () => null }, { folder, variables: {} }),
      [],
      "a client that keeps no such files says nothing",
    );
  } finally {
    for (const one of [person, ours, over]) one.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
