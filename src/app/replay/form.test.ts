/** What a file is, told by its name and its first lines. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formNames, formNamed, formOf, nameOfForm } from "./form.ts";

const files: readonly (readonly [path: string, lines: readonly string[], form: string | undefined])[] = [
  ["/h/x.jsonl", ['{"type":"summary","summary":"x"}', '{"type":"user","sessionId":"s","message":{"content":"x"}}'], "claude-code"],
  ["/h/rollout-x.jsonl", ['{"timestamp":"t","type":"session_meta","payload":{"id":"x","cwd":"/"}}'], "codex"],
  ["/h/calls.jsonl", ['{"command":"ls"}'], "calls"],
  ["/h/calls.jsonl", ['{"call":{"version":1}}'], "calls"],
  ["/h/.bash_history", ["ls", "cd x"], "bash"],
  ["/h/.zsh_history", ["ls"], "zsh"],
  ["/h/fish/fish_history", [], "fish"],
  ["/h/old", [": 1700000000:0;ls"], "zsh"],
  ["/h/old", ["- cmd: ls", "  when: 1700000000"], "fish"],
  ["/h/.bash_history", ['{"a":1}', "ls"], "bash"],
  ["/h/notes.txt", ["ls", "cd x"], undefined],
  ["/h/data.jsonl", ['{"a":1}'], undefined],
  ["/h/empty", [], undefined],
];

for (const [path, lines, name] of files)
  test(`\`${path}\` with \`${lines[0] ?? ""}\` is ${name ?? "nothing that is known"}`, () => {
    const form = formOf(path, lines);
    assert.equal(form === undefined ? undefined : nameOfForm(form), name);
  });

test("every form can be named", () => {
  assert.deepEqual(
    formNames.map((name) => nameOfForm(formNamed(name) ?? { is: "calls" })),
    formNames,
  );
  assert.equal(formNamed("csv"), undefined);
});
