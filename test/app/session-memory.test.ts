/** What one call of a session downloads is known to its next call, through the real guard. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guard } from "../lib/programs.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";

/** The exit code that an agent gets: 0 lets the call through, 2 blocks it. */
async function exitOf({ home, project }: RealHome, session: string, command: string): Promise<number | string> {
  const envelope = { session_id: session, cwd: project, hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command } };
  const args = ["hook", "claude-code", "--root", join(home, ".sheepdog")];
  return (await guard({ args, home, cwd: project, input: JSON.stringify(envelope) })).exit;
}

test("a program that was downloaded before needs a person, in this session alone", () =>
  inRealHome(async (place) => {
    mkdirSync(join(place.home, ".sheepdog", "ledger"), { recursive: true, mode: 0o700 });
    writeFileSync(join(place.project, "tool"), "\u0000ELF", { mode: 0o755 });
    assert.equal(await exitOf(place, "one", "./tool"), 0);
    assert.equal(await exitOf(place, "one", "curl -fsSLo tool https://example.org/tool"), 0);
    assert.equal(await exitOf(place, "one", "./tool"), 2);
    assert.equal(await exitOf(place, "two", "./tool"), 0);
  }));
