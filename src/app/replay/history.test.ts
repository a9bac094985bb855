/** Shell histories, in the bytes that each shell writes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Shell, typedIn } from "./history.ts";

function typed(shell: Shell, ...lines: readonly (string | readonly number[])[]): readonly unknown[] {
  return [
    ...typedIn(
      shell,
      lines.map((line) => (typeof line === "string" ? new TextEncoder().encode(line) : Uint8Array.from(line))),
    ),
  ];
}

type Case = readonly [sentence: string, shell: Shell, lines: readonly (string | readonly number[])[], found: readonly unknown[]];

const at = 1_700_000_000_000;

const cases: readonly Case[] = [
  ["bash: a line is a command", "bash", ["ls -la", "", "git push"], [{ command: "ls -la" }, { command: "git push" }]],
  [
    "bash: what stands between two times is one command",
    "bash",
    ["before", "#1700000000", "for x in *; do", "  rm $x", "done", "#1700000001", "ls"],
    [{ command: "before" }, { at, command: "for x in *; do\n  rm $x\ndone" }, { at: at + 1000, command: "ls" }],
  ],
  ["bash: a comment is no time", "bash", ["#170 apples", "# note"], [{ command: "#170 apples" }, { command: "# note" }]],
  ["bash: a time without a command is nothing", "bash", ["#1700000000", "#1700000001"], []],
  ["zsh: a line is a command", "zsh", ["ls", "cd x"], [{ command: "ls" }, { command: "cd x" }]],
  [
    "zsh: a time, and a command of several lines",
    "zsh",
    [": 1700000000:5;echo a \\", "b", ": 1700000001:0;ls"],
    [
      { at, command: "echo a \nb" },
      { at: at + 1000, command: "ls" },
    ],
  ],
  ["zsh: a file that ends in the middle of a command", "zsh", ["echo a\\"], [{ command: "echo a\n" }]],
  // `ü` is c3 bc; zsh keeps bytes from 83 to 9f, and 0, behind 83: `ă` (c4 83) becomes c4 83 a3.
  ["zsh: its own coding of some bytes", "zsh", [[0x65, 0xc4, 0x83, 0xa3, 0x7a]], [{ command: "eăz" }]],
  [
    "fish: a command with its time, and what fish escapes",
    "fish",
    ["- cmd: echo a\\nb \\\\n", "  when: 1700000000", "  paths:", "    - x", "- cmd: ls"],
    [{ at, command: "echo a\nb \\n" }, { command: "ls" }],
  ],
  ["an empty file has no commands", "fish", [], []],
  ["bytes that are no text do no harm", "bash", [[0xff, 0x00, 0x41]], [{ command: "\ufffd\0A" }]],
];

for (const [sentence, shell, lines, found] of cases) test(sentence, () => assert.deepEqual(typed(shell, ...lines), found));
