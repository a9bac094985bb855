/** What the generators write fits into the house at once: it is found nothing wrong with, it compiles, and its tests pass. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { agentPlan } from "../../scripts/lib/agent-plan.ts";
import { countsOf } from "../../scripts/lib/junit.ts";
import { fill, namingOf, Refusal, withItem, withLine, write, type Planned } from "../../scripts/lib/template.ts";
import { toolPlan } from "../../scripts/lib/tool-plan.ts";
import { repositoryTree } from "../tidy/repository.ts";
import { sentenceOf, tidy } from "../tidy/tidy.ts";
import { stemOf, type Tree } from "../tidy/tree.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const node = join(root, ".build/bin/node");

/** Their own names, a name of two words, and a word of the language. */
const plans: readonly (readonly [string, () => readonly Planned[]])[] = [
  ["a new tool", () => toolPlan(root, "text/planted-tool")],
  ["a new tool called like a word of the language", () => toolPlan(root, "files/import")],
  ["a new agent", () => agentPlan(root, "collie-dog")],
];

for (const [what, plan] of plans) {
  test(`${what} breaks no rule of the house`, () => {
    const tree = repositoryTree(root);
    const before = tidy(tree).map(sentenceOf);
    const after = tidy(withPlanned(tree, plan())).map(sentenceOf);
    assert.deepEqual(
      after.filter((one) => !before.includes(one)),
      [],
    );
  });

  test(`${what} compiles, and its examples hold`, () => {
    const folder = mkdtempSync(join(tmpdir(), "sheepdog-generators-"));
    try {
      for (const part of ["src", "policies", "corpus", "test", "package.json", "tsconfig.json", "tsconfig.pure.json", ".oxlintrc.json"]) {
        cpSync(join(root, part), join(folder, part), { recursive: true });
      }
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
      const planned = plan();
      write(folder, planned);
      assert.deepEqual(faultsIn(folder, planned), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

function withPlanned(tree: Tree, planned: readonly Planned[]): Tree {
  const added = planned.map(({ path, text }) => ({ path, text, bytes: text.length }));
  return { ...tree, files: [...tree.files.filter((file) => !added.some((one) => one.path === file.path)), ...added] };
}

/** What compiler, linter and tests have against the files that were written. */
function faultsIn(folder: string, planned: readonly Planned[]): readonly string[] {
  const paths = planned.map((one) => one.path);
  const types = run(folder, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"]).split("\n");
  const lint = run(folder, [
    join(root, "node_modules/oxlint/bin/oxlint"),
    "-f",
    "unix",
    ...paths.filter((path) => path.endsWith(".ts")),
  ]).split("\n");
  const faults = [...types, ...lint].filter((line) => paths.some((path) => line.startsWith(path)));
  const { passed, failed } = countsOf(triedIn(folder, paths));
  return [...faults, ...(passed > 3 && failed === 0 ? [] : [`${passed} of its tests passed, ${failed} failed`])];
}

/** The report on the tests that it brings: its own file, or its lines of the corpus and the examples of its rules. */
function triedIn(folder: string, paths: readonly string[]): string {
  const own = paths.filter((path) => path.endsWith(".test.ts"));
  const name = stemOf(paths[0] ?? "");
  const tests = own.length > 0 ? own : [`--test-name-pattern=^${name}\\.|^corpus/${name}\\.`, "test/corpus/corpus.test.ts"];
  return run(folder, ["--test", "--test-reporter=junit", ...tests]);
}

function run(folder: string, args: readonly string[]): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NODE_TEST_CONTEXT"));
  const { stdout, stderr } = spawnSync(node, args, { cwd: folder, encoding: "utf8", env });
  return stdout + stderr;
}

test("a name is turned into the forms that files, code and policies need", () => {
  assert.deepEqual(namingOf("docker-compose"), {
    kebab: "docker-compose",
    camel: "dockerCompose",
    snake: "docker_compose",
    title: "Docker Compose",
  });
  assert.equal(namingOf("delete").camel, "deleteTool");
  for (const name of ["", "Docker", "a--b", "-a", "a_b", "../a", "a.b"]) assert.throws(() => namingOf(name), Refusal);
});

test("a template's unknown form stays as it is", () => {
  assert.equal(fill("{{kebab}} {{other}}", namingOf("a-b")), "a-b {{other}}");
});

test("nothing that exists is overwritten", () => {
  assert.throws(() => toolPlan(root, "files/rm"), /is there already; nothing was written/);
  assert.throws(() => toolPlan(root, "nowhere/rm"), /lies in no folder of tools/);
  assert.throws(() => agentPlan(root, "claude-code"), /is there already; nothing was written/);
});

test("a line goes to its place in the alphabet, an item too", () => {
  assert.equal(withLine("x\na 1\na 3\ny", "a 2", /^a /), "x\na 1\na 2\na 3\ny");
  assert.equal(withLine("x\na 1\ny", "a 2", /^a /), "x\na 1\na 2\ny");
  assert.throws(() => withLine("x", "a 2", /^a /), Refusal);
  assert.equal(withItem("const a = [b, d];", /const a = \[/, "c"), "const a = [b, c, d];");
  assert.equal(withItem("const a = [\n  b,\n];", /const a = \[/, "c"), "const a = [b, c];");
  assert.throws(() => withItem("", /const a = \[/, "c"), Refusal);
});
