/** Sessions of the real client through everything that can happen to them: limits, kills of the client and of us, a move to another account. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { answerAs } from "../../../src/agents/claude-code/model.ts";
import { use, words } from "../../../src/agents/wire/content.ts";
import type { DriverKind } from "../../../src/fleet/fleet.ts";
import { claudeCode } from "../../agents/clients.ts";
import { limited } from "./limited.ts";
import { agreeable, claudeOn, modelThat, saidIn } from "./claude-code.ts";
import { type Ground, isDone, type Model, onFleetGround, type Setting, tmux } from "./ground.ts";

const kinds = ["headless", "terminal"] as const satisfies readonly DriverKind[];
const skipOf = (kind: DriverKind): string | false =>
  kind === "terminal" && tmux === undefined ? "tmux is not on this machine" : claudeCode.skip;

function prompt(session: string, text: string, receipt = randomUUID()): Parameters<Ground["order"]>[0] {
  return { do: "prompt", session, fence: 1, text, receipt };
}

const end = (session: string, graceMs = 3_000): Parameters<Ground["order"]>[0] => ({ do: "end", session, fence: 1, graceMs });

function processOf({ told }: Ground, session: string): number {
  const started = told.find((one) => one.is === "session-started" && one.session === session);
  assert.ok(started?.is === "session-started");
  return started.process.pid;
}

/** Everything of a session that still runs, by the mark that it hands to all that it starts. */
function livingOf({ place }: Ground, session: string): readonly number[] {
  return livingWith(`SHEEPDOG_SESSION=${join(place.home, "fleet/sessions", session)}`);
}

function livingWith(mark: string): readonly number[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => environOf(pid).includes(mark) && !stateOf(pid).startsWith("Z"));
}

function namesOf(ground: Ground, session: string): string {
  return livingOf(ground, session)
    .map((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").slice(0, 60))
    .join(" | ");
}

function environOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}

function stateOf(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "latin1");
    return line.slice(line.lastIndexOf(")") + 2);
  } catch {
    return "Z";
  }
}

/** A plan of a person, not a key: only then the client speaks of windows. */
const signedIn = { ANTHROPIC_API_KEY: "", CLAUDE_CODE_OAUTH_TOKEN: "dummy-token" };

const unproven: NonNullable<Setting["prepare"]> = async () => ({ ok: false, code: "guard-unproven", detail: "it let the canary through" });

for (const kind of kinds) {
  test(`${kind}: a session is launched once, told something once, and gone when it was ended`, { skip: skipOf(kind) }, async () => {
    const heard: string[] = [];
    const model = modelThat((said) => {
      heard.push(...said.slice(-1));
      return [words("all is well")];
    });
    await onFleetGround(claudeOn(kind, model), async (ground) => {
      isDone(await ground.launch("s", { id: "the launch" }));
      const receipt = randomUUID();
      isDone(await ground.order(prompt("s", "look after the flock", receipt)));
      const ended = await ground.until("turn-ended");
      assert.deepEqual([ended.outcome, ended.report, ended.fence], ["done", "all is well", 1]);
      const pid = processOf(ground, "s");
      ground.restart();
      isDone(await ground.launch("s", { id: "the launch" }));
      isDone(await ground.order(prompt("s", "look after the flock", receipt)));
      assert.equal(processOf(ground, "s"), pid);
      assert.deepEqual(
        ground.told.filter((one) => one.is === "session-started").map((one) => one.process.pid),
        [pid, pid],
      );
      assert.equal(heard.filter((one) => one.includes("look after")).length, 1, heard.join("\n"));
      isDone(await ground.order(end("s")));
      assert.deepEqual((await ground.until("session-gone")).proof, "dead");
      assert.deepEqual(livingOf(ground, "s"), []);
      const late = await ground.launch("s", { id: "the launch" });
      assert.equal(late.is === "order-failed" ? late.code : "", "stale");
    });
  });

  test(
    `${kind}: killed in the middle of a turn, the work goes on in another account, and what it left behind is gone`,
    { skip: skipOf(kind) },
    async () => {
      let hangs = true;
      const first: Model = (request) => {
        const said = saidIn(request);
        const isTask = hangs && said.some((one) => one.includes("count the sheep"));
        return answerAs(
          request,
          isTask ? [use("Bash", { command: "(setsid sleep 300 &) ; echo begun; tail -f /dev/null", timeout: 200_000 })] : [words("done")],
        );
      };
      const again: string[][] = [];
      const other = modelThat((said) => {
        again.push([...said]);
        return [words("seven sheep")];
      });
      await onFleetGround(claudeOn(kind, first, other), async (ground) => {
        isDone(await ground.launch("s1", { task: "t" }));
        isDone(await ground.order(prompt("s1", "count the sheep")));
        await ground.until("turn-moved", (one) => one.tool === "Bash");
        for (let tries = 0; tries < 300 && livingOf(ground, "s1").length < 5; tries += 1) await wait(50);
        assert.ok(
          livingOf(ground, "s1").length >= 5,
          `the starter, the client, its shell and what that left in the background: ${namesOf(ground, "s1")}`,
        );
        const started = await ground.until("session-started");
        hangs = false;
        const resume = { conversation: started.conversation, transcript: null, how: "continue" } as const;
        const early = await ground.launch("s2", { task: "t", fence: 2, account: "other", resume });
        assert.equal(early.is === "order-failed" ? early.code : "", "conversation-held", "two clients never hold one conversation");
        isDone(await ground.order(end("s1", 500)));
        assert.deepEqual(livingOf(ground, "s1"), []);
        isDone(await ground.launch("s3", { task: "t", fence: 2, account: "other", resume }));
        const ended = await ground.until("turn-ended", (one) => one.session === "s3");
        assert.deepEqual([ended.outcome, ended.report, ended.fence], ["done", "seven sheep", 2]);
        assert.ok(
          again.some((said) => said.some((one) => one.includes("count the sheep"))),
          "the other account heard the task",
        );
        const stale = await ground.launch("s4", { task: "t", fence: 1 });
        assert.equal(stale.is === "order-failed" ? stale.code : "", "stale");
      });
    },
  );

  test(
    `${kind}: a client that is killed by somebody is told of, with the proof that nothing of it is left`,
    { skip: skipOf(kind) },
    async () => {
      await onFleetGround(claudeOn(kind, agreeable), async (ground) => {
        isDone(await ground.launch("s"));
        for (const pid of livingOf(ground, "s")) process.kill(pid, "SIGKILL");
        const gone = await ground.until("session-gone");
        assert.equal(gone.proof, "dead");
        assert.ok(gone.exit === "killed" || gone.exit === 137, String(gone.exit));
      });
    },
  );

  test(`${kind}: there is nothing to resume under a name that nobody knows`, { skip: skipOf(kind) }, async () => {
    await onFleetGround(claudeOn(kind, agreeable), async (ground) => {
      const resume = { conversation: randomUUID(), transcript: null, how: "continue" } as const;
      const answer = await ground.launch("s", { resume });
      assert.equal(answer.is === "order-failed" ? answer.code : JSON.stringify(answer), "conversation-unknown");
      assert.deepEqual(livingOf(ground, "s"), []);
    });
  });

  test(`${kind}: where the guard is not proved nothing is started`, { skip: skipOf(kind) }, async () => {
    await onFleetGround({ ...claudeOn(kind, agreeable), prepare: unproven }, async (ground) => {
      const answer = await ground.launch("s");
      assert.equal(answer.is === "order-failed" ? answer.code : "", "guard-unproven");
      assert.deepEqual(
        ground.told.map(({ is }) => is),
        ["order-failed"],
      );
      assert.deepEqual(livingOf(ground, "s"), []);
    });
  });

  test(
    `${kind}: an account past its limit is told of before the turn's end, with the window and its reset`,
    { skip: skipOf(kind) },
    async () => {
      const resetsAt = Math.floor(Date.now() / 1000) + 3_600;
      await onFleetGround({ ...claudeOn(kind, () => limited(resetsAt)), env: signedIn }, async (ground) => {
        isDone(await ground.launch("s"));
        isDone(await ground.order(prompt("s", "one more")));
        const limit = await ground.until("limit-reached");
        assert.deepEqual([limit.account, limit.scope, limit.window, limit.resetsAt], ["one", "all", "five_hour", resetsAt * 1000]);
        const ended = await ground.until("turn-ended");
        assert.equal(ended.outcome, "limit");
        assert.ok(ground.told.indexOf(limit) < ground.told.indexOf(ended));
      });
    },
  );

  test(`${kind}: an interrupted turn ends, and the session takes the next prompt`, { skip: skipOf(kind) }, async () => {
    let hangs = true;
    const model: Model = (request) =>
      answerAs(
        request,
        hangs && saidIn(request).length > 0 ? [use("Bash", { command: "tail -f /dev/null", timeout: 200_000 })] : [words("now then")],
      );
    await onFleetGround(claudeOn(kind, model), async (ground) => {
      isDone(await ground.launch("s"));
      isDone(await ground.order(prompt("s", "take your time")));
      await ground.until("turn-moved", (one) => one.tool === "Bash");
      await wait(500);
      hangs = false;
      isDone(await ground.order({ do: "interrupt", session: "s", fence: 1 }));
      const ended = await ground.until("turn-ended");
      assert.equal(ended.outcome, "failed");
      isDone(await ground.order(prompt("s", "go on")));
      await ground.until("turn-ended", (one) => one.report === "now then");
    });
  });
}
