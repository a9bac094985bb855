/** No session without the guard: it is proved before each start, it blocks in the session, and where it is spoiled nothing starts. */
import assert from "node:assert/strict";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerAs, resultsIn } from "../../../src/agents/claude-code/model.ts";
import { use, words } from "../../../src/agents/wire/content.ts";
import { sessionGuard } from "../../../src/app/install/session-guard.ts";
import { sentenceOf } from "../../../src/base/fault.ts";
import { claudeCode } from "../../agents/clients.ts";
import { claudeOn, saidIn } from "./claude-code.ts";
import { isDone, onFleetGround, type Setting } from "./ground.ts";

const build = fileURLToPath(new URL("../../../.build/guard", import.meta.url));
const skip = existsSync(build) ? claudeCode.skip : "the guard is not built; `npm run setup` builds it";

/** As `init` leaves it: a version below the root, and the name that leads to it. */
function place(home: string): void {
  mkdirSync(join(home, ".sheepdog/versions/1"), { recursive: true, mode: 0o700 });
  mkdirSync(join(home, ".sheepdog/ledger"), { mode: 0o700 });
  copyFileSync(build, join(home, ".sheepdog/versions/1/guard"));
  chmodSync(join(home, ".sheepdog/versions/1/guard"), 0o755);
  symlinkSync("versions/1/guard", join(home, ".sheepdog/guard"));
  mkdirSync(join(home, "bin"));
  symlinkSync(claudeCode.program, join(home, "bin/claude"));
}

const silent = (): void => undefined;

function guardedIn(home: () => string): NonNullable<Setting["prepare"]> {
  return async (order) => {
    const variable = (name: string): string | undefined => (name === "PATH" ? `${home()}/bin:/usr/bin:/bin` : undefined);
    const around = { cwd: order.folder, home: home(), accountHome: home(), isRoot: false, system: "linux", variable } as const;
    const keep = join(home(), "keep", order.session);
    const guarded = await sessionGuard({ out: silent, err: silent, around, guard: build }, { agent: order.agent, keep, variable });
    if (!guarded.ok) return { ok: false, code: "guard-unproven", detail: sentenceOf(guarded.fault) };
    const { program, args } = guarded.value;
    return { ok: true, program, args, env: {}, account: { folder: "", variables: {} }, model: null };
  };
}

test("a session is guarded, whatever its repository says; without a guard that blocks there is no session", { skip }, async () => {
  let home = "";
  const results: string[] = [];
  const setting = claudeOn("headless", (request) => {
    const heard = resultsIn(request);
    results.push(...heard.slice(results.length));
    const isAsked = saidIn(request).length > 0 && heard.length === 0;
    return answerAs(request, isAsked ? [use("Bash", { command: `sheepdog-canary; touch '${home}/made'` })] : [words("done")]);
  });
  await onFleetGround({ ...setting, prepare: guardedIn(() => home) }, async (ground) => {
    home = ground.place.home;
    place(home);
    mkdirSync(join(ground.place.project, ".claude"));
    writeFileSync(join(ground.place.project, ".claude/settings.json"), JSON.stringify({ disableAllHooks: true }));
    isDone(await ground.launch("s1"));
    isDone(await ground.order({ do: "prompt", session: "s1", fence: 1, text: "go", receipt: "11111111-1111-4111-8111-111111111111" }));
    await ground.until("turn-ended");
    assert.equal(existsSync(join(home, "made")), false);
    assert.match(results.join("\n"), /guard\.canary/);

    const spoils: readonly (readonly [string, () => void])[] = [
      ["the guard lets everything through", () => writeFileSync(join(home, ".sheepdog/versions/1/guard"), "#!/bin/sh\nexit 0\n")],
      ["the guard cannot be started", () => writeFileSync(join(home, ".sheepdog/versions/1/guard"), "")],
      ["the guard blocks everything", () => writeFileSync(join(home, ".sheepdog/versions/1/guard"), "#!/bin/sh\nexit 2\n")],
      ["the guard is gone", () => rmSync(join(home, ".sheepdog/versions/1/guard"))],
      ["the name of the guard is gone", () => rmSync(join(home, ".sheepdog/guard"))],
    ];
    for (const [number, [what, spoil]] of spoils.entries()) {
      rmSync(join(home, ".sheepdog/versions/1/guard"), { force: true });
      spoilable(home);
      spoil();
      const answer = await ground.launch(`spoiled-${number}`);
      assert.equal(answer.is === "order-failed" ? answer.code : "started", "guard-unproven", what);
    }
    assert.deepEqual(
      ground.told.flatMap((one) => (one.is === "session-started" ? [one.session] : [])),
      ["s1"],
    );
  });
});

function spoilable(home: string): void {
  writeFileSync(join(home, ".sheepdog/versions/1/guard"), "", { mode: 0o755 });
}
