/** The guard and a real bash read the same commands: whatever bash did to a throwaway tree, the guard has said before. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { callVersion, decide } from "../../../src/guard/guard.ts";
import { nodeWorld } from "../../../src/hosts/node/node.ts";
import { testGuard } from "../../lib/bundled.ts";
import { home as homeOfRewrites } from "../../lib/home.ts";
import { type Chance, chanceFrom, rounds, seed } from "../../lib/random.ts";
import { rewrites } from "../metamorphic/rewrites.ts";
import { changesIn, unforeseen } from "./differences.ts";
import { inSandbox, observe, sandboxIsThere, type Sandbox } from "./sandbox.ts";
import { harmlessCommands } from "./tree.ts";

const guard = testGuard();

/** Commands whose changes are not all foreseen today. The list may only get shorter. */
const known = readFileSync(new URL("open.txt", import.meta.url), "utf8").split("\n");

type Made = { readonly command: string; readonly text: string };

/** A harmless command, rewritten once, twice or not at all; now and then two of them in a row. */
function made(chance: Chance): Made {
  const command = chance.of(harmlessCommands);
  const one = chance.below(8) === 0 ? command : (chance.of(rewrites).of(command) ?? command);
  return { command, text: chance.below(4) === 0 ? `${chance.of(rewrites).of("touch other.txt") ?? ":"}\n${one}` : one };
}

function predicted({ home, project, folder }: Sandbox, text: string): ReturnType<typeof decide> {
  const act = { kind: "shell", command: text, dialect: "bash", background: false } as const;
  const call = { version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "write" } as const;
  return decide(call, guard, { world: nodeWorld({ HOME: home, PATH: "/usr/bin:/bin" }), root: `${folder}/.sheepdog` });
}

test(
  `what bash deletes, writes and opens up was foreseen (seed ${seed})`,
  { skip: !sandboxIsThere() && "needs user namespaces", timeout: 1_200_000 },
  () => {
    const chance = chanceFrom(seed);
    const cases = Array.from({ length: rounds(60, 4_000) }, () => made(chance));
    inSandbox((sandbox) => {
      const texts = cases.map(({ text }) => text.replaceAll(homeOfRewrites, sandbox.home));
      const decisions = texts.map((text) => predicted(sandbox, text));
      const observed = observe(sandbox, texts).map(changesIn);
      const differences = cases.flatMap(({ command, text }, position) => {
        const decision = decisions[position];
        assert.ok(decision?.ok === true, text);
        const missed = unforeseen(observed[position] ?? [], decision.value, sandbox.home);
        return missed.length === 0 || known.includes(command) ? [] : [{ text, missed }];
      });
      assert.deepEqual(differences, []);
      const busy = observed.filter((changes) => changes.length > 0).length;
      assert.ok(busy > cases.length / 2, `only ${busy} of ${cases.length} commands did anything`);
    });
  },
);
