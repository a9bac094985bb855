/** `sheepdog replay`, as a person uses it: what is judged is what was done, and what cannot be read is told. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { commandLine, type Said } from "../lib/command-line.ts";
import { guard } from "../lib/programs.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";

type Replay = (...args: readonly string[]) => Promise<Said>;

function inHome(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (replay: Replay, place: RealHome) => Promise<void>,
): Promise<void> {
  return inRealHome(async (place) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(place.home, name)), { recursive: true });
      writeFileSync(join(place.home, name), content);
    }
    await work((...args) => commandLine(["replay", ...args], { home: place.home, cwd: place.project }), place);
  });
}

type Tally = {
  readonly calls: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly stopped: readonly { readonly text: string; readonly calls: number; readonly rules: readonly string[] }[];
  readonly changed: readonly { readonly was: string; readonly now: string }[];
  readonly unjudged: readonly { readonly why: string; readonly calls: number }[];
  readonly by: readonly { readonly name: string; readonly calls: number }[];
};

async function tallied(replay: Replay, ...args: readonly string[]): Promise<Tally> {
  const { out, err, exit } = await replay("--json", ...args);
  assert.equal(exit, 0, err);
  return JSON.parse(out) as Tally;
}

const session = (cwd: string, id: string, command: string): string =>
  `${JSON.stringify({
    type: "assistant",
    sessionId: "s1",
    cwd,
    timestamp: "2026-11-20T10:00:00.000Z",
    message: { role: "assistant", content: [{ type: "tool_use", id, name: "Bash", input: { command } }] },
  })}\n`;

const rollout = (cwd: string, command: string): string =>
  [
    { type: "session_meta", payload: { id: "r1", cwd } },
    {
      type: "response_item",
      payload: { type: "function_call", name: "exec_command", arguments: JSON.stringify({ cmd: command }), call_id: "c1" },
    },
  ]
    .map((line) => `${JSON.stringify({ timestamp: "2026-11-21T10:00:00.000Z", ...line })}\n`)
    .join("");

test("without a path it is what the agents of this person did, each call once", () =>
  inHome(
    {
      ".claude/projects/-p/a.jsonl": session("/srv", "t1", "git push -f") + session("/srv", "t2", "ls"),
      ".claude/projects/-p/resumed.jsonl": session("/srv", "t1", "git push -f") + session("/srv", "t3", "git push --force"),
      ".codex/sessions/2026/11/21/rollout-x.jsonl": rollout("/srv", "rm -rf ~"),
    },
    async (replay) => {
      const tally = await tallied(replay);
      assert.deepEqual([tally.calls, tally.verdicts["deny"], tally.verdicts["allow"]], [4, 3, 1]);
      assert.deepEqual(
        tally.by.map(({ name, calls }) => [name, calls]),
        [
          ["claude-code", 3],
          ["codex", 1],
        ],
      );
      const { out, exit } = await replay("--fail");
      assert.equal(exit, 1);
      assert.match(out, /^4 calls from 3 sources from 2026-11-20 to 2026-11-21/);
      assert.match(out, /git\.push\.force {2}\(policies\/git\.rego:\d+, bundled\)/);
    },
  ));

test("a history is judged where the person stands, or where they say", () =>
  inHome({ ".bash_history": "rm -rf dist\ngit push -f\n" }, async (replay, { home }) => {
    assert.deepEqual(await tallied(replay, join(home, ".bash_history")).then(({ verdicts }) => verdicts), {
      deny: 1,
      ask: 0,
      warn: 0,
      allow: 1,
    });
    const elsewhere = await tallied(replay, "--cwd", "/", join(home, ".bash_history"));
    assert.notEqual(elsewhere.verdicts["allow"], 1);
  }));

test("what is named as one form is read as that", () =>
  inHome({ "notes.txt": "git push -f\n" }, async (replay, { home }) => {
    const file = join(home, "notes.txt");
    const unknown = await replay(file);
    assert.equal(unknown.exit, 2);
    assert.match(unknown.err, /is in no form that is known here; say with `--form` what it is/);
    assert.equal((await tallied(replay, "--form", "bash", file)).verdicts["deny"], 1);
  }));

test("of a ledger it tells what was decided otherwise at that time", () =>
  inHome({}, async (replay, { home, project }) => {
    const envelope = JSON.stringify({
      session_id: "s",
      cwd: project,
      hook_event_name: "PreToolUse",
      tool_name: "Bash",
      tool_input: { command: "sh clean.sh" },
    });
    mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true });
    await guard({ args: ["hook", "claude-code", "--root", join(home, ".sheepdog")], home, cwd: project, input: envelope });
    writeFileSync(join(project, "clean.sh"), "echo harmless now\n");
    const tally = await tallied(replay, "--ledger");
    assert.equal(tally.calls, 1);
    assert.deepEqual(
      tally.changed.map(({ was, now }) => [was, now]),
      [["ask", "allow"]],
    );
    assert.deepEqual(await tallied(replay, join(home, ".sheepdog/ledger")), tally);
  }));

test("only what happened since, where it is told when that was", () =>
  inHome({ "h/zsh_history": ": 1700000000:0;git push -f\n: 1750000000:0;git push -f\n" }, async (replay, { home }) => {
    assert.equal((await tallied(replay, "--since", "2025-01-01", join(home, "h"))).calls, 1);
  }));

test("lines that are no calls are counted and told, and the others are judged", () =>
  inHome(
    { "calls.jsonl": '{"command":"git push -f"}\n{oops\n\n{"command":5}\n{"command":"ls","cwd":"not absolute"}\n' },
    async (replay, { home }) => {
      const tally = await tallied(replay, join(home, "calls.jsonl"));
      assert.deepEqual([tally.calls, tally.unjudged.length], [1, 3]);
    },
  ));

test("Markdown for a page", () =>
  inHome({ ".bash_history": "git push -f\n" }, async (replay, { home }) => {
    const { out } = await replay("--md", join(home, ".bash_history"));
    assert.match(out, /^# What the guard would have stopped\n/);
    assert.match(out, /\| 1 \| deny \| git\.push\.force \|/);
  }));

/** Zeros, which take no room on the disk. */
function large(path: string): void {
  writeFileSync(path, "#");
  truncateSync(path, 100_000_000);
}

const hostile: readonly (readonly [what: string, make: (path: string) => void, exit: number, said: RegExp])[] = [
  ["a file that is not there", () => undefined, 2, /could not be read: ENOENT/],
  ["an empty file", (path) => writeFileSync(path, ""), 2, /is in no form that is known/],
  [
    "a program",
    (path) =>
      writeFileSync(
        path,
        Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256),
      ),
    2,
    /is in no form that is known/,
  ],
  ["a pipe", (path) => execFileSync("mkfifo", [path]), 2, /is a pipe/],
  ["a folder with nothing in it", (path) => mkdirSync(path), 2, /there is nothing to replay here/],
  ["100 MB without an end of line", large, 2, /is in no form that is known/],
];

for (const [what, make, exit, said] of hostile)
  test(`${what} is one sentence and exit code ${exit}`, () =>
    inHome({}, async (replay, { home }) => {
      const path = join(home, "given");
      make(path);
      const told = await replay(path);
      assert.equal(told.exit, exit);
      assert.match(told.err, said);
      assert.equal(told.err.trim().split("\n").length, 1);
    }));

test("a history with a line of 100 MB and bytes that are no text is read on", () =>
  inHome({}, async (replay, { home }) => {
    const path = join(home, ".bash_history");
    writeFileSync(
      path,
      Buffer.concat([Buffer.from("ls\n"), Buffer.alloc(100_000_000, 120), Buffer.from("\n\xff\xfe\ngit push -f\n", "latin1")]),
    );
    const tally = await tallied(replay, path);
    assert.equal(tally.verdicts["deny"], 1);
    assert.match(tally.unjudged[0]?.why ?? "", /line 2 of .* is longer than \d+ bytes/);
  }));
