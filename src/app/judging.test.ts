/** Rulings are those of the guard, one for each call; a guard that says less or nothing is a fault and never a yes. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Call, callVersion } from "../guard/guard.ts";
import { judged, type Ruling } from "./judging.ts";

function callOf(command: string, callId?: string): Call {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  return { version: callVersion, act, by: { agent: "none", ...(callId !== undefined && { callId }) }, cwd: "/", home: "/", mode: "read" };
}

type Guard = { readonly program: string; readonly asked: () => number };

/** A guard that keeps what it was asked and answers each line so. */
async function withGuard(script: string, work: (guard: Guard) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sheepdog-judging-"));
  const program = join(folder, "guard");
  writeFileSync(program, `#!/bin/sh\nwhile read -r line; do echo "$line" >> ${folder}/asked\n${script}\ndone\n`);
  chmodSync(program, 0o755);
  try {
    await work({ program, asked: () => readFileSync(join(folder, "asked"), "utf8").trimEnd().split("\n").length });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const yes = `echo '{"id":0,"verdict":"allow","rules":[],"decision":{"steps":[]}}'`;

test("the same call is asked about once, whatever its id, now and later", () =>
  withGuard(yes, async ({ program, asked }) => {
    const known = new Map<string, Ruling>();
    const judge = { guard: program, root: "/r" };
    const first = await judged(judge, [callOf("ls", "1"), callOf("pwd"), callOf("ls", "2")], known);
    assert.deepEqual(first, { ok: true, value: Array.from({ length: 3 }, () => ({ verdict: "allow", steps: [] })) });
    assert.equal((await judged(judge, [callOf("ls", "3")], known)).ok, true);
    assert.equal(asked(), 2);
  }));

test("a line that the guard would not take is stopped, for the reason that it gives or by the rule that it names", () =>
  withGuard(`echo '{"id":null,"verdict":"deny","rules":["guard.failed"]}'`, async ({ program }) => {
    const ruled = await judged({ guard: program, root: "/r" }, [callOf("ls")], new Map());
    assert.deepEqual(ruled, { ok: true, value: [{ verdict: "deny", steps: [], error: "guard.failed" }] });
  }));

const silent: readonly (readonly [what: string, script: string])[] = [
  ["says nothing", ":"],
  ["says one thing too many", `${yes}; ${yes}`],
  ["says what is no answer", "echo no"],
  ["says what nobody knows", `echo '{"verdict":"perhaps","rules":[]}'`],
  ["ends badly", `${yes}; exit 3`],
];

for (const [what, script] of silent)
  test(`a guard that ${what} is a fault`, () =>
    withGuard(script, async ({ program }) => {
      const ruled = await judged({ guard: program, root: "/r" }, [callOf("ls")], new Map());
      assert.equal(ruled.ok ? "" : ruled.fault.code, "guard.silent");
    }));

test("a guard that is not there is a fault", async () => {
  const ruled = await judged({ guard: "/nowhere/guard", root: "/r" }, [callOf("ls")], new Map());
  assert.equal(ruled.ok ? "" : ruled.fault.code, "guard.silent");
});
