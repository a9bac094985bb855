/** Built and compiled: the same decision, step by step; and what is stale, damaged or of another build is compiled. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { layerFromStored, storedLayer } from "../../src/app/policy/stored-layer.ts";
import { policyOf } from "../../scripts/lib/bench/many-rules.ts";
import { decisionAt, guard, home, root, sha256 } from "./ground.ts";

const seal = { hash: sha256, build: guard.engine };
const imports = "import future.keywords.contains\nimport future.keywords.if\nimport future.keywords.in\n";

const failsafes = `package failsafe.user

${imports}
writes := {"push", "commit"}

block contains {"reason": "no status"} if {
	input.tool == "git"
	input.verb == "status"
}

block contains {"reason": sprintf("no %s", [input.verb])} if {
	input.tool == "git"
	input.verb in writes
}

block contains {"reason": "nothing of terraform"} if input.tool == "terraform"

block contains {"why": "a bug"} if input.verb == "log"
`;

const ours = `package sheepdog.own

import rego.v1

# METADATA
# custom:
#   because: it changes something
ask["own.change"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write", "chmod"}
}
`;

const sources = [
  { file: `${root}/policy/own.rego`, text: ours },
  ...policyOf(300).map(({ text }, index) => ({ file: `${root}/policy/p${index}.rego`, text })),
  { file: `${root}/policy/u.rego`, text: failsafes },
];
const plain = Object.fromEntries(sources.map(({ file, text }) => [file, text]));
const stored = storedLayer(sources, seal) ?? "";

const commands = [
  "git status && npm test",
  "rm -rf build",
  "rm -rf ~ /dev/sda",
  "git push --force origin main; git commit -m x",
  "git log",
  "terraform plan",
  "echo x > out; find . -delete",
  "ls",
  "cp a b && chmod 777 b",
];

for (const command of commands)
  test(`the same steps, built and compiled: ${command}`, () => {
    const compiled = decisionAt({ files: plain }, command);
    const built = decisionAt({ files: { ...plain, [`${root}/policy/built`]: stored } }, command);
    assert.deepEqual(built.steps, compiled.steps);
    assert.ok(command === "ls" || compiled.steps.some(({ layer }) => layer === "user"), JSON.stringify(compiled.steps));
  });

const spoilt: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["what was built of other files", storedLayer(sources.slice(1), seal) ?? ""],
  ["what another build made", storedLayer(sources, { ...seal, build: "other" }) ?? ""],
  ["half of it", stored.slice(0, stored.length / 2)],
  ["a byte more in the index", stored.replace('"effects"', '"effect"')],
];

for (const [what, text] of spoilt)
  test(`${what} is not used, and the files count all the same`, () => {
    const files = { ...plain, [`${root}/policy/built`]: text };
    assert.deepEqual(decisionAt({ files }, "rm -rf build").steps, decisionAt({ files: plain }, "rm -rf build").steps);
    assert.deepEqual(decisionAt({ files }, "git status").steps, decisionAt({ files: plain }, "git status").steps);
  });

test("a file more, less or changed makes what was built stale", () => {
  const bound = { sources, seal };
  assert.ok(layerFromStored({ name: "user" }, stored, bound).ok);
  assert.ok(!layerFromStored({ name: "user" }, stored, { ...bound, sources: sources.slice(1) }).ok);
  assert.ok(
    !layerFromStored({ name: "user" }, stored, {
      ...bound,
      sources: [...sources, { file: `${home}/x.rego`, text: "package sheepdog.x\n" }],
    }).ok,
  );
});

test("damage in a part that nobody has loaded yet denies what changes something, once it is needed", () => {
  const damaged = stored.replace("it changes something", "it changes anything ");
  assert.ok(damaged !== stored && damaged.length === stored.length);
  const decision = decisionAt({ files: { ...plain, [`${root}/policy/built`]: damaged } }, "rm -rf build");
  assert.ok(
    decision.steps.some(({ rule }) => rule === "guard.policy"),
    JSON.stringify(decision.steps.map(({ rule }) => rule)),
  );
});

test("what is too long to be compiled while an agent waits counts once it is built, and until then denies what changes something", () => {
  const long = [...Array(30).keys()].flatMap((copy) =>
    policyOf(300).map(({ text }, index) => ({
      file: `${root}/policy/p${copy}-${index}.rego`,
      text: text.replaceAll("many", `many${copy}x`),
    })),
  );
  const files = Object.fromEntries(long.map(({ file, text }) => [file, text]).slice(0, 60));
  const sixty = long.slice(0, 60).toSorted((one, other) => (one.file < other.file ? -1 : 1));
  assert.match(decisionAt({ files }, "touch x").steps[0]?.because ?? "", /more than 64 KiB.*sheepdog policy build/);
  assert.equal(decisionAt({ files }, "cat README.md").verdict, "allow");
  const built = { ...files, [`${root}/policy/built`]: storedLayer(sixty, seal) ?? "" };
  assert.equal(decisionAt({ files: built }, "touch x").verdict, "allow");
});
