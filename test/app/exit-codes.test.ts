/** Exit codes and help: every command there is ends as `docs/exit-codes.md` says, and tells a newcomer what it is for. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { commandLine as commands } from "../../src/app/cli.ts";
import { type CommandNode, commandTree } from "../../src/app/completion/command-tree.ts";
import { commandLine } from "../lib/command-line.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";

const around = { cwd: "/", home: "/", accountHome: "/", isRoot: false, system: "linux", variable: () => undefined } as const;
const nodes = commandTree(commands({ out: () => undefined, err: () => undefined, around, guard: "/nowhere/guard" }, () => undefined));

const wordsOf = ({ path }: CommandNode): readonly string[] => path.split(" ").slice(1);

/** What may follow the name of a program that is started with words of its own is not ours to refuse. */
const handsOn = new Set(["sheepdog run", "sheepdog vault run"]);

test("every command says in one line what it is for, and every option too", () => {
  for (const { path, commands: below, options } of nodes) {
    for (const { name, about } of below) assert.match(about, /\S/, `${path} ${name}`);
    for (const { flags, about } of options) assert.match(about, /\S/, `${path} ${flags.join(" ")}`);
  }
});

test("`--help` of every command ends with 0 and an example of how it is called", async () => {
  for (const node of nodes) {
    const { out, exit } = await commandLine([...wordsOf(node), "--help"], { home: "/", cwd: "/" });
    assert.equal(exit, 0, node.path);
    assert.ok(out.startsWith(`Usage: ${node.path} `), node.path);
  }
});

test("a newcomer finds the commands in groups, the first one first", async () => {
  const { out } = await commandLine(["--help"], { home: "/", cwd: "/" });
  const headings = [...out.matchAll(/^(\S[^\n]*:)\n {2}\S/gm)].map(([, heading]) => heading);
  assert.deepEqual(headings.slice(0, 4), ["Options:", "Guard your agents:", "See what it does, and why:", "Rules and policies:"]);
  assert.match(out, /^Guard your agents:\n {2}init /m);
  assert.match(out, /\nExit codes: 0 done, 1 something was found, 2 it could not be done; .*\n$/);
});

test("an option that no command knows is one line on stderr and 2", async () => {
  for (const node of nodes.filter(({ path }) => !handsOn.has(path))) {
    const { out, err, exit } = await commandLine([...wordsOf(node), "--no-such-option"], { home: "/", cwd: "/" });
    assert.deepEqual([exit, out], [2, ""], node.path);
    assert.match(err, /^error: /, node.path);
    assert.equal(
      err
        .trim()
        .split("\n")
        .filter((line) => !/^(Usage|\(Did you mean)/.test(line)).length,
      1,
      `${node.path}: ${err}`,
    );
  }
});

test("a command that nobody knows names the nearest one", async () => {
  const { err, exit } = await commandLine(["polciy"], { home: "/", cwd: "/" });
  assert.equal(exit, 2);
  assert.match(err, /unknown command 'polciy'\s+\(Did you mean policy\?\)/);
});

const table = [...readFileSync(new URL("../../docs/exit-codes.md", import.meta.url), "utf8").matchAll(/^\| (`.*`) \| (\D.*) \|$/gm)].map(
  ([, names = ""]) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
      name
        .split(" ")
        .filter((word) => !word.startsWith("--"))
        .join(" "),
    ),
);

test("every command of the table is one", () => {
  const paths = new Set(nodes.map(({ path }) => path));
  assert.ok(table.length > 20);
  for (const names of table) for (const name of names.filter((one) => one !== "")) assert.ok(paths.has(`sheepdog ${name}`), name);
});

test("every command whose description speaks of 1 stands in the table", () => {
  const named = new Set(table.flat());
  for (const { path, commands: below } of nodes)
    for (const { name, about } of below.filter((one) => /exits with (?:\d[^;]*)?1\b/.test(one.about)))
      assert.ok(named.has(`${path} ${name}`.slice("sheepdog ".length)), `${path} ${name}: ${about}`);
});

type Case = readonly [args: readonly string[], code: number, files?: Readonly<Record<string, string>>];

const broken = { "proj/.sheepdog.rego": "package sheepdog.own\n\nimport rego.v1\n\ndeny[" };
const untidy = { "proj/.sheepdog.rego": "package sheepdog.own\n\n\n\nimport rego.v1\n" };
const notHeld = {
  "proj/.sheepdog.rego": [
    "package sheepdog.own",
    "import rego.v1",
    "# METADATA",
    "# custom:",
    "#   because: it is a test",
    "#   hits:",
    "#   - ls",
    'deny["own.x"] contains effect.id if {',
    "\tsome effect in input.effects",
    '\teffect.kind == "vcs"',
    "}",
    "",
  ].join("\n"),
};
const rego = { "proj/x.rego": "package x\n\nimport rego.v1\n\ny := 1\n\ntest_y if y == 1\n" };

/** What is quickly made; the others have tests of their own beside what they are about. */
const cases: readonly Case[] = [
  [["audit"], 0],
  [["audit"], 1, broken],
  [["audit", "--json"], 1, broken],
  [["policy", "list"], 0, broken],
  [["policy", "validate"], 0],
  [["policy", "validate"], 1, broken],
  [["policy", "validate", "nowhere.rego"], 2],
  [["policy", "test"], 0],
  [["policy", "test"], 1, notHeld],
  [["policy", "test"], 2, broken],
  [["policy", "format", "--check"], 1, untidy],
  [["policy", "format", "--diff"], 1, untidy],
  [["policy", "format", "--write"], 0, untidy],
  [["policy", "format"], 2, broken],
  [["policy", "new", "team"], 0],
  [["policy", "new", "Team!"], 2],
  [["policy", "build"], 0],
  [["policy", "build"], 1, { ".sheepdog/policy/own.rego": "package x.y\n" }],
  [["policy", "rollback"], 2],
  [["rules", "list"], 0],
  [["rules", "show", "git.push.force"], 0],
  [["rules", "show", "no.such"], 2],
  [["tools", "list"], 0],
  [["tools", "list"], 1, { ".sheepdog/tools/x.yaml": "name: x\nmatch: [x]\n", ".sheepdog/policy/.keep": "" }],
  [["tools", "show", "git"], 0],
  [["tools", "show", "no-such-program"], 2],
  [["replay", "history_x"], 2],
  [["replay", "--form", "bash", "typed"], 0, { "proj/typed": "git push -f\n" }],
  [["replay", "--form", "bash", "--fail", "typed"], 1, { "proj/typed": "git push -f\n" }],
  [["explain", "git push -f"], 0],
  [["explain"], 2],
  [["rego", "check", "."], 1, { "proj/x.rego": "package x\n\ny if z\n" }],
  [["rego", "eval", "--fail", "data.nothing"], 1],
  [["rego", "fmt", "--check", "."], 1, { "proj/x.rego": "package x\n\n\n\n" }],
  [["rego", "test", "."], 0, rego],
  [["rego", "test", "--threshold", "100", "."], 1, { "proj/x.rego": `${rego["proj/x.rego"]}\nz if input.z\n` }],
  [["breaker", "list"], 0],
  [["trust", "remove"], 1],
  [["completion", "bash"], 0],
  [["completion", "powershell"], 2],
];

function laid({ home }: RealHome, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
}

for (const [args, code, files = {}] of cases)
  test(`sheepdog ${args.join(" ")}${files === broken ? ", with a policy that does not load," : ""} ends with ${code}`, () =>
    inRealHome(async (place) => {
      laid(place, files);
      const { out, err, exit } = await commandLine(args, { home: place.home, cwd: place.project });
      assert.equal(exit, code, out + err);
      if (code === 2) assert.match(err, /\S/);
    }));
