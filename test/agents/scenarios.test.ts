/** What is tried with each real client, and by which test: the table in docs/agents.md is made from this one. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { allClients } from "./clients.ts";

const columns = ["claude-code", "codex", "copilot-cli", "gemini-cli", "opencode"] as const;

/** A file of this folder, without its end, and words that stand in the name of the test. */
type Tried = readonly [file: string, words: string];
type Scenario = { readonly what: string; readonly by: readonly [Tried, Tried, Tried, Tried, Tried] };

function everywhere(what: string, file: string, words: string): Scenario {
  const tried: Tried = [file, words];
  return { what, by: [tried, tried, tried, tried, tried] };
}

const guarded = "is guarded and proved by init, and uninstall leaves no file of it behind";
const both = "gemini-cli-and-opencode";

/** The first three are one test, step by step, of whole runs of the command line. */
const scenarios: readonly Scenario[] = [
  everywhere("install", "every-client", guarded),
  everywhere("canary", "every-client", guarded),
  everywhere("uninstall", "every-client", guarded),
  onEach("allow", "does what the guard allows"),
  onEach("deny", "does not do what the guard denies"),
  onEach("ask", "does not do what needs a person"),
  everywhere("ask and deny in a terminal", "interactive", "ask and deny are refused without a dialog"),
  everywhere("25 faults in one session", "model/real", "each of which meets another fault of the guard"),
  {
    what: "file tool",
    by: [
      ["claude-code", "shows the guard what it would write"],
      ["codex", "shows the guard what a patch would write"],
      ["copilot-cli", "shows the guard what edit would change"],
      ["gemini-cli", "shows the guard what it would write"],
      ["opencode", "shows the guard what it would write"],
    ],
  },
  {
    what: "MCP tool",
    by: [
      ["claude-code", "a call of a server's tool"],
      ["codex", "a call of a server's tool"],
      ["copilot-cli", "a tool of an MCP server"],
      ["gemini-cli", "a tool of an MCP server"],
      ["opencode", "a tool of an MCP server"],
    ],
  },
  onOwn("subagent", "asks the guard about what a subagent does"),
  onOwn("crash", "is killed"),
  {
    what: "time-out",
    by: [
      ["claude-code", "takes too long"],
      ["codex", "goes on without a hook that takes longer than its time"],
      ["copilot-cli", "lets a call through when a hook takes longer than it was given"],
      ["gemini-cli", "lets a call through when a hook takes longer than it was given"],
      ["opencode", "blocks when the guard takes too long"],
    ],
  },
  {
    what: "hostile repository",
    by: [
      ["run", "is guarded in a repository that switches hooks off"],
      ["run", "is guarded in a repository that switches hooks off"],
      ["copilot-cli-managed", "in a trusted repository that switches hooks off"],
      [both, "launched by us, asks the guard in a trusted repository that switches hooks off"],
      ["opencode", "launched by us, leaves a hostile repository without a say"],
    ],
  },
  {
    what: "poisoned environment",
    by: [
      ["real-guard", "asks the guard in a repository that sets variables for it"],
      ["codex-hostile", "in a project that sets variables for commands"],
      ["copilot-cli", "in an environment full of poison"],
      ["gemini-cli", "lets bash run a script first"],
      ["opencode", "in an environment full of poison"],
    ],
  },
  {
    what: "settings edited in a session",
    by: [
      ["claude-code-settings", "in the middle of a session"],
      ["codex-hostile", "in the middle of a session"],
      ["copilot-cli", "in the middle of a session"],
      ["gemini-cli", "in the middle of a session"],
      ["opencode", "in the middle of a session"],
    ],
  },
  {
    what: "own files left alone",
    by: [
      ["real-guard", "does not write the settings that load the guard"],
      ["codex-guard", "does not patch the files that load the guard"],
      ["copilot-cli-guard", "does not change the file that loads the guard"],
      [both, "does not write the file that loads the guard"],
      [both, "does not write the file that loads the guard"],
    ],
  },
  onEach("on record", "leaves a record of every call"),
];

/** In the file that lets the real guard decide. */
function onEach(what: string, words: string): Scenario {
  return {
    what,
    by: [
      ["real-guard", words],
      ["codex-guard", words],
      ["copilot-cli-guard", words],
      [both, words],
      [both, words],
    ],
  };
}

/** In the file that is named like the product. */
function onOwn(what: string, words: string): Scenario {
  const [claude, codex, copilot, gemini, opencode] = columns;
  return {
    what,
    by: [
      [claude, words],
      [codex, words],
      [copilot, words],
      [gemini, words],
      [opencode, words],
    ],
  };
}

function source(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

const header = `| scenario | ${columns.map((name) => `\`${name}\``).join(" | ")} |`;
const lines = scenarios.map(({ what, by }) => `| ${what} | ${by.map(([file]) => file).join(" | ")} |`);
const sum = `| scenarios | ${columns.map(() => String(scenarios.length)).join(" | ")} |`;

test("every real client is tried in all of these ways, and there are twelve at least", () => {
  assert.deepEqual([...new Set(allClients.map(({ name }) => name))].toSorted(), [...columns].toSorted());
  assert.ok(scenarios.length >= 12);
});

for (const { what, by } of scenarios) {
  test(`${what}: each client has a test of that name`, () => {
    for (const [file, words] of by) assert.ok(source(`${file}.test.ts`).includes(words), `${file}: ${words}`);
  });
}

test("the guide has this very table", () => {
  const table = [header, "|---|---|---|---|---|---|", ...lines, sum].join("\n");
  assert.ok(source("../../docs/agents.md").includes(table), `it should be\n${table}`);
});
