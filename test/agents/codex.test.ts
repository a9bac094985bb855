/** What the real Codex CLI makes of the guard's answers and of its failures. Every trial runs without a guard first. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import type { SettingsFile } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { freeform } from "../../src/agents/wire/responses.ts";
import { codex } from "./clients.ts";
import { filesWith, filesWithout, guardIn, reason } from "./fake-guard.ts";
import { blocked, isThere, passed, type Place, run, subagentDoes, type Trial } from "./trial.ts";

const { skip, title } = codex;

const touch = (path: string): Content => use("exec_command", { cmd: `touch '${path}'` });

function touching(settings: NonNullable<Trial["settings"]>, more: Partial<Trial> = {}): Trial {
  return { client: codex, settings, turns: ({ project }) => [[touch(`${project}/made`)]], ...more };
}

/** Refuses every call whose envelope holds the word. */
const choosy = filesWith("case $(cat) in *FORBIDDEN*) REFUSE;; esac", codex);

function changed(files: readonly SettingsFile[], name: string, change: (text: string) => string): readonly SettingsFile[] {
  return files.map((file) => (file.name === name ? { ...file, text: change(file.text ?? "") } : file));
}

test(`${title} lets a call through when the guard is silent`, { skip }, () => passed(touching(filesWith("cat >/dev/null; exit 0", codex))));

test(`${title} obeys a refusal and tells the model why, and nothing of our command line`, { skip }, async () => {
  const [result = ""] = await blocked(touching(filesWith("cat >/dev/null; REFUSE", codex)));
  assert.ok(result.includes(reason), result);
  assert.ok(!result.includes("--root"), result);
});

const failures: readonly (readonly [what: string, script: string])[] = [
  ["ends with an error of its own", "exit 1"],
  ["is not understood by the system", "exit 126"],
  ["is killed", "kill -9 $$"],
  ["refuses and is killed", 'cat "$here/answer"; kill -9 $$'],
  ["refuses and ends as if nothing had been", 'cat "$here/answer"; exit 0'],
  ["says half of its refusal", 'head -c 40 "$here/answer"; exit 2'],
  ["says half of its refusal and ends as if nothing had been", 'head -c 40 "$here/answer"; exit 0'],
  ["refuses by its exit code alone", "exit 2"],
  ["refuses on stderr alone", 'cat "$here/reason" >&2; exit 2'],
  ["does not read the envelope", "REFUSE"],
  ["says something else before it refuses", "echo news; REFUSE"],
  ["lets a child keep its stdout", "sleep 3 & REFUSE"],
];

for (const [what, script] of failures) {
  test(`${title} blocks when the guard ${what}`, { skip }, async () => {
    await blocked(touching(filesWith(script, codex)));
  });
}

const emptied = (place: Place): readonly SettingsFile[] => {
  const files = filesWith("REFUSE", codex)(place);
  writeFileSync(guardIn(place), "");
  return files;
};

for (const fault of ["absent", "not executable"] as const) {
  test(`${title} blocks when the guard is ${fault}`, { skip }, async () => {
    await blocked(touching(filesWithout(fault, codex)));
  });
}

test(`${title} blocks when the guard is empty`, { skip }, async () => {
  await blocked(touching(emptied));
});

const slow = (place: Place): readonly SettingsFile[] =>
  changed(filesWith("sleep 20", codex)(place), "hooks", (text) => text.replaceAll('"timeout": 600', '"timeout": 1'));

/** Trust is in the definition, so one with another time-out needs its own. */
test(`${title} goes on without a hook that takes longer than its time; ours has ten minutes, and the guard seconds`, { skip }, async () => {
  await passed(touching(slow, { args: (args) => [...args.slice(0, -1), "--dangerously-bypass-hook-trust", "go"] }));
});

const patch = (name: string, text: string): string => `*** Begin Patch\n*** Add File: ${name}\n+${text}\n*** End Patch`;

/** A model that the client offers its patch tool to. */
const patching = { args: (args: readonly string[]) => [...args.slice(0, -1), "-m", "gpt-5.5", "go"] };

test(`${title} shows the guard what a patch would write`, { skip }, async () => {
  const apply = use("apply_patch", { [freeform]: patch("made", "FORBIDDEN") });
  await blocked({ client: codex, settings: choosy, turns: () => [[apply]], ...patching });
});

test(`${title} shows the guard a patch in a command`, { skip }, async () => {
  const apply = use("exec_command", { cmd: `apply_patch <<'EOF'\n${patch("made", "FORBIDDEN")}\nEOF` });
  await blocked({ client: codex, settings: choosy, turns: () => [[apply]] });
});

/** A server of tools in one file: it makes what it is told to. */
const server = `
const { createInterface } = require("node:readline");
const { writeFileSync } = require("node:fs");
const say = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, result }) + "\\n");
const inputSchema = { type: "object", properties: { path: { type: "string" } } };
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === "initialize") say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "files", version: "1" } });
  else if (method === "tools/list") say(id, { tools: [{ name: "make", description: "makes a file", inputSchema }] });
  else if (method === "tools/call") { writeFileSync(params.arguments.path, ""); say(id, { content: [{ type: "text", text: "made" }] }); }
  else if (id !== undefined) say(id, {});
});
`;

const serving = (script: string): Trial => ({
  client: codex,
  files: { "server.cjs": server },
  settings: withServer(filesWith(script, codex)),
  turns: ({ project }) => [[use("mcp__files/make", { path: `${project}/made` })]],
});

/** The server stands in the person's own settings. */
function withServer(settings: (place: Place) => readonly SettingsFile[]): (place: Place) => readonly SettingsFile[] {
  return (place) => {
    const table = `[mcp_servers.files]\ncommand = ${JSON.stringify(process.execPath)}\nargs = ["${place.home}/server.cjs"]\n`;
    return changed(settings(place), "trust", (text) => `${text}${table}`);
  };
}

const spawned = (prompt: string): Content => use("multi_agent_v1/spawn_agent", { message: prompt });

test(`${title} shows the guard a call of a server's tool, with its name and its input`, { skip }, async () => {
  await run(serving("exit 0"), ({ place, output }) => assert.ok(isThere(place, "proj/made"), output));
  await run(serving("case $(cat) in *'\"mcp__files__make\"'*/made*) REFUSE;; esac"), ({ place, results }) => {
    assert.deepEqual([isThere(place, "proj/made"), results.join().includes(reason)], [false, true]);
  });
});

test(`${title} asks the guard about what a subagent does`, { skip }, async () => {
  await blocked({
    client: codex,
    settings: filesWith("case $(cat) in *agent_id*touch*) REFUSE;; esac", codex),
    turns: ({ project }) => [[subagentDoes(touch(`${project}/made`), spawned)], [use("exec_command", { cmd: "sleep 4" }, "call_2")]],
  });
});

const program = (path: string): Content =>
  use("exec", { [freeform]: `text(JSON.stringify(await tools.exec_command({ cmd: "touch '${path}'" })))` });

/** Newer models get one tool, a program in which they call all others. */
test(`${title} asks the guard about what a program of the model does`, { skip }, async () => {
  await blocked({
    ...touching(filesWith("case $(cat) in *touch*) REFUSE;; esac", codex)),
    turns: ({ project }) => [[program(`${project}/made`)]],
    args: (args) => [...args.slice(0, -1), "-m", "gpt-6.1-sol", "go"],
  });
});

/** What would run in a program that was started harmlessly. */
const typing = ({ home }: Place): readonly (readonly Content[])[] => [
  [use("exec_command", { cmd: "bash", tty: true, yield_time_ms: 500 })],
  [use("write_stdin", { session_id: 1, chars: `touch '${home}/proj/made'\n`, yield_time_ms: 500 })],
];

const untrusted = (place: Place): readonly SettingsFile[] => filesWith("REFUSE", codex)(place).filter(({ name }) => name === "hooks");

test(`${title} has no program to type into, since no hook would see what is typed`, { skip }, async () => {
  await run({ client: codex, turns: typing }, ({ output }) => assert.ok(output.length > 0));
  await run({ client: codex, turns: typing, settings: choosy }, ({ place, results }) => {
    assert.equal(isThere(place, "proj/made"), false);
    assert.match(results.join("\n"), /TTY execution is disabled/);
  });
});

test(`${title} passes over hooks that nobody trusts, so the trust is part of what init writes`, { skip }, async () => {
  await passed(touching(untrusted));
  await passed(touching((place) => changed(filesWith("REFUSE", codex)(place), "hooks", (text) => text.replaceAll(": 600", ": 601"))));
});

test(`${title} tells the model what the guard says at the start of a session`, { skip }, async () => {
  let heard = "";
  const said = '{"hookSpecificOutput":{"hookEventName":"SessionStart","additionalContext":"CONTEXT OF THE GUARD"}}';
  const settings = filesWith(`case $(cat) in *'"SessionStart"'*) printf '%s' '${said}';; esac`, codex);
  await run({ ...touching(settings), hear: (body) => (heard += body) }, ({ place, output }) => {
    assert.ok(isThere(place, "proj/made"), output);
    assert.match(heard, /CONTEXT OF THE GUARD/);
  });
});
