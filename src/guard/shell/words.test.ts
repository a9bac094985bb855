/** What words become: quotes, braces, tildes, variables. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "unbash";
import { readShell } from "./shell.ts";
import { listValue, literal, type Value } from "./value.ts";
import { expandWord } from "./words.ts";

const variables: Readonly<Record<string, Value>> = {
  F: literal("-rf"),
  two: literal("a b"),
  empty: literal(""),
  path: literal("/a/b.c.d"),
  word: literal("hello"),
  name: literal("word"),
  five: literal("5"),
  PWD: literal("/work"),
  OLDPWD: literal("/before"),
  list: listValue([literal("x"), literal("y z"), literal("w")]),
  map: { ...listValue([literal("1"), literal("2")], ["one", "two"]), keyed: true },
  sparse: listValue([literal("p"), literal("q")], ["2", "7"]),
  "@": listValue([literal("one"), literal("two"), literal("three")]),
};

function fields(word: string): readonly Value[] {
  const statement = readShell(`x ${word}`).script.commands[0];
  const command = statement?.command as Command;
  const lookup = {
    home: literal("/home/dev"),
    homeOf: (user: string) => (user === "ann" ? literal("/home/ann") : undefined),
    variable: (name: string) => variables[name],
    assign: () => {},
    isUnset: (name: string) => name === "UNSET",
    receive: () => literal("/dev/fd/62"),
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
becomes("~ann/x", "/home/ann/x");
becomes('"~/x"', "~/x");
becomes("\\~", "~");
becomes("a{b,c}d", "abd", "acd");
becomes("{1..3}", "1", "2", "3");
becomes("{a,{b,c}}", "a", "b", "c");
becomes("$(anything)", "out");
becomes('"x$(anything)"', "xout");
becomes("$F$F", "-rf-rf");

becomes("${path##*/}", "b.c.d");
becomes("${path%/*}", "/a");
becomes("${path%.*}", "/a/b.c");
becomes("${path%%.*}", "/a/b");
becomes("${path#/*/}", "b.c.d");
becomes("${word/l/L}", "heLlo");
becomes("${word//l/L}", "heLLo");
becomes("${word/#he/}", "llo");
becomes("${word/%lo/p}", "help");
becomes('${word/"l"*/}', "he");
becomes("${word:1:3}", "ell");
becomes("${word: -2}", "lo");
becomes("${word:1:-1}", "ell");
becomes("${#word}", "5");
becomes("${word^} ${word^^}", "Hello", "HELLO");
becomes("${word@U} ${word@Q}", "HELLO", "'hello'");
becomes("${!name}", "hello");
becomes("${UNSET:-x}", "x");
becomes("${UNSET-a b}", "a", "b");
becomes('${UNSET-"a b"}', "a b");
becomes("${word:+yes}", "yes");
becomes("${empty:+yes}");
becomes("${empty+yes}", "yes");
becomes("${list[1]}", "y", "z");
becomes('"${list[1]}" "${list[-1]}"', "y z", "w");
becomes('"${list[@]}"', "x", "y z", "w");
becomes('"${list[*]}"', "x y z w");
becomes('"${list[@]:1:1}" "${list[@]%z}"', "y z", "x", "y ", "w");
becomes("${#list[@]} ${!list[@]}", "3", "0", "1", "2");
becomes("${map[two]} ${!map[@]}", "2", "one", "two");
becomes("${sparse[7]} ${!sparse[@]} ${sparse[-1]}", "q", "2", "7", "q");
becomes("${@:2}", "two", "three");
becomes('"${*:1:2}"', "one two");
becomes("$((1 + 2 * 3)) $((five << 1)) $((16#ff)) $((010))", "7", "10", "255", "8");
becomes("$((five > 4 ? five % 3 : 0)) $((-7 / 2)) $((2 ** 10))", "2", "-3", "1024");
becomes("$((5 & 3 | 8)) $((!five)) $((~0)) $((1 && 0 || 1))", "9", "0", "-1", "1");
becomes("~+ ~-/x", "/work", "/before/x");
becomes("{01..3} {3..1} {a..e..2} x{,y}", "01", "02", "03", "3", "2", "1", "a", "c", "e", "x", "xy");
becomes("{~,x}/y", "/home/dev/y", "x/y");
becomes("a{b", "a{b");

const unknown = (word: string) =>
  test(`${word} is not known`, () => {
    assert.ok(fields(word).some((value) => !value.known));
  });

unknown("$((OTHER + 1))");
unknown("$((1 / 0))");
unknown("${OTHER:-x}");
unknown("${word/e/&}");
unknown("${word##@(h|e)}");
unknown("${word^[aeiou]}");
unknown("${!OTHER}");
unknown("${!w*}");
unknown("${list[OTHER]}");
unknown("${UNSET:?}");
unknown("~bob/x");

test("a number that nobody knows has a shape, and the word around it as well", () => {
  assert.deepEqual(
    fields("/tmp/x-$((OTHER))").map((value) => value.shape),
    ["/tmp/x-[0-9]*"],
  );
});

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
