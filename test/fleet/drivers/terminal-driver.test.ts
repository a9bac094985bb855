/** Sessions on a screen with a client of our own making: a text in several lines arrives whole, however early it is given. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { done } from "../../../src/base/result.ts";
import type { Client, ClientState, Happening, SessionOrder } from "../../../src/fleet/fleet.ts";
import { findProgram, headlessHands, sessionDriver, tmuxHands } from "../../../src/hosts/node/node.ts";

const tmux = findProgram("tmux", "/usr/bin:/usr/local/bin:/opt/homebrew/bin");
const lateClient = fileURLToPath(new URL("late-client.ts", import.meta.url));
const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog late ")));
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
const transcript = join(home, "transcript");
mkdirSync(join(home, "states"));

const client: Client = {
  name: "late",
  stateFolder: () => join(home, "states"),
  readState: (text) => ({ ...(JSON.parse(text) as Pick<ClientState, "pid" | "conversation">), startedTicks: null, state: "idle" }),
  refusal: () => undefined,
  transcript: () => transcript,
  terminal: {
    start: ({ conversation }) => ({ args: [lateClient, transcript, join(home, "states/one"), conversation], env: {} }),
    listen: () => () => [],
    personSaid: (line) => (JSON.parse(line) as { readonly said: string }).said,
    asPasted: (text) => text,
  },
};

const session = { version: 1, session: "s", fence: 1 } as const;
const launch: SessionOrder = {
  ...session,
  id: "o1",
  do: "launch",
  slot: 1,
  task: "t",
  agent: "late",
  driver: "terminal",
  account: "a",
  scope: "all",
  folder: home,
  resume: null,
  mostMicroUsd: 0,
};

test(
  "given the moment that it says it is idle, a text is no keys: it waits until the client takes it in one piece",
  { skip: tmux === undefined ? "tmux is not on this machine" : false },
  async () => {
    const told: Happening[] = [];
    const driver = sessionDriver({
      root: join(home, "fleet"),
      hands: { headless: headlessHands, terminal: tmuxHands({ program: tmux ?? "", socket: join(home, "screens") }) },
      client: () => client,
      accounts: () => [],
      prepare: async () => ({
        ok: true,
        program: process.execPath,
        args: [],
        env: { PATH: "/usr/bin:/bin" },
        account: { folder: home, variables: {} },
        model: null,
      }),
      checkpoint: async () =>
        done({ transcript: null, transcriptBytes: 0, argv: [], cwd: "", gitHead: null, gitBranch: null, gitSaved: null, lastTool: null }),
    });
    const order = async (one: SessionOrder): Promise<string> => {
      driver.carryOut(one, (happening) => void told.push(happening));
      for (let tries = 0; tries < 1_500; tries += 1) {
        const answer = told.find((said) => (said.is === "order-done" || said.is === "order-failed") && said.order === one.id);
        if (answer !== undefined) return answer.is === "order-failed" ? answer.detail : "done";
        await wait(20);
      }
      return assert.fail(`no answer: ${JSON.stringify(told)}`);
    };
    try {
      assert.equal(await order(launch), "done");
      const text = "count the sheep\n\nand say how many";
      assert.equal(await order({ ...session, id: "o2", do: "prompt", text, receipt: "r1" }), "done");
      assert.deepEqual(readFileSync(transcript, "utf8").trim().split("\n"), [JSON.stringify({ said: text })]);
    } finally {
      await order({ ...session, id: "o3", do: "end", graceMs: 500 });
      driver.close();
    }
  },
);
