/** The recipes of the policy guide: each loads, its own examples hold, and it stops what the guide says and nothing that it says it does not. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { callVersion } from "../../src/guard/guard.ts";
import { commandLine } from "../lib/command-line.ts";
import { guard } from "../lib/programs.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";

type Trial = { readonly command: string; readonly isStopped: boolean; readonly subagent: boolean };
type Recipe = { readonly title: string; readonly rego: string; readonly yaml: string | undefined; readonly trials: readonly Trial[] };

const guide = readFileSync(new URL("../../docs/policy-guide.md", import.meta.url), "utf8");

const recipes = guide
  .split(/^### (?=\d+\. )/m)
  .slice(1)
  .map((part): Recipe => {
    const own = part.split(/^## /m)[0] ?? "";
    const block = (kind: string): string | undefined => new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, "m").exec(own)?.[1];
    return { title: own.split("\n")[0] ?? "", rego: block("rego") ?? "", yaml: block("yaml"), trials: trialsIn(own) };
  });

function trialsIn(text: string): readonly Trial[] {
  return [...text.matchAll(/^(Stops|Does not stop)(, for a subagent)?: (.*)\.$/gm)].flatMap(([, word, subagent, commands = ""]) =>
    [...commands.matchAll(/`([^`]+)`/g)].map(([, command = ""]) => ({
      command,
      isStopped: word === "Stops",
      subagent: subagent !== undefined,
    })),
  );
}

/** Of this recipe: other rules may have something against a command as well. */
const fileName = "recipe.rego";

async function stopped({ home, project }: RealHome, trials: readonly Trial[]): Promise<readonly boolean[]> {
  const lines = trials.map(({ command, subagent }, id) => {
    const act = { kind: "shell", command, dialect: "bash", background: false } as const;
    const by = { agent: "claude-code", ...(subagent && { subagent: "a1" }) };
    const call = { version: callVersion, act, by, cwd: project, home, mode: "write" };
    return `${JSON.stringify({ id, call, root: join(home, ".sheepdog"), full: true })}\n`;
  });
  const run = await guard({ args: ["judge"], home, cwd: project, input: lines.join("") });
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { decision } = JSON.parse(line) as { readonly decision?: { readonly steps: readonly { readonly file: string }[] } };
      assert.ok(decision !== undefined, line);
      return decision.steps.some(({ file }) => file.endsWith(`/${fileName}`));
    });
}

test("there are ten, each with commands on both sides", () => {
  assert.equal(recipes.length, 10);
  for (const { title, rego, trials } of recipes) {
    assert.match(rego, /^package /, title);
    assert.deepEqual([...new Set(trials.map(({ isStopped }) => isStopped))], [true, false], title);
  }
});

for (const { title, rego, yaml, trials } of recipes)
  test(title, () =>
    inRealHome(async (place) => {
      const root = join(place.home, ".sheepdog");
      for (const folder of ["policy", "tools"]) mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, "policy", fileName), rego);
      if (yaml !== undefined) writeFileSync(join(root, "tools/described.yaml"), yaml);
      const standing = { home: place.home, cwd: place.project };
      for (const args of [
        ["policy", "build"],
        ["policy", "validate"],
        ["policy", "test"],
      ]) {
        const { out, err, exit } = await commandLine(args, standing);
        assert.equal(exit, 0, `${args.join(" ")}: ${out}${err}`);
      }
      const format = await commandLine(["policy", "format", "--check"], standing);
      assert.equal(format.exit, 0, "the recipe is laid out otherwise than `policy format` does");
      const found = await stopped(place, trials);
      assert.deepEqual(
        trials.map(({ command }, position) => [command, found[position]]),
        trials.map(({ command, isStopped }) => [command, isStopped]),
      );
    }),
  );
