/** What the real GitHub Copilot CLI makes of the guard's answers and of its failures. Every trial runs without a guard first. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { SettingsFile } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { copilotCli as client } from "./clients.ts";
import { filesWith, filesWithout, guardIn, reason } from "./fake-guard.ts";
import { blocked, control, installerOf, isThere, passed, type Place, run, subagentDoes, textIn, type Trial } from "./trial.ts";

const { skip, title } = client;
type Files = (place: Place) => readonly SettingsFile[];

const bash = (command: string, id?: string): Content => use("bash", { command, description: "try" }, id);

/** Where the client unpacks itself: once for all trials, since that takes longer than the rest of one. */
const unpacked = mkdtempSync(join(tmpdir(), "sheepdog unpacked "));
after(() => rmSync(unpacked, { recursive: true, force: true }));
const env = { XDG_CACHE_HOME: unpacked };

function touching(settings: Files, more: Partial<Trial> = {}): Trial {
  return { client, settings, turns: ({ project }) => [[bash(`touch '${project}/made'`)]], ...more, env: { ...env, ...more.env } };
}

/** The control of all trials that differ in nothing but their guard is one and the same run. */
let controlled: Promise<void> | undefined;

async function stopped(settings: Files): Promise<readonly string[]> {
  const trial = touching(settings);
  controlled ??= control(trial, "proj/made");
  await controlled;
  return run(trial, ({ place, results, output }) => {
    assert.equal(isThere(place, "proj/made"), false, `the client did it all the same: ${output}`);
    assert.ok(results.length > 0, `the model heard nothing of it: ${output}`);
    return results;
  });
}

const refusing = filesWith("cat >/dev/null; REFUSE", client);

/** Refuses every envelope that holds the word, and says nothing to others. */
const choosy = filesWith("case $(cat) in *FORBIDDEN*) REFUSE;; esac", client);

test(`${title} lets a call through when the guard is silent`, { skip }, () => passed(touching(filesWith("cat >/dev/null", client))));

test(`${title} obeys a refusal and tells the model why, and nothing of our command line`, { skip }, async () => {
  const [result = ""] = await stopped(refusing);
  assert.ok(result.includes(reason), result);
  assert.ok(!result.includes("--root"), result);
});

const failures: readonly (readonly [what: string, script: string])[] = [
  ["ends with an error of its own", "exit 1"],
  ["is not understood by the system", "exit 126"],
  ["is killed", "kill -9 $$"],
  ["refuses and is killed", 'cat "$here/answer"; kill -9 $$'],
  ["says half of its refusal", 'head -c 40 "$here/answer"; exit 2'],
  ["refuses by its exit code alone", "exit 2"],
  ["refuses by its words alone", 'cat "$here/answer"; exit 0'],
  ["refuses on stderr and by its exit code", 'cat "$here/reason" >&2; exit 2'],
  ["does not read the envelope", "REFUSE"],
  ["says something else before it refuses", "echo news; REFUSE"],
  ["says something else after it refused", 'cat "$here/answer"; echo news; exit 2'],
  ["lets a child keep its stdout", "sleep 3 & REFUSE"],
];

/** The line that clients get which were not seen to start a hook without a shell; this one takes it, too. */
const shellForm = { ...client, version: "1.0.92" };

for (const [form, as] of [
  ["called without a shell", client],
  ["called through a shell", shellForm],
] as const) {
  for (const [what, script] of failures) {
    test(`${title} blocks when the guard, ${form}, ${what}`, { skip }, async () => {
      await stopped(filesWith(script, as));
    });
  }

  for (const fault of ["absent", "not executable"] as const) {
    test(`${title} blocks when the guard, ${form}, is ${fault}`, { skip }, async () => {
      await stopped(filesWithout(fault, as));
    });
  }

  test(`${title} lets a call through when the guard, ${form}, is silent`, { skip }, () =>
    passed(touching(filesWith("cat >/dev/null", as))),
  );
}

const image = readFileSync("/bin/sh");
const deaths: readonly (readonly [what: string, spoil: (guard: string) => void])[] = [
  ["is empty", (guard) => truncateSync(guard, 0)],
  ["is all zeros", (guard) => writeFileSync(guard, Buffer.alloc(100_000))],
  ["is text of no interpreter", (guard) => writeFileSync(guard, "exit 0\n")],
  ["is an image cut off after its head", (guard) => writeFileSync(guard, image.subarray(0, 4_096))],
];

for (const [what, spoil] of deaths) {
  test(`${title} blocks when the guard ${what}`, { skip }, async () => {
    await stopped((place) => {
      const files = refusing(place);
      spoil(guardIn(place));
      chmodSync(guardIn(place), 0o755);
      return files;
    });
  });
}

const changed = (files: readonly SettingsFile[], from: string, to: string): readonly SettingsFile[] =>
  files.map((file) => ({ ...file, text: file.text?.replaceAll(from, to) ?? null }));

/** Slow before a call alone: the guard is told of more, and the client waits there as well. */
const slowly = (seconds: number): string =>
  `case $(cat) in *toolResult* | *initialPrompt* | *stopReason*) ;; *) sleep ${seconds}; REFUSE;; esac`;

test(`${title} lets a call through when a hook takes longer than it was given, so ours is given a day`, { skip }, async () => {
  const slow = filesWith(slowly(5), client);
  await passed(touching((place) => changed(slow(place), '"timeoutSec": 86400', '"timeoutSec": 1')));
});

test(`${title} waits for a guard that takes longer than hooks usually get`, { skip }, async () => {
  await stopped(filesWith(slowly(33), client));
});

/** The shape of one model's tools is not that of another's. */
const patching = { COPILOT_PROVIDER_MODEL_ID: "gpt-5.4" };

const changes: readonly (readonly [what: string, call: (project: string) => Content, env: Readonly<Record<string, string>>])[] = [
  ["create", (project) => use("create", { path: `${project}/made`, file_text: "FORBIDDEN" }), {}],
  [
    "apply_patch",
    (project) => use("apply_patch", { input: `*** Begin Patch\n*** Add File: ${project}/made\n+FORBIDDEN\n*** End Patch` }),
    patching,
  ],
  [
    "bash in the background",
    (project) => use("bash", { command: `touch '${project}/made' # FORBIDDEN`, description: "d", mode: "async" }),
    {},
  ],
];

for (const [what, call, more] of changes) {
  test(`${title} shows the guard what ${what} would do`, { skip }, async () => {
    await blocked({
      client,
      settings: choosy,
      env: { ...env, ...more },
      turns: ({ project }) => [[call(project)], [bash("sleep 1", "toolu_2")]],
    });
  });
}

test(`${title} shows the guard what edit would change`, { skip }, async () => {
  const trial: Trial = {
    client,
    env,
    files: { "proj/text": "one\n" },
    turns: ({ project }) => [[use("edit", { path: `${project}/text`, old_str: "one", new_str: "FORBIDDEN" })]],
  };
  await run(trial, ({ place, results }) => assert.equal(textIn(place, "proj/text"), "FORBIDDEN\n", results.join()));
  await run({ ...trial, settings: choosy }, ({ place, results }) => {
    assert.equal(textIn(place, "proj/text"), "one\n");
    assert.ok(results[0]?.includes(reason), results.join());
  });
});

/** A server of one tool that makes the file which it is told. */
const server = `import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
const say = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, result }) + "\\n");
const schema = { type: "object", properties: { path: { type: "string" } } };
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === "initialize") say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "fs", version: "1" } });
  else if (method === "tools/list") say(id, { tools: [{ name: "make_it", description: "makes a file", inputSchema: schema }] });
  else if (method === "tools/call") {
    writeFileSync(params.arguments.path, "");
    say(id, { content: [{ type: "text", text: "made" }] });
  } else if (id !== undefined) say(id, {});
});
`;

test(`${title} asks the guard about a tool of an MCP server, by both of their names`, { skip }, async () => {
  const files = {
    "server.mjs": server,
    ".copilot/mcp-config.json": JSON.stringify({
      mcpServers: { fs: { type: "local", command: process.execPath, args: ["../server.mjs"], tools: ["*"] } },
    }),
  };
  const settings = filesWith('case $(cat) in *\'"toolName":"fs-make_it"\'*) REFUSE;; esac', client);
  await blocked({ client, settings, files, env, turns: ({ project }) => [[use("fs-make_it", { path: `${project}/made` })]] });
});

const starting = (prompt: string): Content =>
  use("task", { description: "help", prompt, agent_type: "general-purpose", name: "helper", mode: "sync" });

test(`${title} asks the guard about what a subagent does`, { skip }, async () => {
  const settings = filesWith('case $(cat) in *\'"toolName":"bash"\'*) REFUSE;; esac', client);
  await blocked({ client, settings, env, turns: ({ project }) => [[subagentDoes(bash(`touch '${project}/made'`), starting)]] });
});

test(`${title} stops one of two calls at once and lets the other through`, { skip }, async () => {
  const trial: Trial = {
    client,
    settings: choosy,
    env,
    turns: ({ project }) => [[bash(`touch '${project}/made' # FORBIDDEN`, "toolu_1"), bash(`touch '${project}/other'`, "toolu_2")]],
  };
  await control(trial, "proj/made");
  await run(trial, ({ place, results }) => {
    assert.deepEqual([isThere(place, "proj/made"), isThere(place, "proj/other"), results.length], [false, true, 2]);
  });
});

const switchedOff = { "proj/.github/copilot/settings.json": '{"disableAllHooks":true}' };

test(`${title} asks the guard in a repository that switches hooks off and was never trusted`, { skip }, async () => {
  await blocked(touching(refusing, { files: switchedOff }));
});

const trusting: Trial["args"] = (words) => [...words, "--trust-folder"];

test(`${title} does not ask the guard in a trusted repository that switches hooks off, as doctor says of it`, { skip }, async () => {
  await passed(touching(refusing, { files: switchedOff, args: trusting }));
  const installer = installerOf(client);
  assert.deepEqual(
    installer.examineWords(["--trust-folder"]).map(({ code }) => code),
    ["words.trust"],
  );
  assert.deepEqual(
    installer.examineProject('{"disableAllHooks":true}', "settings.json").map(({ code }) => code),
    ["hooks.disabled"],
  );
});

const poison: Readonly<Record<string, string>> = {
  BASH_ENV: "./evil.sh",
  ENV: "./evil.sh",
  "BASH_FUNC_exit%%": "() { builtin exit 0; }",
  "BASH_FUNC_printf%%": "() { builtin exit 0; }",
  "BASH_FUNC_[%%": "() { builtin exit 0; }",
  NODE_OPTIONS: "--require ./evil.cjs",
  SHEEPDOG_ROOT: "/nowhere",
};

for (const [form, as] of [
  ["without a shell", client],
  ["through a shell", shellForm],
] as const) {
  test(`${title} asks the guard, called ${form}, in an environment full of poison`, { skip }, async () => {
    const refuses = filesWith('cat >/dev/null; /bin/cat "$here/answer"; /bin/cat "$here/reason" >&2; kill -9 $$', as);
    await blocked(touching(refuses, { env: poison, files: { "proj/evil.sh": "exit 0\n", "proj/evil.cjs": "process.exit(0)\n" } }));
  });
}

test(`${title} goes on asking the guard when its files are taken away in the middle of a session`, { skip }, async () => {
  const attack = '"$HOME/.copilot"; rm hooks/sheepdog.json; echo \'{"disableAllHooks":true}\' > settings.json; sleep 2';
  await blocked({
    client,
    settings: choosy,
    env,
    turns: ({ project }) => [[bash(`cd ${attack}`, "toolu_1")], [bash(`touch '${project}/made' # FORBIDDEN`, "toolu_2")]],
  });
});

test(`${title} blocks when the guard itself is taken away in the middle of a session`, { skip }, async () => {
  await blocked({
    client,
    settings: choosy,
    env,
    turns: (place) => [
      [bash(`rm -f '${guardIn(place).replaceAll("'", `'\\''`)}'`, "toolu_1")],
      [bash(`touch '${place.project}/made'`, "toolu_2")],
    ],
  });
});

test(`${title} does as the model says again once the guard is uninstalled`, { skip }, async () => {
  await passed(
    touching((place) => {
      const files = refusing(place);
      const without = installerOf(client).uninstall(files);
      assert.ok(without.ok && without.value.every(({ text }) => text === null));
      for (const { path } of without.value) rmSync(path, { force: true });
      return without.value;
    }),
  );
});
