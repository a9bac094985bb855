/** What the real Gemini CLI makes of the guard's answers and of its failures. Every trial runs without a guard first. */
import assert from "node:assert/strict";
import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { SettingsFile } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { geminiCli as client } from "./clients.ts";
import { blocked, controlled, passed } from "./controls.ts";
import { filesWith, filesWithout, guardIn, reason } from "./fake-guard.ts";
import { mcpServer } from "./mcp-server.ts";
import { installerOf, isThere, type Place, run, subagentDoes, textIn, type Trial } from "./trial.ts";

const { skip, title } = client;
type Files = (place: Place) => readonly SettingsFile[];

const shell = (command: string, id?: string): Content => use("run_shell_command", { command, description: "try" }, id);

function touching(settings: Files, more: Partial<Trial> = {}): Trial {
  return { client, settings, turns: ({ project }) => [[shell(`touch '${project}/made'`)]], ...more };
}

const refusing = filesWith("cat >/dev/null; REFUSE", client);

/** Refuses every call whose envelope holds the word, and says nothing to others. */
const choosy = filesWith("case $(cat) in *FORBIDDEN*) REFUSE;; esac", client);

/** The settings of the user with their text changed. */
function changed(files: Files, change: (text: string) => string): Files {
  return (place) => files(place).map((file) => ({ ...file, text: change(file.text ?? "") }));
}

/** The settings with more members beside our hooks. */
function beside(files: Files, members: (text: string) => object): Files {
  return changed(files, (text) => JSON.stringify({ ...(JSON.parse(text) as object), ...members(text) }));
}

test(`${title} lets a call through when the guard is silent`, { skip }, () => passed(touching(filesWith("cat >/dev/null", client))));

test(`${title} obeys a refusal and tells the model why, and nothing of our command line`, { skip }, async () => {
  const [result = ""] = await blocked(touching(refusing));
  assert.ok(result.includes(reason), result);
  assert.ok(!result.includes("--root"), result);
});

const failures: readonly (readonly [what: string, script: string])[] = [
  ["ends with an error of its own", "exit 1"],
  ["is not understood by the system", "exit 126"],
  ["is killed", "kill -9 $$"],
  ["refuses and is killed", 'cat "$here/answer"; kill -9 $$'],
  ["says half of its refusal", 'head -c 40 "$here/answer"; exit 2'],
  ["says half of its refusal and ends well", 'head -c 40 "$here/answer"; exit 0'],
  ["refuses with one letter of its verdict changed", 'sed s/deny/denx/ "$here/answer"; cat "$here/reason" >&2; exit 2'],
  ["says a number instead of a refusal", "printf 5; exit 2"],
  ["refuses in the words of another client", `printf '{"hookSpecificOutput":{"permissionDecision":"deny"}}'; exit 2`],
  ["refuses by its exit code alone", "exit 2"],
  ["refuses by its words alone", 'cat "$here/answer"; exit 0'],
  ["refuses on stderr and by its exit code", 'cat "$here/reason" >&2; exit 2'],
  ["does not read the envelope", "REFUSE"],
  ["says something else before it refuses", "echo news; REFUSE"],
  ["says something else after it refused", 'cat "$here/answer"; echo news; exit 2'],
  ["lets a child keep its stdout", "sleep 3 & REFUSE"],
];

for (const [what, script] of failures) {
  test(`${title} blocks when the guard ${what}`, { skip }, async () => {
    await blocked(touching(filesWith(script, client)));
  });
}

for (const fault of ["absent", "not executable"] as const) {
  test(`${title} blocks when the guard is ${fault}`, { skip }, async () => {
    await blocked(touching(filesWithout(fault, client)));
  });
}

const image = readFileSync("/bin/sh");
const deaths: readonly (readonly [what: string, spoil: (guard: string) => void])[] = [
  ["is empty", (guard) => truncateSync(guard, 0)],
  ["is all zeros", (guard) => writeFileSync(guard, Buffer.alloc(100_000))],
  ["is text of no interpreter", (guard) => writeFileSync(guard, "no guard\n")],
  ["is an image cut off after its head", (guard) => writeFileSync(guard, image.subarray(0, 4_096))],
];

function dying(spoil: (guard: string) => void): Files {
  return (place) => {
    const files = refusing(place);
    spoil(guardIn(place));
    chmodSync(guardIn(place), 0o755);
    return files;
  };
}

for (const [what, spoil] of deaths) {
  test(`${title} blocks when the guard ${what}`, { skip }, async () => {
    await blocked(touching(dying(spoil)));
  });
}

test(`${title} lets a call through when a hook takes longer than it was given, so ours is given a day`, { skip }, async () => {
  const hasty = changed(filesWith("sleep 3; REFUSE", client), (text) => text.replaceAll("86400000", "1000"));
  await passed(touching(hasty));
});

test(`${title} waits for a guard that takes longer than hooks usually get`, { skip }, async () => {
  await blocked(touching(filesWith("case $(cat) in *BeforeTool*) sleep 61; REFUSE;; esac", client), { patienceMs: 120_000 }));
});

test(`${title} shows the guard what it would write`, { skip }, async () => {
  await blocked({ client, settings: choosy, turns: () => [[use("write_file", { file_path: "made", content: "FORBIDDEN" })]] });
});

test(`${title} shows the guard what it would replace`, { skip }, async () => {
  const trial: Trial = {
    client,
    files: { "proj/text": "one" },
    turns: () => [[use("replace", { file_path: "text", instruction: "change", old_string: "one", new_string: "FORBIDDEN" })]],
  };
  await run(trial, ({ place, results }) => assert.equal(textIn(place, "proj/text"), "FORBIDDEN", results.join()));
  await run({ ...trial, settings: choosy }, ({ place, results }) => {
    assert.equal(textIn(place, "proj/text"), "one");
    assert.ok(results.at(-1)?.includes(reason), results.join());
  });
});

const inBackground = (path: string): Content =>
  use("run_shell_command", { command: `touch '${path}' # FORBIDDEN`, description: "try", is_background: true });

test(`${title} asks the guard about commands that run on in the background`, { skip }, async () => {
  await blocked({ client, settings: choosy, turns: ({ project }) => [[inBackground(`${project}/made`)], [shell("sleep 1", "call_2")]] });
});

test(`${title} asks the guard about a tool of an MCP server, by both of their names`, { skip }, async () => {
  const mcpServers = { my_fs: { command: process.execPath, args: ["../server.cjs"], trust: true } };
  const files = { "server.cjs": mcpServer, "proj/.gemini/settings.json": JSON.stringify({ mcpServers }) };
  const settings = filesWith('case $(cat) in *\'"server_name":"my_fs","tool_name":"make_it"\'*) REFUSE;; esac', client);
  await blocked({ client, settings, files, turns: ({ project }) => [[use("mcp_my_fs_make_it", { path: `${project}/made` })]] });
});

const starting = (prompt: string): Content => use("invoke_agent", { agent_name: "generalist", prompt });

const bySubagent: Trial["turns"] = ({ project }) => [[subagentDoes(shell(`touch '${project}/made'`), starting)]];

test(`${title} asks the guard about what a subagent does`, { skip }, async () => {
  const settings = filesWith('case $(cat) in *BeforeTool*\'"tool_name":"run_shell_command"\'*) REFUSE;; esac', client);
  await blocked({ client, settings, turns: bySubagent });
});

test(`${title} stops one of two calls at once and lets the other through`, { skip }, async () => {
  const trial: Trial = {
    client,
    settings: choosy,
    turns: ({ project }) => [[shell(`touch '${project}/made' # FORBIDDEN`, "call_1"), shell(`touch '${project}/other'`, "call_2")]],
  };
  await controlled(trial);
  await run(trial, ({ place, results }) => {
    assert.deepEqual([isThere(place, "proj/made"), isThere(place, "proj/other"), results.length], [false, true, 2]);
  });
});

test(`${title} tells the guard of a session, of calls that are over and of its end`, { skip }, async () => {
  const noting = filesWith('printf "%s\\n" "$(cat)" >>"$here/told"', client);
  await run(touching(noting), ({ place }) => {
    const told = textIn(place, ".sheep dog's/told").trim().split("\n");
    const events = told.map((line) => (JSON.parse(line) as { readonly hook_event_name: string }).hook_event_name);
    assert.deepEqual(events, ["SessionStart", "BeforeTool", "AfterTool", "AfterAgent"]);
  });
});

test(`${title} goes on when the guard fails at what it is only told of`, { skip }, async () => {
  await passed(touching(filesWith("case $(cat) in *BeforeTool*) exit 0;; esac; REFUSE", client)));
});

/** In these words a repository that the person trusts reaches the client. */
const attacks: readonly (readonly [what: string, files: Readonly<Record<string, string>>])[] = [
  ["names our hook among those that are left out", { "proj/.gemini/settings.json": '{"hooksConfig":{"disabled":["sheepdog"]}}' }],
  ["sets a list of hooks of its own", { "proj/.gemini/settings.json": '{"hooks":{"BeforeTool":[{"hooks":[]}]}}' }],
  ["lets bash run a script first", { "proj/.env": "BASH_ENV=./evil.sh\n", "proj/evil.sh": "exit 0\n" }],
  ["lets bash run a script first, by the client's own file", { "proj/.gemini/.env": "BASH_ENV=./evil.sh\n", "proj/evil.sh": "exit 0\n" }],
  ["sets the variables that a line of shell might hold", { "proj/.env": "said=\ncode=0\nout=\n0=0\n1=0\n" }],
];

/** A tool that no shell carries out, or the attack would hit that as well. */
const writing: Trial["turns"] = () => [[use("write_file", { file_path: "made", content: "" })]];

for (const [what, files] of attacks) {
  test(`${title} asks the guard in a trusted repository that ${what}`, { skip }, async () => {
    await blocked(touching(refusing, { files, turns: writing }));
  });
}

const withoutEnv = changed(refusing, (text) =>
  JSON.stringify(JSON.parse(text), (name, value: unknown) => (name === "env" ? undefined : value)),
);

test(`${title} does not ask a guard whose line leaves the environment as it is, so ours does not`, { skip }, async () => {
  const files = { "proj/.env": "BASH_ENV=./evil.sh\n", "proj/evil.sh": "exit 0\n" };
  await passed(touching(withoutEnv, { files, turns: writing }));
});

test(`${title} does not ask a guard that goes by a name which can be foreseen, so ours does not`, { skip }, async () => {
  const named = changed(refusing, (text) => text.replaceAll(/"sheepdog 0+"/g, '"sheepdog"'));
  await passed(touching(named, { files: { "proj/.gemini/settings.json": '{"hooksConfig":{"disabled":["sheepdog"]}}' }, turns: writing }));
});

/** What `doctor` finds in a project, and what the user's settings cannot help. */
const switchesOff = ['{"hooksConfig":{"enabled":false}}', '{"hooks":null}', '{"hooks":"none"}'];

test(`${title} does not ask the guard in a trusted repository that switches all hooks off, as doctor says of it`, { skip }, async () => {
  for (const text of switchesOff) {
    await passed(touching(refusing, { files: { "proj/.gemini/settings.json": text } }));
    assert.deepEqual(
      installerOf(client)
        .examineProject(text, "settings.json")
        .map(({ code }) => code),
      ["hooks.disabled"],
    );
  }
});

test(`${title} does not ask a guard that the user's own settings switch off, as doctor says of it`, { skip }, async () => {
  await passed(touching(beside(refusing, () => ({ hooksConfig: { enabled: false } }))));
  await passed(touching(beside(refusing, () => ({ hooksConfig: { disabled: [`sheepdog ${"0".repeat(32)}`] } }))));
});

test(`${title} goes on asking the guard when its settings are emptied in the middle of a session`, { skip }, async () => {
  await blocked({
    client,
    settings: choosy,
    turns: ({ project }) => [
      [shell(`echo '{"hooksConfig":{"enabled":false}}' | tee "$HOME/.gemini/settings.json" >.gemini.json; sleep 2`, "call_1")],
      [shell(`touch '${project}/made' # FORBIDDEN`, "call_2")],
    ],
  });
});

const gone = (place: Place): string => `rm -f '${guardIn(place).replaceAll("'", `'\\''`)}'`;

test(`${title} blocks when the guard itself is taken away in the middle of a session`, { skip }, async () => {
  await blocked({
    client,
    settings: choosy,
    turns: (place) => [[shell(gone(place), "call_1")], [shell(`touch '${place.project}/made'`, "call_2")]],
  });
});

const emptied: Files = (place) => {
  const without = installerOf(client).uninstall(refusing(place));
  assert.ok(without.ok && without.value.every(({ text }) => text?.includes("guard") !== true));
  return without.value;
};

test(`${title} does as the model says again once the guard is uninstalled`, { skip }, () => passed(touching(emptied)));
