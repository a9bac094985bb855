/** Code in other languages, changed by chance: whatever it is, reading it ends, throws nothing and stays within its bounds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Language, readCode } from "../../src/guard/effects/code/code.ts";
import { around } from "../lib/code-deeds.ts";
import { chanceFrom, rounds, seed } from "../lib/random.ts";

const starts: Readonly<Record<Language, readonly string[]>> = {
  python: [
    'import os, shutil as s\nfor d in ["a", "b"]:\n    s.rmtree(os.path.join("/home", d))\n',
    'exec(__import__("base64").b64decode("cHJpbnQoMSk="))',
    'f = lambda *a, **k: open(a[0], "w").write("".join(chr(c) for c in (1, 2)))\nf("x")',
    "import subprocess\nsubprocess.run(f\"rm -rf {'/tmp/' + 'x'}\", shell=True)",
  ],
  javascript: [
    'const { execSync: run } = require("child_process"); run(`rm -rf ${["a", "b"].join("/")}`)',
    'import("node:fs").then((fs) => fs.rmSync("/x", { recursive: true }))',
    'class A { #x = 1; static { eval("1" + "2"); } }\nfor (const k in { a: 1 }) globalThis[k]?.()',
    'new Function("return " + atob("MQ=="))()',
  ],
  php: ['<?php $f = "sys" . "tem"; $f("rm -rf " . $argv[1]); ?>', 'foreach (glob("*") as $x) { unlink("$x/{$x}"); }'],
  perl: ['my @a = qw(rm -rf /x); system(@a); unlink glob "*.log";', 's/a/`id`/e; open(F, "|sh"); print F "rm x";'],
  ruby: ['require "fileutils"; FileUtils.rm_rf("/x"); `ls #{ARGV[0]}`', '%w[a b].each { |x| File.delete(x) }; system("sh", "-c", "ls")'],
  lua: ['os.execute("rm -rf " .. arg[1])', "local f = io.popen([[ls]]); for l in f:lines() do os.remove(l) end"],
  awk: ['BEGIN { while (("ls" | getline x) > 0) system("rm " x); print "a" > "/x" }', '/a/ { printf "%s\\n", $1 | "sh" }'],
  sed: ["s/a/b/e; w /x", "1,/x/{ e rm x\n}; $!N; r /y"],
  powershell: [
    "Get-ChildItem -Recurse | % { Remove-Item $_.FullName -Force }",
    'iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("bHM=")))',
  ],
  cmd: ["for /f %i in ('dir /b') do del /q %i", 'rmdir /s /q "%USERPROFILE%" & echo ^& > x.txt'],
};

const pieces = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  "`",
  "\\",
  "\n",
  "    ",
  "#",
  "//",
  "/*",
  "*",
  "**",
  "${",
  "f'",
  "=>",
  "lambda ",
  "import ",
  "eval(",
  "\u0000",
  "\ud800",
  "0x",
  "<<",
  "%",
];

test(`no code that chance makes lets the readers throw or run on (seed ${seed})`, () => {
  const chance = chanceFrom(seed);
  const languages = Object.keys(starts) as Language[];
  let longestMs = 0;
  for (let round = 0; round < rounds(600, 1_000_000); round += 1) {
    const language = chance.of(languages);
    let text = chance.of(starts[language]);
    for (let change = chance.below(6); change >= 0; change -= 1) {
      const at = chance.below(text.length + 1);
      text = text.slice(0, at) + chance.of(pieces) + text.slice(at + chance.below(5));
    }
    const start = performance.now();
    const read = readCode(language, text, around);
    longestMs = Math.max(longestMs, performance.now() - start);
    assert.ok(Array.isArray(read.deeds) && Array.isArray(read.unread), text);
  }
  assert.ok(longestMs < 2_000, `one text took ${longestMs} ms`);
});
