/** What pure programs write, word for word as the real ones do, or nothing at all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal } from "../../shell/value.ts";
import { nothingGuarded } from "../places/guarded.ts";
import { groundAt } from "../places/ground.ts";
import { readLine } from "../describing/options.ts";
import { memoryWorld } from "../../../../test/lib/memory-world.ts";
import { computed } from "./pure.ts";

function written(words: readonly string[], stdin?: string): string | undefined {
  const [name = "", ...rest] = words.map(literal);
  const ground = groundAt({ home: "/home/dev", project: undefined, guarded: () => nothingGuarded, world: memoryWorld({}) });
  return computed({
    name: typeof name === "string" ? name : name.text,
    words: rest,
    line: readLine(rest, { short: "", long: [] }),
    place: { ground, cwd: literal("/home/dev/x") },
    stdin: stdin === undefined ? undefined : { from: "call", text: stdin },
    variable: () => undefined,
    content: () => ({ from: "unread" }),
    changed: () => undefined,
  })?.text;
}

const writes = (line: string, stdin: string | undefined, wanted: string) =>
  test(`${line} makes ${JSON.stringify(stdin ?? "")} into ${JSON.stringify(wanted)}`, () =>
    assert.equal(written(line.split(" "), stdin), wanted));
const tells = (line: string, stdin?: string) => test(`${line} is not told`, () => assert.equal(written(line.split(" "), stdin), undefined));

writes("rev", "abc\nde", "cba\ned");
writes("tac", "a\nb\n", "b\na\n");
writes("head -n 1", "a\nb\n", "a\n");
writes("head -2", "a\nb\nc\n", "a\nb\n");
writes("head -n -1", "a\nb\n", "a\n");
writes("head -c 2", "abc", "ab");
writes("tail -n +2", "a\nb\nc\n", "b\nc\n");
writes("tail -n 1", "a\nb\n", "b\n");
writes("cut -d: -f1,3-", "a:b:c:d\n", "a:c:d\n");
writes("cut -c2-3", "abcd\n", "bc\n");
writes("cut -f2", "no tab\n", "no tab\n");
writes("tr a-c A-C", "abcd", "ABCd");
writes("tr -d b", "abc", "ac");
writes("tr -s a", "aab", "ab");
writes("tr [:lower:] [:upper:]", "ab", "AB");
writes("tr -dc a-z", "a1b\n", "ab");
writes("sort -r", "a\nc\nb\n", "c\nb\na\n");
writes("uniq", "a\na\nb\n", "a\nb\n");
writes("wc -l", "a\nb\n", "2\n");
writes("paste -sd,", "a\nb\n", "a,b\n");
writes("sed s/a/b/", "aa\n", "ba\n");
writes("sed s/a/b/g", "aa\n", "bb\n");
writes("sed s/^x//;s/y$//", "xay\n", "a\n");
writes("sed -n 2p", "a\nb\n", "b\n");
writes("sed 1d", "a\nb\n", "b\n");
writes("sed $d", "a\nb\n", "a\n");
writes("sed y/ab/ba/", "abc\n", "bac\n");
writes("sed s,/,-,g", "a/b\n", "a-b\n");
writes("sed s/b/[&]/", "abc\n", "a[b]c\n");
writes("awk {print$2}", "a b\n", "b\n");
writes("base64 -d", "aGk=", "hi");
writes("base64", "hi", "aGk=\n");
writes("openssl base64 -d", "aGk=\n", "hi");
writes("xxd -r -p", "6869", "hi");
writes("echo -n a", undefined, "a");
writes("echo -e a\\tb", undefined, "a\tb\n");
writes("printf %s-%d\\n a 3 b 4", undefined, "a-3\nb-4\n");
writes("printf %05d 42", undefined, "00042");
writes("printf %x 255", undefined, "ff");
writes("printf %-3s| a", undefined, "a  |");
writes("printf %%", undefined, "%");
writes("seq 3", undefined, "1\n2\n3\n");
writes("seq 2 2 6", undefined, "2\n4\n6\n");
writes("basename /a/b.c .c", undefined, "b\n");
writes("dirname /a/b", undefined, "/a\n");
writes("dirname a", undefined, ".\n");
writes("pwd", undefined, "/home/dev/x\n");

function awk(program: string, stdin: string, ...options: readonly string[]): string | undefined {
  return written(["awk", ...options, program], stdin);
}

test("awk prints fields", () => {
  assert.equal(awk("{print $2}", "a b\n"), "b\n");
  assert.equal(awk('{ print $1 "-" $NF }', "a b c\n"), "a-c\n");
  assert.equal(awk("NR==2 {print}", "a\nb\n"), "b\n");
  assert.equal(awk("{print $1, $2}", "a:b\n", "-F:"), "a b\n");
  assert.equal(awk('{ system("x") }', "a\n"), undefined);
});

tells("date");
tells("head -n x", "a\n");
tells("sed s/\\(a\\)/\\1/", "a\n");
tells("sed s/a/b/e", "a\n");
tells("sed 1e", "a\n");
tells("sed w", "a\n");
tells("sort -k2", "b\na\n");
tells("sort", "B\na\n");
tells("base64 -d", "//79");
tells("tr a", "a");
tells("printf %(%s)T 1");
tells("printf %s\\c a");
tells("cat", "a");
tells("rev");
