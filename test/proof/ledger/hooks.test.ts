/** Sixty-four real hooks at once, while the ledger they write to is sealed and put aside. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { asciiOf } from "../../../src/base/bytes.ts";
import { exclusively, ledgerDisk, pause } from "../../../src/hosts/node/node.ts";
import { logKeyOrNew, openLedger, recordAt, rotate, seal, verify } from "../../../src/proof/ledger/ledger.ts";
import { guard } from "../../lib/programs.ts";
import { rounds } from "../../lib/random.ts";
import { fresh, key, toolsOn, valueOf } from "./ground.ts";

const home = mkdtempSync(join(tmpdir(), "ledger-hooks-"));
after(() => rmSync(home, { recursive: true, force: true }));
const root = join(home, ".sheepdog");
const folder = join(root, "ledger");
mkdirSync(folder, { recursive: true });
const tools = toolsOn(ledgerDisk(folder));

type Answered = { readonly id: string; readonly exit: number | string; readonly isDecided: boolean };

/** One call that has an effect, and so is synced, or one that has none. On a machine that is busy enough the core blocks it, and says that nothing was decided. */
async function hook(number: number): Promise<Answered> {
  const id = `t${number}`;
  const command = number % 2 === 0 ? `rm -rf ~/work-${number}` : `ls work-${number}`;
  const call = {
    session_id: "s1",
    cwd: home,
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_use_id: id,
    tool_input: { command },
  };
  const { exit, stderr } = await guard({ args: ["hook", "claude-code", "--root", root], home, input: JSON.stringify(call) });
  return { id, exit, isDecided: !stderr.includes("nothing was decided") };
}

function sealedCalls(): readonly string[] {
  const opened = valueOf(openLedger(tools, key));
  const leaves = Array.from({ length: opened.sealed.size }, (_, index) => asciiOf(valueOf(recordAt(tools, opened, index)).leaf));
  return leaves.flatMap((leaf) => (JSON.parse(leaf) as { callId?: string }).callId ?? []);
}

test("no record is lost, none is torn, and each is in the tree once", { timeout: 300_000 }, async () => {
  valueOf(logKeyOrNew(tools, fresh));
  const waves = rounds(4, 40);
  const answers: Answered[] = [];
  const call = async (number: number): Promise<void> => void answers.push(await hook(number));
  for (let wave = 0; wave < waves; wave += 1) {
    const all = Array.from({ length: 64 }, (_, at) => call(64 * wave + at));
    for (let round = 0; answers.length < 64 * (wave + 1); round += 1) {
      valueOf(
        exclusively<unknown>(`${folder}/lock`, () => (round % 3 === 1 ? rotate(tools, key, 1_790_000_000_000 + wave) : seal(tools, key))),
      );
      await pause(2);
    }
    await Promise.all(all);
  }
  assert.deepEqual(
    answers.filter(({ exit }) => exit !== 0 && exit !== 2),
    [],
  );
  valueOf(seal(tools, key));
  const verified = valueOf(verify(tools, key, []));
  assert.deepEqual([verified.findings, verified.torn, verified.unsealed.unfinished], [[], 0, 0]);
  const calls = sealedCalls();
  assert.equal(new Set(calls).size, calls.length);
  const decided = answers.filter(({ isDecided }) => isDecided).map(({ id }) => id);
  assert.deepEqual(
    decided.filter((id) => !calls.includes(id)),
    [],
  );
  assert.ok(decided.length > 32 * waves, `${decided.length} of ${64 * waves} were decided`);
  assert.ok(valueOf(openLedger(tools, key)).active > 1, "it was put aside meanwhile");
});
