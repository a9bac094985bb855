/** What an agent is told at the moments that are no call, and which changes of its settings are held up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { adapters } from "../agents/agents.ts";
import { type Entry, seen, unseen, type World } from "../guard/guard.ts";
import { noticed } from "./noticing.ts";

const adapter = adapters.find(({ weakens }) => weakens !== undefined);

type File = { readonly text?: string; readonly owner?: number; readonly mode?: number };

const blind = (): ReturnType<typeof unseen> => unseen("denied");

/** A machine with these files and nothing else; a file without text cannot be read. */
function worldOf(files: Readonly<Record<string, File>>): World {
  const entry = (path: string): Entry => {
    const file = files[path];
    return { kind: file === undefined ? "absent" : "file", bytes: 0, mode: file?.mode ?? 0o600, owner: file?.owner ?? 1000 };
  };
  return {
    entry: (path) => seen(entry(path)),
    resolved: seen,
    text: (path) => {
      const text = files[path]?.text;
      return text === undefined ? blind() : seen({ text, whole: true });
    },
    names: blind,
    tree: blind,
    tracked: blind,
    variable: () => seen(null),
    remembered: () => seen([]),
  };
}

const root = "/home/dev/.sheepdog";
const user = "/home/dev/.claude/settings.json";
const project = "/home/dev/p/.claude/settings.json";
const record = { [`${root}/installed.json`]: { text: JSON.stringify({ placements: [{ files: [{ path: user }] }] }) } };
const told = { by: { agent: "x" }, cwd: "/home/dev/p" };

function saidOf(files: Readonly<Record<string, File>>, source: string, file?: string): string {
  assert.ok(adapter !== undefined);
  const notice = { ...told, at: "config-change", source, ...(file === undefined ? {} : { file }) } as const;
  return noticed(notice, adapter, { world: worldOf(files), root }).is;
}

const weak: readonly (readonly [what: string, files: Readonly<Record<string, File>>, source: string, file?: string])[] = [
  ["the file that carries the guard is gone", record, "user_settings", user],
  ["it does not hold the guard any more", { ...record, [user]: { text: "{}" } }, "user_settings", user],
  ["it is broken", { ...record, [user]: { text: "{oops" } }, "user_settings", user],
  ["it cannot be read", { ...record, [user]: {} }, "user_settings", user],
  ["nobody kept where the guard was put", { [user]: { text: "{}" } }, "user_settings", user],
  ["a project switches hooks off", { ...record, [project]: { text: '{"disableAllHooks":true}' } }, "project_settings", project],
  ["a project sets what hooks load", { ...record, [project]: { text: '{"env":{"LD_PRELOAD":"x"}}' } }, "local_settings", project],
  [
    "a project moves the client's own folder",
    { ...record, [project]: { text: '{"env":{"CLAUDE_CONFIG_DIR":"/x"}}' } },
    "local_settings",
    project,
  ],
  ["nobody says which file of the user changed", record, "user_settings"],
];

for (const [what, files, source, file] of weak) {
  test(`a change is held up when ${what}`, () => assert.equal(saidOf(files, source, file), "refused"));
}

const managed = { "/etc/claude-code/managed-settings.d/50-sheepdog.json": { text: "{}", owner: 0, mode: 0o644 } };

const harmless: readonly (readonly [what: string, files: Readonly<Record<string, File>>, source: string, file?: string])[] = [
  ["a project allows a command", { ...record, [project]: { text: '{"permissions":{"allow":["Bash(ls)"]}}' } }, "project_settings", project],
  ["a project's settings are gone", record, "project_settings", project],
  ["a project's settings are broken, which drops them", { ...record, [project]: { text: "{oops" } }, "project_settings", project],
  ["skills changed", record, "skills"],
  ["the managed settings changed, which root alone can do", record, "policy_settings"],
  ["the user's settings hold no guard because the managed ones do", { ...managed, [user]: { text: "{}" } }, "user_settings", user],
];

for (const [what, files, source, file] of harmless) {
  test(`a change is let be when ${what}`, () => assert.equal(saidOf(files, source, file), "noted"));
}

function welcome(files: Readonly<Record<string, File>>): string {
  assert.ok(adapter !== undefined);
  const said = noticed({ ...told, at: "session-start" }, adapter, { world: worldOf(files), root });
  return said.is === "context" ? said.text : "";
}

test("a session hears at its start how it is guarded, and managed only where root alone can change that", () => {
  assert.match(welcome({}), /level user, mode read/);
  assert.match(welcome(managed), /level managed, mode read/);
  const [path = ""] = Object.keys(managed);
  assert.match(welcome({ [path]: { text: "{}", owner: 0, mode: 0o666 } }), /level user/);
  assert.match(welcome({ [path]: { text: "{}", owner: 1000, mode: 0o644 } }), /level user/);
});

test("what is over or has stopped is put on record and nothing else", () => {
  assert.ok(adapter !== undefined);
  for (const notice of [{ ...told, at: "stop" } as const, { ...told, at: "after-call", tool: "Bash" } as const])
    assert.deepEqual(noticed(notice, adapter, { world: worldOf({}), root }), { is: "noted" });
});
