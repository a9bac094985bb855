/** What stands between a guard and its client is modelled rightly: the shell of a line, and the code of a plugin, do with faults what the model says. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { exchanged, lastWords as codexWords } from "../../../src/agents/codex/answer.ts";
import { entriesFor as codexEntries } from "../../../src/agents/codex/entry.ts";
import { lastWords as geminiWords } from "../../../src/agents/gemini-cli/answer.ts";
import { entriesFor } from "../../../src/agents/gemini-cli/entry.ts";
import { lastWords as opencodeWords } from "../../../src/agents/opencode/answer.ts";
import { pluginText } from "../../../src/agents/opencode/plugin.ts";
import type { GuardLine } from "../../../src/agents/agents.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { throughCodexLine } from "./codex-line.ts";
import { type Fault, faultIn } from "./faults.ts";
import { throughGeminiLine } from "./gemini-line.ts";
import { opencodeReading } from "./opencode.ts";
import { playingGuard } from "./playing.ts";
import { ended, type Verdict } from "./reading.ts";

const many = rounds(60, 1_000);
const silent: Fault = { what: "nothing", ended: ended("") };

function inFolder(work: (line: GuardLine) => Promise<void> | void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "sheepdog line's "));
  mkdirSync(join(root, "proj"));
  const line: GuardLine = { guard: join(root, "guard"), root, clientVersion: "0.0.0", scope: "user", sha256: () => "" };
  return Promise.resolve(work(line)).finally(() => rmSync(root, { recursive: true, force: true }));
}

function someFaults(answer: Parameters<typeof faultIn>[0]): readonly Fault[] {
  const chance = chanceFrom(seed);
  return [silent, ...Array.from({ length: many }, () => faultIn(answer, chance))];
}

test(`the line of Gemini CLI does in a shell what the model says, with ${many} faults, seed ${seed}`, () =>
  inFolder((line) => {
    const [entry] = entriesFor(line, "sheepdog");
    assert.ok(entry !== undefined);
    const { command, env } = entry.handler as { readonly command: string; readonly env: Record<string, string> };
    for (const fault of someFaults(geminiWords('no: `it` is "a" test'))) {
      writeFileSync(line.guard, playingGuard([fault], line.root ?? ""), { mode: 0o755 });
      const { stdout, stderr, status } = spawnSync("bash", ["-c", command], { env, input: "{}" });
      const wanted = throughGeminiLine(fault.ended);
      assert.deepEqual([stdout.toString("latin1"), status], [wanted.stdout.toString("latin1"), wanted.exit], fault.what);
      assert.ok(stderr.includes(wanted.stderr), `${fault.what}: ${stderr.toString()}`);
    }
  }));

/** A call that comes back in another form; nobody says anything on stderr then, but a byte there can be lost as well. */
const changed = { stdout: `${exchanged[0]}"command":"echo 'it' }}}"${exchanged[1]}`, stderr: "-\n", exit: 0 } as const;

test(`the line of Codex CLI does in a shell what the model says, with ${many} faults, seed ${seed}`, () =>
  inFolder((line) => {
    const [entry] = codexEntries(line);
    const command = String(entry?.handler["command"]);
    for (const fault of [...someFaults(codexWords('no: `it` is "a" test')), ...someFaults(changed)]) {
      writeFileSync(line.guard, playingGuard([fault], line.root ?? ""), { mode: 0o755 });
      const { stdout, stderr, status } = spawnSync("/bin/bash", ["-c", command], { input: "{}" });
      const wanted = throughCodexLine(fault.ended);
      assert.deepEqual([stdout.toString("latin1"), status], [wanted.stdout.toString("latin1"), wanted.exit], fault.what);
      for (const words of wanted.stderr.toString().split("\n")) assert.ok(stderr.toString().includes(words), fault.what);
    }
  }));

test(`the plugin of OpenCode does what the model says, with ${many} faults, seed ${seed}`, () =>
  inFolder(async (line) => {
    const file = join(line.root ?? "", "plugin.mjs");
    writeFileSync(file, pluginText(line));
    const { Sheepdog } = (await import(file)) as { readonly Sheepdog: (context: object) => Promise<Record<string, Before>> };
    const before = (await Sheepdog({ directory: line.root }))["tool.execute.before"];
    assert.ok(before !== undefined);
    for (const fault of someFaults(opencodeWords("no: it is a test"))) {
      writeFileSync(line.guard, playingGuard([fault], line.root ?? ""), { mode: 0o755 });
      const verdict: Verdict = await before({ tool: "bash", sessionID: "s", callID: "c" }, { args: { command: "true" } }).then(
        () => "runs" as const,
        () => "blocked" as const,
      );
      assert.equal(verdict, opencodeReading(fault.ended), fault.what);
    }
  }));

type Before = (input: object, output: object) => Promise<void>;
