/** Codex CLI as a session of the fleet, through its own server: told once, heard, interrupted, resumed in another account, ended. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { canary } from "../../../src/agents/codex/canary.ts";
import { running } from "../../../src/agents/codex/running.ts";
import { type Content, use, words } from "../../../src/agents/wire/content.ts";
import { answerInResponses } from "../../../src/agents/wire/responses.ts";
import type { Request } from "../../../src/base/exchange.ts";
import { codex } from "../../agents/clients.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { type Ground, isDone, type Model, onFleetGround, type Setting } from "./ground.ts";
import { promptTexts } from "./prompt-texts.ts";

const { skip } = codex;

const knows: NonNullable<Setting["model"]> = (folder, modelUrl) => {
  const [file] = canary.run({ home: folder, project: folder, modelUrl, searchPath: "" }).files;
  writeFileSync(join(folder, "config.toml"), file?.text ?? "");
};

function codexOn(...models: readonly Model[]): Setting {
  return { program: codex, client: running, canary, kind: "headless", shares: ["sessions"], model: knows, models };
}

type Body = { readonly input?: readonly { readonly role?: string; readonly content?: readonly { readonly text?: string }[] }[] };

function saidIn({ body }: Request): readonly string[] {
  if (!body.startsWith("{")) return [];
  const { input = [] } = JSON.parse(body) as Body;
  return input.filter(({ role }) => role === "user").flatMap(({ content = [] }) => content.flatMap(({ text = "" }) => [text]));
}

const modelThat =
  (answer: (said: readonly string[], request: Request) => readonly Content[]): Model =>
  (request) =>
    answerInResponses(request, answer(saidIn(request), request));

const prompt = (session: string, text: string, receipt = randomUUID()): Parameters<Ground["order"]>[0] => ({
  do: "prompt",
  session,
  fence: 1,
  text,
  receipt,
});

test(`${codex.title}: a session is launched once, told something once, and gone when it was ended`, { skip }, async () => {
  const heard: string[] = [];
  const model = modelThat((said) => {
    heard.push(...said.slice(-1));
    return [words("all is well")];
  });
  await onFleetGround(codexOn(model), async (ground) => {
    isDone(await ground.launch("s", { id: "the launch" }));
    const receipt = randomUUID();
    isDone(await ground.order(prompt("s", "/look after the flock", receipt)));
    const ended = await ground.until("turn-ended");
    assert.deepEqual([ended.outcome, ended.report], ["done", "all is well"]);
    ground.restart();
    isDone(await ground.launch("s", { id: "the launch" }));
    isDone(await ground.order(prompt("s", "/look after the flock", receipt)));
    const started = ground.told.flatMap((one) => (one.is === "session-started" ? [one] : []));
    assert.equal(new Set(started.map((one) => one.process.pid)).size, 1);
    assert.equal(heard.filter((one) => one.includes("look after")).length, 1, heard.join("\n"));
    isDone(await ground.order({ do: "end", session: "s", fence: 1, graceMs: 3_000 }));
    assert.equal((await ground.until("session-gone")).proof, "dead");
  });
});

test(`${codex.title}: interrupted, ended, and resumed in another account`, { skip }, async () => {
  let hangs = true;
  const model = modelThat((said) =>
    hangs && said.some((one) => one.includes("count the sheep")) ? [use("exec_command", { cmd: "sleep 300" })] : [words("done")],
  );
  const again: string[][] = [];
  const other = modelThat((said) => {
    again.push([...said]);
    return [words("seven sheep")];
  });
  await onFleetGround(codexOn(model, other), async (ground) => {
    isDone(await ground.launch("s1", { task: "t" }));
    isDone(await ground.order(prompt("s1", "count the sheep")));
    await ground.until("turn-moved", (one) => one.tool === "commandExecution");
    await wait(300);
    hangs = false;
    isDone(await ground.order({ do: "interrupt", session: "s1", fence: 1 }));
    assert.equal((await ground.until("turn-ended")).outcome, "failed");
    const { conversation } = ground.told.findLast((one) => one.is === "session-started") ?? assert.fail("it never started");
    const resume = { conversation, transcript: null, how: "continue" } as const;
    const early = await ground.launch("s2", { task: "t", fence: 2, account: "other", resume });
    assert.equal(early.is === "order-failed" ? early.code : "", "conversation-held");
    isDone(await ground.order({ do: "end", session: "s1", fence: 1, graceMs: 1_000 }));
    isDone(await ground.launch("s3", { task: "t", fence: 2, account: "other", resume }));
    const ended = await ground.until("turn-ended", (one) => one.session === "s3");
    assert.deepEqual([ended.outcome, ended.report, ended.fence], ["done", "seven sheep", 2]);
    assert.ok(
      again.some((said) => said.some((one) => one.includes("count the sheep"))),
      "the other account heard the task",
    );
  });
});

test(`${codex.title}: there is nothing to resume under a name that nobody knows`, { skip }, async () => {
  await onFleetGround(codexOn(modelThat(() => [words("done")])), async (ground) => {
    const answer = await ground.launch("s", { resume: { conversation: randomUUID(), transcript: null, how: "continue" } });
    assert.equal(answer.is === "order-failed" ? answer.code : JSON.stringify(answer), "conversation-unknown");
  });
});

const many = rounds(12, 300);
const perSession = 25;

test(`${codex.title}: ${many} prompts from 1 byte to 100 KB arrive once and whole, seed ${seed}`, { skip }, async () => {
  const texts = promptTexts(many, chanceFrom(seed));
  const heard: string[] = [];
  const model = modelThat((said) => {
    heard.push(...said.slice(-1));
    return [words("done")];
  });
  await onFleetGround({ ...codexOn(model), patienceMs: 90_000 }, async (ground) => {
    for (const [at, text] of texts.entries()) {
      const session = `s${Math.floor(at / perSession)}`;
      if (at % perSession === 0) isDone(await ground.launch(session));
      isDone(await ground.order(prompt(session, text)));
      await ground.until("session-seen", () => ground.told.filter((one) => one.is === "turn-ended").length > at);
      const [times, expected] = [heard, texts.slice(0, at + 1)].map((all) => all.filter((one) => one === text).length);
      assert.equal(times, expected, `prompt ${at} of ${Buffer.byteLength(text)} bytes: ${JSON.stringify(text.slice(0, 80))}`);
      if (at % perSession === perSession - 1) isDone(await ground.order({ do: "end", session, fence: 1, graceMs: 3_000 }));
    }
  });
});
