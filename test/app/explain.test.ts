/** `sheepdog explain`, as a person uses it. */
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sheepdog } from "../lib/programs.ts";
import { inRealHome } from "../lib/real-home.ts";

test("it names the rule with file and line, the reason and the safer way", () =>
  inRealHome(async ({ home, project }) => {
    const { stdout, exit } = await sheepdog({ args: ["explain", "git push -f"], home, cwd: project });
    assert.equal(exit, 0);
    assert.match(stdout, /^deny {2}git push -f\n/);
    assert.match(stdout, /git\.push\.force {2}\(policies\/git\.rego:\d+, bundled\)/);
    assert.match(stdout, /instead: .*--force-with-lease/);
    const line = Number(/git\.rego:(\d+)/.exec(stdout)?.[1]);
    const rule = readFileSync(new URL("../../policies/git.rego", import.meta.url), "utf8").split("\n")[line - 1];
    assert.match(rule ?? "", /^deny\["git\.push\.force"\]/);
  }));

test("a recorded decision is taken again elsewhere, without the files that it saw", () =>
  inRealHome(async ({ home, project }) => {
    const record = join(home, "record.json");
    const first = await sheepdog({ args: ["explain", "--record", record, "bash clean.sh"], home, cwd: project });
    assert.match(first.stdout, /^ask /);
    assert.equal(statSync(record).mode & 0o777, 0o600);
    writeFileSync(join(project, "clean.sh"), "echo harmless now\n");
    const again = await inRealHome((other) => sheepdog({ args: ["explain", "--replay", record], home: other.home }));
    assert.equal(again.exit, 0);
    assert.match(again.stdout, /^the same decision again:\nask /);
  }));

test("a record whose verdict was changed is found out", () =>
  inRealHome(async ({ home, project }) => {
    const record = join(home, "record.json");
    await sheepdog({ args: ["explain", "--record", record, "rm -rf ~"], home, cwd: project });
    writeFileSync(record, readFileSync(record, "utf8").replace('"verdict":"deny","version"', '"verdict":"allow","version"'));
    const again = await sheepdog({ args: ["explain", "--replay", record], home });
    assert.equal(again.exit, 1);
    assert.match(again.stdout, /^a different decision:\ndeny /);
  }));

test("of a rule it says which statement failed, and what it found instead", () =>
  inRealHome(async ({ home, project }) => {
    const explain = ["explain", "--trace", "git.push.force"];
    const { stdout, exit } = await sheepdog({ args: [...explain, "git push origin main"], home, cwd: project });
    assert.equal(exit, 0);
    assert.match(stdout, /^allow {2}/);
    assert.match(stdout, /deny\["git\.push\.force"\] {2}policies\/git\.rego:\d+ {2}did not hold/);
    assert.match(stdout, /effect\.act == "overwrite-remote" +failed: effect\.act is "publish"/);
    const held = await sheepdog({ args: [...explain, "git push -f"], home, cwd: project });
    assert.match(held.stdout, /policies\/git\.rego:\d+ {2}held/);
  }));

const faults: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["no command", ["explain"], /^sheepdog: there is no command to explain/],
  ["a record that is not there", ["explain", "--replay", "nowhere.json"], /^sheepdog: `nowhere\.json` could not be read/],
  ["a rule that is not there", ["explain", "--trace", "git.psh", "ls"], /^sheepdog: no rule is called `git\.psh`/],
  ["a trace in the decision as JSON", ["explain", "--json", "--trace", "git.push.force", "ls"], /cannot be used with option '--json'/],
  ["an unknown option", ["explain", "--jsn", "ls"], /unknown option.*--jsn/],
  ["an unknown command", ["explian", "ls"], /unknown command.*explian.*\n.*Did you mean explain/],
];

for (const [what, args, sentence] of faults) {
  test(`${what} is one readable sentence and exit code 2`, () =>
    inRealHome(async ({ home }) => {
      const { exit, stderr } = await sheepdog({ args, home });
      assert.equal(exit, 2);
      assert.match(stderr, sentence);
    }));
}
