/** Layers and directions: every layer tightens at once, and none loosens, whatever it tries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionAt, layerFiles, project, root, rulesOf } from "./ground.ts";

const ours = (rule: string): string =>
  `package sheepdog.own\nimport rego.v1\n# METADATA\n# custom:\n#   because: the layer says so\n${rule}\n`;
const failsafes = (rules: string): string =>
  `package failsafe.user\nimport future.keywords.if\nimport future.keywords.contains\nimport future.keywords.in\n${rules}\n`;

const everyEffect = 'contains effect.id if { some effect in input.effects; effect.kind == "delete" }';

for (const [layer, file] of Object.entries(layerFiles)) {
  const isOlder = file.endsWith(".failsafe.rego");

  if (!isOlder)
    test(`the ${layer} layer stops what nobody else has anything against, at once`, () => {
      const decision = decisionAt({ files: { [file]: ours(`deny["own.delete"] ${everyEffect}`) } }, "rm -rf dist");
      assert.equal(decision.verdict, "deny");
      assert.deepEqual(
        decision.steps
          .map(({ rule, file: at, line, layer: name }) => ({ rule, at, line, name }))
          .filter(({ rule }) => rule === "own.delete"),
        [{ rule: "own.delete", at: file, line: 6, name: layer }],
      );
      assert.equal(decisionAt({ files: {} }, "rm -rf dist").verdict, "allow");
    });

  test(`the ${layer} layer stops a program in failsafe's words`, () => {
    const files = { [file]: failsafes('block contains {"reason": "no status"} if { input.tool == "git"; input.verb == "status" }') };
    const decision = decisionAt({ files }, "git status");
    assert.equal(decision.verdict, "deny");
    assert.deepEqual(decision.steps[0]?.because, "no status");
    assert.equal(decisionAt({ files }, "git log").verdict, "allow");
  });
}

/** What a policy may try so that less is stopped. */
const attempts: readonly (readonly [string, string, "ours" | "failsafe"])[] = [
  ["allows", `allow["own.allow"] ${everyEffect.replace('; effect.kind == "delete"', "")}`, "ours"],
  ["warns under the name of the rule that denies", 'warn["git.push.force"] contains effect.id if { some effect in input.effects }', "ours"],
  [
    "denies nothing under the name of the rule that denies",
    'deny["git.push.force"] contains effect.id if { some effect in input.effects; false }',
    "ours",
  ],
  ["says write mode", 'mode := "write"', "ours"],
  ["overrides in our words", "allow_override contains effect.id if { some effect in input.effects }", "ours"],
  ["overrides without being signed", 'allow_override contains {"reason": "we may"} if { true }', "failsafe"],
  ["overrides and names the rule", 'allow_override contains {"reason": "we may", "rules": ["git.push.force"]} if { true }', "failsafe"],
  ["overrides as a list", 'allow_override = [{"reason": "we may"}] { true }', "failsafe"],
];

for (const [layer, file] of Object.entries(layerFiles))
  for (const [what, rule, vocabulary] of attempts) {
    if (vocabulary === "ours" && file.endsWith(".failsafe.rego")) continue;
    test(`the ${layer} layer loosens nothing when it ${what}`, () => {
      const files = { [file]: vocabulary === "ours" ? ours(rule) : failsafes(rule) };
      const decision = decisionAt({ files }, "git push -f");
      assert.equal(decision.verdict, "deny", JSON.stringify(decision.steps));
      assert.ok(rulesOf(decision).includes("git.push.force"));
      assert.equal(decision.overridden, undefined);
    });
  }

test("a policy of ours that takes a package of ours changes nothing there", () => {
  const files = { [layerFiles.user]: ours("x := 1").replace("sheepdog.own", "sheepdog.git") };
  assert.ok(rulesOf(decisionAt({ files }, "git push -f")).includes("git.push.force"));
});

const brokenText =
  'package sheepdog.own\nimport rego.v1\ndeny["x"] contains effect.id if {\n\tsome effect in input.effects\n\teffect.kind = = "delete"\n}\n';

for (const [layer, file] of Object.entries(layerFiles)) {
  const files = { [file]: file.endsWith(".failsafe.rego") ? brokenText.replace("sheepdog.own", "failsafe.repo") : brokenText };

  test(`a ${layer} layer that does not load denies what changes something, with file, line and column`, () => {
    const decision = decisionAt({ files }, "echo x > out.txt");
    const [step] = decision.steps;
    assert.equal(decision.verdict, "deny");
    assert.equal(step?.rule, "guard.policy");
    assert.ok(step?.because.includes(`${file}:5:16: `), step?.because);
    assert.deepEqual([step.file, step.line], [file, 5]);
  });

  test(`a ${layer} layer that does not load lets read`, () => {
    for (const command of ["cat README.md", "git status", "ls -la", "kubectl get pods"])
      assert.equal(decisionAt({ files }, command).verdict, "allow", command);
  });
}

test("a repository's broken policy is about calls in that repository and what lies in it", () => {
  const files = { "/srv/other/.sheepdog.rego": brokenText, "/srv/other/a.txt": "a" };
  assert.equal(decisionAt({ files }, "echo x > out.txt").verdict, "allow");
  assert.equal(rulesOf(decisionAt({ files }, "echo x > /srv/other/a.txt"))[0], "guard.policy");
  assert.equal(rulesOf(decisionAt({ files }, "echo x > out.txt", { cwd: "/srv/other" }))[0], "guard.policy");
  assert.equal(rulesOf(decisionAt({ files }, "cd /srv/other && touch x"))[0], "guard.policy");
});

test("another repository's rules are about what lies in it, and about nothing else of the call", () => {
  const files = {
    "/srv/other/.sheepdog.rego": ours('deny["own.write"] contains effect.id if { some effect in input.effects }'),
    "/srv/other/a.txt": "a",
  };
  const decision = decisionAt({ files }, "echo x > out.txt; echo x > /srv/other/a.txt");
  const [step] = decision.steps;
  assert.equal(step?.rule, "own.write");
  assert.deepEqual(
    step.effects.map((position) => decision.effects[position]?.target.name),
    ["/srv/other/a.txt"],
  );
});

test("the nearest of several repositories' files comes first, and all count", () => {
  const files = {
    [`${project}/.sheepdog.rego`]: ours(`deny["a.outer"] ${everyEffect}`),
    [`${project}/src/.sheepdog.rego`]: ours(`deny["b.inner"] ${everyEffect}`),
  };
  assert.deepEqual(rulesOf(decisionAt({ files }, "rm -rf ../dist", { cwd: `${project}/src` })).slice(0, 2), ["b.inner", "a.outer"]);
});

test("a file in the home is nobody's repository", () => {
  const files = { [`${root.slice(0, -".sheepdog".length)}.sheepdog.rego`]: ours(`deny["own.delete"] ${everyEffect}`) };
  assert.equal(decisionAt({ files }, "rm -rf dist").verdict, "allow");
});

test("a policy that nobody hears is a fault", () => {
  const files = { [layerFiles.user]: "package acme.rules\n\ndeny contains 1 if { true }\n" };
  const decision = decisionAt({ files }, "touch x");
  assert.match(decision.steps[0]?.because ?? "", /rules\.rego:1:1: this package is not heard/);
});
