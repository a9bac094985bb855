/** What words become: quotes, braces, tildes, variables. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "unbash";
import { readShell } from "./shell.ts";
import { literal, type Value } from "./value.ts";
import { expandWord } from "./words.ts";

const variables: Readonly<Record<string, Value>> = { F: literal("-rf"), two: literal("a b"), empty: literal("") };

function fields(word: string): readonly Value[] {
  const statement = readShell(`x ${word}`).script.commands[0];
  const command = statement?.command as Command;
  const lookup = {
    home: literal("/home/dev"),
    variable: (name: string) => variables[name],
    substitute: () => ({ from: "call" as const, text: "out\n" }),
  };
  return command.args.flatMap((argument) => (argument.type === "Word" ? expandWord(argument, lookup) : []));
}

const becomes = (word: string, ...wanted: readonly string[]) =>
  test(`${word} becomes ${JSON.stringify(wanted)}`, () => {
    const found = fields(word);
    assert.deepEqual(
      found.map((value) => value.text),
      wanted,
    );
    assert.ok(found.every((value) => value.known));
  });

becomes("r'm'", "rm");
becomes('r""m', "rm");
becomes("\\rm", "rm");
becomes("$'\\x72m'", "rm");
becomes("$F", "-rf");
becomes("${F}", "-rf");
becomes("$two", "a", "b");
becomes('"$two"', "a b");
becomes("$empty");
becomes('"$empty"', "");
becomes("${empty:-x}", "x");
becomes("~", "/home/dev");
becomes("~/x", "/home/dev/x");
becomes('"~/x"', "~/x");
becomes("\\~", "~");
becomes("a{b,c}d", "abd", "acd");
becomes("{1..3}", "1", "2", "3");
becomes("{a,{b,c}}", "a", "b", "c");
becomes("$(anything)", "out");
becomes('"x$(anything)"', "xout");
becomes("$F$F", "-rf-rf");

test("a variable that nobody set is not known", () => {
  assert.deepEqual(
    fields("$OTHER").map((value) => value.known),
    [false],
  );
});

test("an unquoted pattern is marked, a quoted one is not", () => {
  assert.deepEqual(
    fields("*.c '*.c'").map((value) => value.glob),
    [true, false],
  );
});

test("braces without end do not become endlessly many words", () => {
  assert.deepEqual(
    fields("{1..99999999}").map((value) => value.known),
    [false],
  );
});
