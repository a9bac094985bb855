/** A call handed back in another form: the real clients that take one do the other, and not what the model asked for. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, codex, copilotCli, olderClaudeCode } from "./clients.ts";
import { exchangingGuard } from "./exchanging-guard.ts";
import { isThere, type Place, run, type Trial } from "./trial.ts";

type Row = {
  readonly client: Client;
  readonly call: (command: string) => Content;
  /** What the client then gives the guard. */
  readonly given: (command: string) => { readonly command: string };
};

const described = (command: string): { readonly command: string; readonly description: string } => ({ command, description: "try" });
const bare = (command: string): { readonly command: string } => ({ command });

const rows: readonly Row[] = [
  { client: claudeCode, call: (command) => use("Bash", described(command)), given: described },
  { client: olderClaudeCode, call: (command) => use("Bash", described(command)), given: described },
  { client: codex, call: (cmd) => use("exec_command", { cmd }), given: bare },
  { client: copilotCli, call: (command) => use("bash", described(command)), given: described },
];

const asked = ({ project }: Place): string => `touch '${project}/asked'`;
const wanted = ({ project }: Place): string => `touch '${project}/wanted'`;

function trialOf(row: Row, spoil: (answer: string) => string = (answer) => answer): Trial {
  const settings: Trial["settings"] = (place) => {
    const form = { client: row.client, input: row.given(asked(place)), command: wanted(place) };
    return exchangingGuard(place, form, spoil);
  };
  return { client: row.client, settings, turns: (place) => [[row.call(asked(place))]] };
}

function made(place: Place): readonly string[] {
  return ["asked", "wanted"].filter((name) => isThere(place, join("proj", name)));
}

for (const row of rows) {
  const { client } = row;

  test(`${client.title} does what the call was changed to, and not what the model asked for`, { skip: client.skip }, async () => {
    const { settings: _settings, ...unguarded } = trialOf(row);
    await run(unguarded, ({ place, output }) => assert.deepEqual(made(place), ["asked"], output));
    await run(trialOf(row), ({ place, output }) => assert.deepEqual(made(place), ["wanted"], output));
  });
}

const half = (answer: string): string => answer.slice(0, -20);

test(`${codex.title} does neither when half of the changed call is lost on the way`, { skip: codex.skip }, async () => {
  const row = rows.find(({ client }) => client === codex);
  assert.ok(row !== undefined);
  await run(trialOf(row, half), ({ place, output }) => assert.deepEqual(made(place), [], output));
});
