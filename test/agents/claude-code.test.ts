/** What the real Claude Code makes of the guard's answers and of its failures. Every trial runs without a guard first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, olderClaudeCode } from "./clients.ts";
import { filesWithout, reason, settingsWith } from "./fake-guard.ts";
import { mcpServer } from "./mcp-server.ts";
import { blocked, control, isThere, passed, type Place, run, subagentDoes, textIn, type Trial } from "./trial.ts";

const silent = "cat >/dev/null; exit 0";
const refusing = "cat >/dev/null; REFUSE";

/** Shorter than the time that a real entry allows, so that the test need not wait for it. */
const hasty =
  (settings: (place: Place) => string) =>
  (place: Place): string =>
    settings(place).replaceAll('"timeout": 30', '"timeout": 1');

function touching(client: Client, settings: NonNullable<Trial["settings"]>): Trial {
  return { client, settings, turns: ({ project }) => [[use("Bash", { command: `touch '${project}/made'` })]] };
}

const failures: readonly (readonly [what: string, script: string])[] = [
  ["ends with an error of its own", "exit 1"],
  ["is not understood by the system", "exit 126"],
  ["is killed", "kill -9 $$"],
  ["refuses and is killed", 'cat "$here/answer"; kill -9 $$'],
  ["says half of its refusal", 'head -c 40 "$here/answer"; exit 2'],
  ["refuses by its exit code alone", "exit 2"],
  ["refuses on stderr alone", 'cat "$here/reason" >&2; exit 2'],
  ["does not read the envelope", "REFUSE"],
  ["says something else before it refuses", "echo news; REFUSE"],
  ["says something else after it refused", 'cat "$here/answer"; echo news; exit 2'],
  ["lets a child keep its stdout", "sleep 3 & REFUSE"],
];

for (const client of [claudeCode, olderClaudeCode]) {
  const { skip, title } = client;

  test(`${title} lets a call through when the guard is silent`, { skip }, () => passed(touching(client, settingsWith(silent, client))));

  test(`${title} obeys a refusal and tells the model why, and nothing of our command line`, { skip }, async () => {
    const [result = ""] = await blocked(touching(client, settingsWith(refusing, client)));
    assert.ok(result.includes(reason), result);
    assert.ok(!result.includes("--root"), result);
  });

  for (const [what, script] of failures) {
    test(`${title} blocks when the guard ${what}`, { skip }, async () => {
      await blocked(touching(client, settingsWith(script, client)));
    });
  }

  for (const fault of ["absent", "not executable"] as const) {
    test(`${title} blocks when the guard is ${fault}`, { skip }, async () => {
      await blocked(touching(client, filesWithout(fault, client)));
    });
  }
}

for (const [what, script] of [
  ["takes too long", "sleep 20"],
  ["refuses and then takes too long", 'cat "$here/answer"; sleep 20'],
] as const) {
  test(`${claudeCode.title} blocks when the guard ${what}`, { skip: claudeCode.skip }, async () => {
    await blocked(touching(claudeCode, hasty(settingsWith(script, claudeCode))));
  });
}

test(
  `${olderClaudeCode.title} lets a call through when the guard takes too long, as doctor says of it`,
  { skip: olderClaudeCode.skip },
  () => passed(touching(olderClaudeCode, hasty(settingsWith("sleep 20", olderClaudeCode)))),
);

/** Refuses every call whose envelope holds the word. */
const choosy = settingsWith("case $(cat) in *FORBIDDEN*) REFUSE;; esac", claudeCode);
const { skip, title } = claudeCode;

const notebook = JSON.stringify({
  cells: [{ cell_type: "code", id: "a", metadata: {}, outputs: [], execution_count: null, source: "1" }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

test(`${title} shows the guard what it would write, too`, { skip }, async () => {
  await blocked({
    client: claudeCode,
    settings: choosy,
    turns: ({ project }) => [[use("Write", { file_path: `${project}/made`, content: "FORBIDDEN" })]],
  });
});

const changes: readonly (readonly [tool: string, call: (project: string) => Content, path: string, before: string])[] = [
  ["Edit", (project) => use("Edit", { file_path: `${project}/text`, old_string: "one", new_string: "FORBIDDEN" }), "proj/text", "one"],
  [
    "NotebookEdit",
    (project) => use("NotebookEdit", { notebook_path: `${project}/n.ipynb`, cell_id: "a", new_source: "FORBIDDEN" }),
    "proj/n.ipynb",
    notebook,
  ],
];

for (const [tool, call, path, before] of changes) {
  test(`${title} shows the guard what ${tool} would change`, { skip }, async () => {
    const trial: Trial = {
      client: claudeCode,
      files: { [path]: before },
      turns: ({ home, project }) => [
        [use("Read", { file_path: `${home}/${path}` }, "toolu_1")],
        [{ ...call(project), id: "toolu_2" } as Content],
      ],
    };
    await run(trial, (outcome) =>
      assert.ok(textIn(outcome.place, path).includes("FORBIDDEN"), `the control did nothing: ${outcome.results.join()}`),
    );
    await run({ ...trial, settings: choosy }, (outcome) => {
      assert.equal(textIn(outcome.place, path), before);
      assert.ok(outcome.results.at(-1)?.includes(reason), outcome.results.join());
    });
  });
}

test(`${title} asks the guard about commands that run on in the background`, { skip }, async () => {
  for (const call of [
    (path: string) =>
      use("Monitor", { command: `touch '${path}' # FORBIDDEN`, description: "watch", timeout_ms: 5_000, persistent: false }),
    (path: string) => use("Bash", { command: `touch '${path}' # FORBIDDEN`, run_in_background: true }),
  ]) {
    const wait = use("Bash", { command: "sleep 1" }, "toolu_2");
    await blocked({ client: claudeCode, settings: choosy, turns: ({ project }) => [[call(`${project}/made`)], [wait]] });
  }
});

test(`${title} shows the guard a call of a server's tool, with its name and its input`, { skip }, async () => {
  const servers = { mcpServers: { fs: { type: "stdio", command: process.execPath, args: ["../server.cjs"] } } };
  const settings = settingsWith('case $(cat) in *\'"tool_name":"mcp__fs__make_it"\'*proj/made*) REFUSE;; esac', claudeCode);
  await blocked({
    client: claudeCode,
    settings,
    files: { "server.cjs": mcpServer, "servers.json": JSON.stringify(servers) },
    args: (args) => [...args, "--mcp-config", "../servers.json"],
    turns: ({ project }) => [[use("mcp__fs__make_it", { path: `${project}/made` })]],
  });
});

test(`${title} asks the guard about what a subagent does`, { skip }, async () => {
  const settings = settingsWith("case $(cat) in *agent_id*touch*) REFUSE;; esac", claudeCode);
  await blocked({
    client: claudeCode,
    settings,
    turns: ({ project }) => [[subagentDoes(use("Bash", { command: `touch '${project}/made'` }))]],
  });
});

test(`${title} stops one of two calls at once and lets the other through`, { skip }, async () => {
  const trial: Trial = {
    client: claudeCode,
    settings: choosy,
    turns: ({ project }) => [
      [
        use("Bash", { command: `touch '${project}/made' # FORBIDDEN` }, "toolu_1"),
        use("Bash", { command: `touch '${project}/other'` }, "toolu_2"),
      ],
    ],
  };
  await control(trial, "proj/made");
  await run(trial, ({ place, results }) => {
    assert.deepEqual([isThere(place, "proj/made"), isThere(place, "proj/other"), results.length], [false, true, 2]);
  });
});
