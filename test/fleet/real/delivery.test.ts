/** Every prompt arrives, once and whole, from one byte to 100 KB: one test for both drivers, with the real client. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { DriverKind } from "../../../src/fleet/fleet.ts";
import { claudeCode } from "../../agents/clients.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { claudeOn, modelThat } from "./claude-code.ts";
import { type Ground, isDone, onFleetGround, tmux } from "./ground.ts";
import { promptTexts } from "./prompt-texts.ts";
import { words } from "../../../src/agents/wire/content.ts";

const many = rounds(12, 300);
/** Every request carries the whole conversation, so there is a new one after so many. */
const perSession = 12;

/**
 * What may differ: what keeps a first slash from being a command, the client's marks around a paste, and a tab, which is a key to a
 * terminal and so is pasted as four spaces.
 */
function plain(text: string): string {
  return text
    .replaceAll(/<pasted_content id="[^"]*">\n|\n<\/pasted_content[^>]*>/g, "")
    .replaceAll("\t", "    ")
    .trim()
    .replace(/^The task:\n/, "");
}

async function deliver(ground: Ground, { texts, heard, prefix }: Delivering): Promise<void> {
  for (const [at, text] of texts.entries()) {
    const session = `${prefix}${Math.floor(at / perSession)}`;
    if (at % perSession === 0) isDone(await ground.launch(session));
    const receipt = randomUUID();
    isDone(await ground.order({ do: "prompt", session, fence: 1, text, receipt }));
    await ground.until("prompt-received", (one) => one.receipt === receipt);
    const ended = (): number => ground.told.filter((one) => one.is === "turn-ended").length;
    await ground.until("session-seen", () => ended() > at);
    const times = heard.filter((one) => plain(one) === plain(text)).length;
    const expected = texts.slice(0, at + 1).filter((one) => plain(one) === plain(text)).length;
    assert.equal(
      times,
      expected,
      `prompt ${at} of ${Buffer.byteLength(text)} bytes arrived ${times} times: ${JSON.stringify(text.slice(0, 80))}`,
    );
    if (at % perSession === perSession - 1) isDone(await ground.order({ do: "end", session, fence: 1, graceMs: 3_000 }));
  }
}

type Delivering = { readonly texts: readonly string[]; readonly heard: readonly string[]; readonly prefix: string };

for (const kind of ["headless", "terminal"] as const satisfies readonly DriverKind[]) {
  const absent = kind === "terminal" && tmux === undefined ? "tmux is not on this machine" : claudeCode.skip;
  test(
    `${claudeCode.title}, ${kind}: ${many} prompts from 1 byte to 100 KB arrive once and whole, seed ${seed}`,
    { skip: absent },
    async () => {
      const chance = chanceFrom(seed);
      const texts = promptTexts(many, chance);
      const heard: string[] = [];
      // Only the newest words count: earlier ones come again with each request.
      const model = modelThat((said) => {
        heard.push(...said.slice(-1));
        return [words("done")];
      });
      await onFleetGround({ ...claudeOn(kind, model), patienceMs: 90_000 }, (ground) => deliver(ground, { texts, heard, prefix: kind }));
    },
  );
}
