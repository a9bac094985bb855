/** The whole fleet with the second real agent: two accounts, a daemon that is killed in the middle, and every task is done, once. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { use, words } from "../../../src/agents/wire/content.ts";
import { answerInResponses, resultsInResponses } from "../../../src/agents/wire/responses.ts";
import { codex } from "../../agents/clients.ts";
import type { Model } from "./ground.ts";
import { wholeCodex } from "./whole-codex.ts";
import { guardBuild, onWholeFleet } from "./whole-fleet.ts";

const accounts = ["one", "two"];
const tasks = 4;
const patienceMs = 300_000;
const skip = existsSync(guardBuild) ? codex.skip : "the guard is not built; `npm run setup` builds it";

const done = mkdtempSync(join(tmpdir(), "sheepdog-done-"));
after(() => rmSync(done, { recursive: true, force: true }));

const model: Model = (request) => {
  const task = /the flock number (\d+)/.exec(request.body)?.[1] ?? "none";
  const isAsked = resultsInResponses(request).length === 0;
  return answerInResponses(
    request,
    isAsked ? [use("exec_command", { cmd: `sleep 2; echo x >>'${join(done, task)}'` })] : [words(`counted ${task}`)],
  );
};

test(`${codex.title}: ${accounts.length} accounts, ${tasks} tasks, one kill: every task is done once`, { skip }, async () => {
  await onWholeFleet({ team: wholeCodex, accounts, sessions: 2, models: accounts.map(() => model) }, async (fleet) => {
    for (let number = 1; number <= tasks; number += 1)
      fleet.give(`work-${accounts[number % 2]}`, `flock-${number}.md`, `Count the flock number ${number}.\n`);
    await fleet.begin();
    let isKilled = false;
    const begun = Date.now();
    while (fleet.ended().length < tasks && Date.now() - begun < patienceMs) {
      if (!isKilled && fleet.ended().length >= 1) {
        isKilled = true;
        await fleet.kill();
        await fleet.begin();
      }
      await wait(250);
    }
    const ended = fleet.ended();
    const log = (): string =>
      fleet
        .log()
        .slice(-100)
        .map((line) => JSON.stringify(line))
        .join("\n");
    assert.deepEqual(
      ended.map(({ state }) => state.is),
      Array.from({ length: tasks }, () => "done"),
      log(),
    );
    for (const { id } of ended) assert.equal(fleet.journal(id).filter(({ what }) => what === "done").length, 1);
    const effects = readdirSync(done).map((name) => readFileSync(join(done, name), "utf8"));
    assert.deepEqual(
      effects,
      Array.from({ length: tasks }, () => "x\n"),
      "through the guard, each once",
    );
    assert.ok(isKilled);
  });
});
