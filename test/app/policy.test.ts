/** `sheepdog policy`, `audit`, `rules` and `tools`, as people use them who write policies. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { type PolicySet, ruleIdOf } from "../../src/guard/guard.ts";
import { nodeVerifier, nodeWorld } from "../../src/hosts/node/node.ts";
import { effectiveChain } from "../../src/app/policy/effective.ts";
import { policiesFor } from "../../src/app/policy/policies-for.ts";
import { commandLine, type Said } from "../lib/command-line.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";

type Shell = (...args: readonly string[]) => Promise<Said>;

function inHome(files: Readonly<Record<string, string>>, work: (sheepdog: Shell, place: RealHome) => Promise<void>): Promise<void> {
  return inRealHome(async (place) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(place.home, name)), { recursive: true });
      writeFileSync(join(place.home, name), text);
    }
    await work((...args) => commandLine(args, { home: place.home, cwd: place.project }), place);
  });
}

function policy(subject: string, verdict = "ask", more = ""): string {
  return `package sheepdog.${subject}

import rego.v1

# METADATA
# title: a test
# custom:
#   id: ${subject}.publish
#   because: the test asks for it
#   hits:
#   - git push origin main
#   misses:
#   - git pull
${verdict}["${subject}.publish"] contains effect.id if {
	some effect in input.effects
	effect.kind == "vcs"
	effect.act == "publish"
}
${more}`;
}

const failsafe = `package guard.repo

import future.keywords.contains
import future.keywords.if

block contains {"reason": "no pushes"} if {
	input.tool == "git"
	input.verb == "push"
}

allow_override contains {"reason": "fine here"} if {
	input.tool == "kubectl"
}
`;

const layers = {
  ".sheepdog/policy/own.rego": policy("own"),
  "proj/.sheepdog.rego": policy("repo", "deny"),
  "proj/.failsafe.rego": failsafe,
};

test("audit names every file that counts, every rule with its place, and what is ignored", () =>
  inHome(layers, async (sheepdog) => {
    const { out, exit } = await sheepdog("audit");
    assert.equal(exit, 0);
    assert.match(out, /^bundled: \d+ rules in \d+ files/);
    assert.match(
      out,
      /^user: ~\/\.sheepdog\/policy\/own\.rego {2}1 rule\n {2}ask {2}own\.publish {2}~\/\.sheepdog\/policy\/own\.rego:14$/m,
    );
    assert.match(out, /^ {2}deny {2}repo\.publish {2}.*\/proj\/\.sheepdog\.rego:14$/m);
    assert.match(out, /^ {2}deny {2}repo\.block {2}.*\.failsafe\.rego:6$/m);
    assert.match(out, /^ {2}override {2}.*\.failsafe\.rego:11 {2}ignored: nobody has signed/m);
    assert.match((await sheepdog("audit", "--all")).out, /git\.push\.force {2}policies\/git\.rego:\d+/);
  }));

test("a policy counts in its repository, below it, and nowhere else", () =>
  inHome({ "proj/.sheepdog.rego": policy("outer"), "proj/src/.sheepdog.rego": policy("inner") }, async (sheepdog, { home }) => {
    const filesFor = async (folder: string): Promise<readonly string[]> => {
      const links = JSON.parse((await sheepdog("policy", "list", "--json", join(home, folder))).out) as readonly {
        layer: string;
        file: string;
      }[];
      return links.filter(({ layer }) => layer === "repository").map(({ file }) => file.slice(home.length + 1));
    };
    assert.deepEqual(await filesFor("proj/src"), ["proj/src/.sheepdog.rego", "proj/.sheepdog.rego"]);
    assert.deepEqual(await filesFor("proj/dist"), ["proj/.sheepdog.rego"]);
    assert.deepEqual(await filesFor("work"), []);
  }));

/** What the loader has is in the chain and the other way round. */
function rulesOf({ layers: loaded, programPolicies = [] }: PolicySet): readonly string[] {
  const ours = loaded.flatMap(({ rules }) => rules.map(({ id, file }) => `${file} ${id}`));
  return [...ours, ...programPolicies.map((one) => `${one.file} ${ruleIdOf(one)}`)].sort();
}

test("audit shows just what the guard loads", () =>
  inHome(
    { ...layers, "proj/src/.sheepdog.rego": policy("inner"), ".sheepdog/policy/more.rego": policy("more") },
    async (_, { home, project }) => {
      const where = { cwd: join(project, "src"), root: join(home, ".sheepdog"), home, hash: nodeVerifier.sha256 };
      const world = nodeWorld({});
      const loaded = policiesFor(where.cwd, { world, ...where, seal: { hash: where.hash, build: "test" } });
      const chain = effectiveChain(where, world, []).flatMap(({ file, rules }) => rules.map(({ id }) => `${file} ${id}`));
      assert.deepEqual(chain.sort(), rulesOf(loaded.set));
      assert.equal(chain.length, 5);
    },
  ));

test("one broken file breaks its layer, and the guard denies what validate finds fault with", () =>
  inHome({ ...layers, ".sheepdog/policy/worse.rego": "package sheepdog.worse\n\nimport rego.v1\n\nask[" }, async (sheepdog) => {
    const { err, exit } = await sheepdog("policy", "validate");
    assert.equal(exit, 1);
    assert.match(err, /worse\.rego:5:\d+: .*\n {2}5 \| ask\[\n/);
    const said = await sheepdog("explain", "touch x");
    assert.match(said.out, /^deny /);
    assert.match(said.out, /guard\.policy .*user\)\n {8}because the user policy does not load.*worse\.rego:5:\d+/);
    assert.match((await sheepdog("explain", "ls")).out, /^allow /);
  }));

test("explain names the layer of every rule that spoke", () =>
  inHome(layers, async (sheepdog) => {
    const { out } = await sheepdog("explain", "git push origin main");
    for (const part of [
      /own\.publish {2}\(.*own\.rego:14, user\)/,
      /repo\.publish {2}\(.*\.sheepdog\.rego:14, repository\)/,
      /repo\.block {2}\(.*\.failsafe\.rego:6, repository\)/,
    ])
      assert.match(out, part);
  }));

test("explain traces a rule of any layer", () =>
  inHome(layers, async (sheepdog) => {
    assert.match((await sheepdog("explain", "--trace", "own.publish", "git pull")).out, /own\.publish.*did not hold/);
    const untraced = await sheepdog("explain", "--trace", "repo.block", "git pull");
    assert.equal(untraced.exit, 2);
    assert.match(untraced.err, /written in the words of failsafe/);
  }));

test("explain shows the facts that rules see, as JSON", () =>
  inHome({}, async (sheepdog) => {
    const facts = JSON.parse((await sheepdog("explain", "--facts", "git push origin main")).out) as {
      effects: readonly { kind: string; branch: string }[];
    };
    assert.deepEqual([facts.effects[0]?.kind, facts.effects[0]?.branch], ["vcs", "main"]);
  }));

test("a policy that is begun is valid, laid out, and its examples hold", () =>
  inHome({}, async (sheepdog, { home, project }) => {
    for (const args of [["team"], ["own", "--repository"]]) {
      const begun = await sheepdog("policy", "new", ...args);
      assert.equal(begun.exit, 0, begun.err);
    }
    assert.equal(statSync(join(home, ".sheepdog/policy/team.rego")).mode & 0o777, 0o600);
    const before = readFileSync(join(project, ".sheepdog.rego"), "utf8");
    assert.equal((await sheepdog("policy", "new", "own", "--repository")).exit, 2);
    assert.equal(readFileSync(join(project, ".sheepdog.rego"), "utf8"), before);
    assert.equal((await sheepdog("policy", "validate")).exit, 0);
    assert.equal((await sheepdog("policy", "format", "--check")).exit, 0);
    const tested = await sheepdog("policy", "test");
    assert.deepEqual([tested.exit, tested.out], [0, "6 of 6 examples held\n"]);
  }));

test("policy test says which example does not hold, and which rule has something against it instead", () =>
  inHome(
    { "proj/.sheepdog.rego": policy("own").replace("git pull", "git push origin topic").replace("push origin main", "reset --hard") },
    async (sheepdog) => {
      const { out, exit } = await sheepdog("policy", "test");
      assert.equal(exit, 1);
      assert.match(
        out,
        /own\.publish is not about `git reset --hard`, and names it among its hits; only git\.discard has anything against it/,
      );
      assert.match(out, /own\.publish is about `git push origin topic`, and names it among its misses/);
      assert.match(out, /0 of 2 examples held\n$/);
    },
  ));

test("policy test runs rules that are tests", () =>
  inHome({ "proj/.sheepdog.rego": policy("own", "ask", "\ntest_good if 1 + 1 == 2\n\ntest_bad if 1 + 1 == 3\n") }, async (sheepdog) => {
    const { out, exit } = await sheepdog("policy", "test");
    assert.equal(exit, 1);
    assert.match(out, /^failed +data\.sheepdog\.own\.test_bad/m);
    assert.match(out, /1 of 2 tests passed\n$/);
  }));

test("what loaded last comes back, and what broke it is put aside", () =>
  inHome({ ".sheepdog/policy/own.rego": policy("own") }, async (sheepdog, { home }) => {
    assert.equal((await sheepdog("policy", "build")).exit, 0);
    const file = join(home, ".sheepdog/policy/own.rego");
    writeFileSync(file, "package sheepdog.own\n\nask[");
    assert.equal((await sheepdog("policy", "build")).exit, 1);
    const { out, exit } = await sheepdog("policy", "rollback");
    assert.equal(exit, 0);
    assert.match(out, /restored {2}~\/\.sheepdog\/policy\/own\.rego\naside {5}~\/\.sheepdog\/policy\/own\.rego\.aside\n/);
    assert.equal(readFileSync(file, "utf8"), policy("own"));
    assert.equal((await sheepdog("policy", "validate")).exit, 0);
  }));

const fact = JSON.stringify({ tool: "git", verb: "push", flags: {}, positional: [], failsafe_enabled: true });

test("cases of failsafe are tried on what counts here", () =>
  inHome(
    {
      "proj/.failsafe.rego": failsafe,
      "cases/01-push/fact.json": fact,
      "cases/01-push/expected.json": '{"block":true,"reason_contains":"no pushes"}',
      "cases/02-wrong/fact.json": fact,
      "cases/02-wrong/expected.json": '{"block":false}',
    },
    async (sheepdog, { home }) => {
      const { out, exit } = await sheepdog("policy", "cases", join(home, "cases"));
      assert.equal(exit, 1);
      assert.match(out, /^PASS: 01-push\nFAIL: 02-wrong: it is blocked \(no pushes\), and should pass\n1 passed, 1 failed\.\n$/);
      assert.equal((await sheepdog("policy", "cases", join(home, "cases/01-push"))).exit, 0);
      writeFileSync(join(home, "cases/02-wrong/expected.json"), "{oops");
      const faulty = await sheepdog("policy", "cases", join(home, "cases"));
      assert.equal(faulty.exit, 2);
      assert.match(faulty.err, /^sheepdog: `.*02-wrong`: this is not JSON/);
      assert.match((await sheepdog("policy", "cases", home)).err, /there are no cases in/);
    },
  ));

test("rules are listed by name, layer and verdict, and shown with all that is said of them", () =>
  inHome(layers, async (sheepdog) => {
    assert.match((await sheepdog("rules", "list", "git.push")).out, /^deny {2}git\.push\.force {2}bundled {2}policies\/git\.rego:\d+\n$/);
    const own = await sheepdog("rules", "list", "--layer", "repository", "--verdict", "deny", "--json");
    assert.deepEqual(
      (JSON.parse(own.out) as readonly { id: string }[]).map(({ id }) => id),
      ["repo.publish", "repo.block"],
    );
    const { out } = await sheepdog("rules", "show", "git.push.force");
    assert.match(
      out,
      /because it overwrites[^]*instead: [^]*it is about\n {4}git push -f origin main[^]*it is not about\n {4}git push origin main/,
    );
    assert.match((await sheepdog("rules", "show", "git.psh")).err, /did you mean `git\.push\.force`/);
    assert.equal((await sheepdog("rules", "list", "no.such")).out, "no rule is called so\n");
  }));

test("programs: what is known of each, and what somebody has described", () =>
  inHome(
    { ".sheepdog/policy/.keep": "", ".sheepdog/tools/paas.yaml": "name: paas\nmatch: [paas, pa]\ndoes:\n  destroy: [app delete]\n" },
    async (sheepdog) => {
      const unbuilt = await sheepdog("tools", "list");
      assert.equal(unbuilt.exit, 1);
      assert.match(unbuilt.err, /paas\.yaml:1:1: .*`sheepdog policy build`/);
      assert.match((await sheepdog("audit")).out, /^user: .*paas\.yaml {2}broken$/m);
      assert.equal((await sheepdog("policy", "validate")).exit, 1);
      assert.equal((await sheepdog("policy", "build")).exit, 0);
      assert.equal((await sheepdog("policy", "validate")).exit, 0);
      assert.match((await sheepdog("tools", "list", "paas")).out, /^described {2}does - +- +- +paas \(pa\) {2}described by the user\n/);
      const { out } = await sheepdog("tools", "show", "kubectl");
      assert.match(out, /^kubectl \(.*\) {2}\(clusters, bundled\)\n/);
      assert.match(out, /takes a value: .*--context[^]*deny {2}kubectl\.destroy\.production/);
      const json = JSON.parse((await sheepdog("tools", "list", "--json", "setsid")).out) as readonly { subject: string }[];
      assert.deepEqual(json[0]?.subject, "wrappers");
      assert.match((await sheepdog("tools", "show", "frobnicate")).err, /the guard does not know `frobnicate`/);
    },
  ));

/** Zeros, which take no room on the disk. */
function large(path: string): void {
  writeFileSync(path, "#");
  truncateSync(path, 100_000_000);
}

const hostile: readonly (readonly [what: string, make: (path: string) => void, said: RegExp])[] = [
  ["an empty file", (path) => writeFileSync(path, ""), /x\.rego:1:1: /],
  ["bytes that are no text", (path) => writeFileSync(path, Uint8Array.of(112, 10, 255, 254)), /x\.rego:2:1: it is not UTF-8/],
  [
    "a program",
    (path) =>
      writeFileSync(
        path,
        Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256),
      ),
    /x\.rego:\d+:\d+: /,
  ],
  ["100 MB", large, /it has more than 256 KiB/],
  ["a pipe", (path) => execFileSync("mkfifo", [path]), /it is no file that can be read/],
];

for (const [what, make, said] of hostile)
  test(`${what} as a policy: one sentence with its place, alone and among others, and no waiting`, () =>
    inHome({ ".sheepdog/policy/own.rego": policy("own") }, async (sheepdog, { home }) => {
      const path = join(home, ".sheepdog/policy/x.rego");
      make(path);
      for (const args of [[path], []]) {
        const { err, exit } = await sheepdog("policy", "validate", ...args);
        assert.equal(exit, 1);
        assert.match(err, said);
      }
      assert.equal((await sheepdog("audit")).exit, 1);
      assert.match((await sheepdog("explain", "touch x")).out, /^deny /);
    }));

test("a folder without policies, and a path that leads nowhere, are faults", () =>
  inHome({}, async (sheepdog) => {
    for (const path of ["src", "nowhere", "nowhere/x.rego"]) {
      const { err, exit } = await sheepdog("policy", "validate", path);
      assert.deepEqual(
        [exit, err],
        [2, `sheepdog: there is no policy at \`${path}\`; name a file, or a folder with files that end in \`.rego\`\n`],
      );
    }
  }));

test("a file that stands for itself is judged by itself, a folder as a whole", () =>
  inHome(
    { "a/one.rego": `${policy("one")}\nlimit := data.sheepdog.two.limit\n`, "a/two.rego": "package sheepdog.two\n\nlimit := 3\n" },
    async (sheepdog, { home }) => {
      assert.equal((await sheepdog("policy", "validate", join(home, "a"))).exit, 0);
    },
  ));
