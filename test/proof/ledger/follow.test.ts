/** `sheepdog log --follow` goes on showing what comes in. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pause } from "../../../src/hosts/node/node.ts";
import { frame } from "../../../src/proof/ledger/ledger.ts";

const home = mkdtempSync(join(tmpdir(), "ledger-follow-"));
after(() => rmSync(home, { recursive: true, force: true }));

function write(text: string): void {
  const entry = {
    version: 1,
    is: "decision",
    at: 1_790_000_000_000,
    agent: "codex",
    verdict: "allow",
    text,
    cwd: "/x",
    rules: [],
    act: "shell",
  };
  appendFileSync(join(home, ".sheepdog/ledger/records"), frame(entry), "latin1");
}

test("each entry is shown once, in order, until it is ended", { timeout: 60_000 }, async () => {
  mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true });
  write("first");
  const program = [join(process.cwd(), ".build/bin/bun"), join(process.cwd(), "src/app/entry/cli.ts")] as const;
  const child = spawn(program[0], [program[1], "log", "--follow", "--agent", "codex"], { env: { HOME: home } });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const seen = async (word: string): Promise<void> => {
    while (!said.includes(word)) await pause(50);
  };
  try {
    await seen("first");
    write("second");
    await seen("second");
    write("third");
    await seen("third");
  } finally {
    child.kill();
  }
  assert.deepEqual(said.match(/first|second|third/g), ["first", "second", "third"]);
});
