/** Sessions on a screen with people around: what they have begun to write is theirs, and a terminal's own moods lose nothing. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { words } from "../../../src/agents/wire/content.ts";
import { claudeCode } from "../../agents/clients.ts";
import { claudeOn, modelThat } from "./claude-code.ts";
import { type Answer, type Ground, isDone, onFleetGround, tmux } from "./ground.ts";

const skip = tmux === undefined ? "tmux is not on this machine" : claudeCode.skip;

function control(socket: string, ...args: readonly string[]): string {
  return execFileSync(tmux ?? "", ["-S", socket, "-f", "/dev/null", ...args], {
    env: { LANG: "C.UTF-8", PATH: "/usr/bin:/bin", TERM: "xterm-256color" },
    encoding: "utf8",
  });
}

type Screen = Ground & {
  readonly socket: string;
  readonly name: string;
  readonly heard: readonly string[];
  readonly say: (text: string) => Promise<Answer>;
  /** A person at a terminal of their own, in a server of their own. */
  readonly person: (
    ...how: readonly string[]
  ) => Promise<{ readonly press: (...keys: readonly string[]) => void; readonly leave: () => void }>;
};

async function onScreen(work: (screen: Screen) => Promise<void>): Promise<void> {
  const heard: string[] = [];
  const model = modelThat((said) => {
    heard.push(...said.slice(-1));
    return [words("done")];
  });
  await onFleetGround(claudeOn("terminal", model), async (ground) => {
    isDone(await ground.launch("s"));
    const socket = join(ground.place.home, "screens");
    const [name = ""] = control(socket, "list-sessions", "-F", "#{session_name}").split("\n");
    const theirs = join(ground.place.home, "theirs");
    const person: Screen["person"] = async (...how) => {
      control(
        theirs,
        "new-session",
        "-d",
        "-x",
        "180",
        "-y",
        "45",
        "-s",
        "person",
        tmux ?? "",
        "-S",
        socket,
        "attach-session",
        ...how,
        "-t",
        `=${name}`,
      );
      for (let tries = 0; tries < 50 && control(socket, "list-clients") === ""; tries += 1) await wait(100);
      await wait(300);
      return {
        press: (...keys) => void control(theirs, "send-keys", "-t", "=person:", ...keys),
        leave: () => void control(theirs, "kill-server"),
      };
    };
    const say = (text: string): Promise<Answer> => ground.order({ do: "prompt", session: "s", fence: 1, text, receipt: randomUUID() });
    await work({ ...ground, socket, name, heard, say, person });
  });
}

test("what a person has begun to write is never sent, nor written into, even after they left", { skip }, async () => {
  await onScreen(async ({ say, person, until, heard, socket, name }) => {
    const { press, leave } = await person();
    press("-l", "my draft");
    const during = await say("from the fleet");
    assert.equal(during.is === "order-failed" ? during.code : "", "draft");
    assert.equal((await until("session-taken")).session, "s");
    leave();
    await wait(500);
    const after = await say("from the fleet again");
    assert.equal(after.is === "order-failed" ? after.code : "", "draft");
    assert.deepEqual(heard, []);
    assert.match(control(socket, "capture-pane", "-p", "-t", `=${name}:`), /my draft/);
  });
});

test("who only watches is in nobody's way", { skip }, async () => {
  await onScreen(async ({ say, person, heard }) => {
    const { press, leave } = await person("-r");
    press("-l", "keys of a watcher");
    isDone(await say("from the fleet"));
    leave();
    assert.deepEqual(heard, ["from the fleet"]);
  });
});

test("a screen that was being looked through takes the prompt all the same", { skip }, async () => {
  await onScreen(async ({ say, heard, socket, name }) => {
    control(socket, "copy-mode", "-t", `=${name}:`);
    assert.equal(control(socket, "display-message", "-p", "-t", `=${name}:`, "#{pane_in_mode}").trim(), "1");
    isDone(await say("from the fleet"));
    assert.deepEqual(heard, ["from the fleet"]);
  });
});

test("a server that is killed takes its sessions with it, and that is told", { skip }, async () => {
  await onScreen(async ({ until, socket, say }) => {
    control(socket, "kill-server");
    assert.equal((await until("session-gone")).proof, "dead");
    const answer = await say("anybody there");
    assert.equal(answer.is, "order-failed");
  });
});

test("a text that a terminal would obey is refused, not changed", { skip }, async () => {
  await onScreen(async ({ say, heard }) => {
    for (const text of ["end of paste \u001b[201~ and keys", "bell \u0007", "\u0003"]) {
      const answer = await say(text);
      assert.equal(answer.is === "order-failed" ? answer.code : "", "impossible", JSON.stringify(text));
    }
    assert.deepEqual(heard, []);
  });
});
