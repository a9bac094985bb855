/** The same faults before the real clients: one session each, in which every call meets another fault. Without a guard all of them are done. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { adapters } from "../../../src/agents/agents.ts";
import { type Content, use } from "../../../src/agents/wire/content.ts";
import { chanceFrom, seed } from "../../lib/random.ts";
import { claudeCode, type Client, codex, copilotCli, geminiCli, opencode } from "../clients.ts";
import { filesWith, guardIn, lineIn } from "../fake-guard.ts";
import { isThere, type Place, run, type Trial } from "../trial.ts";
import { modelled } from "./clients.ts";
import { faultIn } from "./faults.ts";
import { playingGuard } from "./playing.ts";

const many = 25;
const patienceMs = 240_000;

type Asked = {
  readonly client: Client;
  /** Stands in the envelope of a call and in no other. */
  readonly word: string;
  /** A tool that makes this file. */
  readonly making: (path: string) => Pick<Extract<Content, { type: "tool_use" }>, "name" | "input">;
};

const asked: readonly Asked[] = [
  { client: claudeCode, word: '"PreToolUse"', making: (path) => ({ name: "Bash", input: { command: `touch '${path}'` } }) },
  { client: codex, word: '"PreToolUse"', making: (path) => ({ name: "exec_command", input: { cmd: `touch '${path}'` } }) },
  {
    client: copilotCli,
    word: '"description":"try"}}',
    making: (path) => ({ name: "bash", input: { command: `touch '${path}'`, description: "try" } }),
  },
  { client: geminiCli, word: '"BeforeTool"', making: (path) => ({ name: "write_file", input: { file_path: path, content: "" } }) },
  { client: opencode, word: '"tool.execute.before"', making: (path) => ({ name: "write", input: { filePath: path, content: "" } }) },
];

const paths = Array.from({ length: many }, (_, at) => `proj/made-${at}`);

test("every client whose reading is modelled is asked here as well", () => {
  assert.deepEqual(
    asked.map(({ client }) => client.name),
    modelled.map(({ name }) => name),
  );
});

for (const { client, word, making } of asked) {
  test(
    `${client.title} does none of ${many} calls, each of which meets another fault of the guard, seed ${seed}`,
    { skip: client.skip },
    async () => {
      const refusal = adapters.find(({ name }) => name === client.name)?.lastWords("no: it is a test");
      assert.ok(refusal !== undefined);
      const chance = chanceFrom(seed);
      const faults = paths.map(() => faultIn(refusal, chance));
      const turns: Trial["turns"] = ({ home }) =>
        paths.map((path, at) => [use(making(`${home}/${path}`).name, making(`${home}/${path}`).input, `call_${at}`)]);
      const done = (place: Place): readonly string[] => paths.filter((path) => isThere(place, path));
      await run({ client, turns, patienceMs }, ({ place, output }) => assert.deepEqual(done(place), paths, output.slice(-2_000)));
      const settings: Trial["settings"] = (place) => {
        const files = filesWith("exit 0", client)(place);
        writeFileSync(guardIn(place), playingGuard(faults, lineIn(place, client).root ?? "", word), { mode: 0o755 });
        return files;
      };
      await run({ client, turns, settings, patienceMs }, ({ place, results, output }) => {
        const open = done(place).map((path) => faults[paths.indexOf(path)]?.what);
        assert.deepEqual(open, [], output.slice(-2_000));
        assert.equal(results.length, many, output.slice(-2_000));
      });
    },
  );
}
