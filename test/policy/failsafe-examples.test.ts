/** Policies as failsafe's readme and examples show them, in both of its vocabularies, and its descriptions of tools. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { builtToolsText } from "../../src/app/policy/built-tools.ts";
import { toolsFrom } from "../../src/app/policy/tools-yaml.ts";
import type { Pin, PinnedFile } from "../../src/app/leaves/pins.ts";
import type { Files } from "../lib/memory-world.ts";
import { decisionAt, home, project, root, rulesOf, sha256 } from "./ground.ts";

const imports = "import future.keywords.contains\nimport future.keywords.if\nimport future.keywords.in\n";
const policyFile = `${root}/policy/policy.rego`;

/** One cluster may only be read; in the other nothing takes a namespace away. */
const perCluster = (word: "guard" | "failsafe"): string => `package ${word}.user

${imports}
reads := {"get", "describe", "logs", "top"}

block contains {"reason": sprintf("%s is read-only: %s", [input.kubectl.cluster_name, input.verb])} if {
	input.tool == "kubectl"
	input.kubectl.cluster_name == "prod"
	not input.verb in reads
}

block contains {"reason": "no namespaces are deleted in dev"} if {
	input.tool == "kubectl"
	input.kubectl.cluster_name == "dev"
	input.verb == "delete"
	"namespace" in input.positional
}
`;

const arnOf = (cluster: string): string => `arn:aws:eks:eu-west-1:111111111111:cluster/${cluster}`;

const kubeconfig = `apiVersion: v1
current-context: work
contexts:
- context:
    cluster: ${arnOf("prod")}
  name: work
`;

for (const word of ["guard", "failsafe"] as const) {
  const files = { [policyFile]: perCluster(word) };

  test(`${word}.user: a cluster that may only be read`, () => {
    const decision = decisionAt({ files }, `kubectl --context ${arnOf("prod")} exec web -- ls`);
    const [step] = decision.steps;
    assert.deepEqual([decision.verdict, step?.rule, step?.because], ["deny", "user.block", "prod is read-only: exec"]);
    assert.deepEqual([step?.file, step?.line], [policyFile, 9]);
    assert.equal(decisionAt({ files }, `kubectl --context ${arnOf("prod")} get pods`).verdict, "allow");
  });

  test(`${word}.user: the second rule has a line of its own`, () => {
    const [step] = decisionAt({ files }, `kubectl --context ${arnOf("dev")} delete namespace x`).steps;
    assert.deepEqual([step?.because, step?.line], ["no namespaces are deleted in dev", 15]);
  });
}

test("the cluster is known without `--context`, too, where the kubeconfig says it", () => {
  const files = { [policyFile]: perCluster("failsafe"), [`${home}/.kube/config`]: kubeconfig };
  assert.equal(decisionAt({ files }, "kubectl exec web -- ls").steps[0]?.because, "prod is read-only: exec");
});

/** Of a repository, with the gate in the old words and in the new ones. */
const perRepository = `package guard.repo

${imports}
block contains {"reason": "apply only after a dry run"} if {
	input.mode == "read"
	input.tool == "kubectl"
	input.verb == "apply"
	not input.flags["dry-run"]
}

block contains {"reason": "nobody forces main of acme"} if {
	input.failsafe_enabled != false
	input.tool == "git"
	input.verb == "push"
	input.flags.force == true
	"main" in input.positional
	contains(input.git.remote_url, "acme/")
}

allow_override contains {"reason": "topic branches may be forced"} if {
	input.tool == "git"
	input.verb == "push"
	input.flags.force == true
	not "main" in input.positional
}
`;

const acme = {
  [`${project}/.failsafe.rego`]: perRepository,
  [`${project}/.git/config`]: '[remote "origin"]\n\turl = git@example.com:acme/shop.git\n',
};

test("a repository's rules in both words for the mode", () => {
  assert.deepEqual(
    decisionAt({ files: acme }, "kubectl apply -f x.yaml")
      .steps.map(({ because }) => because)
      .filter((one) => one.startsWith("apply only")),
    ["apply only after a dry run"],
  );
  assert.equal(decisionAt({ files: acme }, "kubectl apply --dry-run=client -f x.yaml").verdict, "allow");
  assert.ok(!rulesOf(decisionAt({ files: acme }, "kubectl apply -f x.yaml", { mode: "write" })).includes("repo.block"));
  assert.equal(decisionAt({ files: acme }, "git push --force origin main").steps[0]?.because, "nobody forces main of acme");
});

test("a keyword and a built-in function of one name live in one file", () => {
  const other = { ...acme, [`${project}/.git/config`]: '[remote "origin"]\n\turl = git@example.com:other/shop.git\n' };
  assert.ok(!rulesOf(decisionAt({ files: other }, "git push --force origin main")).includes("repo.block"));
});

function signedAs(text: string): (file: PinnedFile) => Pin | undefined {
  const isIt = ({ folder, file, sha256: hash }: PinnedFile): boolean =>
    hash === sha256(text) && folder === project && file === ".failsafe.rego";
  return (file) => (isIt(file) ? { statement: "0".repeat(16) } : undefined);
}

test("an override counts in a file that a person has signed, and in no other", () => {
  const push = "git push --force origin topic";
  assert.equal(decisionAt({ files: acme }, push).verdict, "deny");
  const decision = decisionAt({ files: acme, pins: signedAs(perRepository) }, push);
  assert.equal(decision.verdict, "allow");
  assert.deepEqual(decision.overridden, [
    {
      rules: ["git.push.force"],
      because: "topic branches may be forced",
      file: `${project}/.failsafe.rego`,
      line: 23,
      layer: "repository",
    },
  ]);
  assert.equal(decisionAt({ files: acme, pins: signedAs(`${perRepository}\n`) }, push).verdict, "deny");
});

const signedBy = (rules?: readonly string[]) => () => ({ statement: "0".repeat(16), ...(rules === undefined ? {} : { rules }) });

test("a signed override lifts what it is about, and neither the person's own rules, nor other commands, nor what guards the guard", () => {
  const files: Files = {
    ...acme,
    [policyFile]: `package failsafe.user\n${imports}block contains {"reason": "never"} if { input.verb == "push" }\n`,
  };
  const push = "git push --force origin topic";
  assert.deepEqual(rulesOf(decisionAt({ files, pins: signedBy() }, push)), ["user.block"]);
  assert.equal(decisionAt({ files: acme, pins: signedBy() }, `${push}; git push --force origin main`).verdict, "deny");
  assert.equal(decisionAt({ files: acme, pins: signedBy() }, `${push}; rm -rf ~`).verdict, "deny");
  assert.equal(decisionAt({ files: acme, pins: signedBy() }, `${push}; rm -rf ~/.sheepdog`).verdict, "deny");
  assert.equal(decisionAt({ files: acme, pins: signedBy(["kubectl.destroy"]) }, push).verdict, "deny");
  assert.equal(decisionAt({ files: acme, pins: signedBy(["git.push.force"]) }, push).verdict, "allow");
});

test("an override of elsewhere is not borrowed by going there", () => {
  const files = { ...acme, "/srv/app/.git/HEAD": "ref: refs/heads/main\n" };
  assert.equal(decisionAt({ files, pins: signedBy() }, "git push --force origin topic", { cwd: "/srv/app" }).verdict, "deny");
});

test("the readme's own sample, which has an override among a person's rules, loads and loosens nothing", () => {
  const sample = `package guard.user\n${imports}\nallow_override contains {"reason": "mine"} if { input.tool == "git" }\n`;
  assert.ok(rulesOf(decisionAt({ files: { [policyFile]: sample } }, "git push --force origin topic")).includes("git.push.force"));
});

for (const [what, rule] of [
  ["a text", 'block contains "no" if { true }'],
  ["a reason that is a number", 'block contains {"reason": 7} if { true }'],
  ["no reason", 'block contains {"why": "x"} if { true }'],
  ["an empty reason", 'block contains {"reason": ""} if { true }'],
  ["true", "block if { true }"],
] as const)
  test(`a block that answers with ${what} blocks, and says that it is a bug`, () => {
    const files = { [policyFile]: `package failsafe.user\n${imports}${rule}\n` };
    const decision = decisionAt({ files, pins: signedBy() }, "git log");
    assert.equal(decision.verdict, "deny");
    assert.match(decision.steps[0]?.because ?? "", /policy bug in .*policy\.rego/);
  });

const gh = `name: gh
match:
  - gh
description: nothing is said by this member
global_flags:
  - long: version
  - long: help
  - long: repo
    short: R
    takes_value: true
verbs:
  pr:
    subverbs: [list, view, create, merge]
  repo:
    subverbs: [list, view, delete]
  api:
`;

test("a tool that somebody describes in YAML is asked about like those that are known", async () => {
  const source = { file: `${root}/tools/gh.yaml`, text: gh };
  const { declared, faults, notes } = await toolsFrom([source]);
  assert.deepEqual([faults, notes.map(({ line, what }) => [line, what])], [[], [[4, "`description` says nothing here and is read past"]]]);
  const rule = `block contains {"reason": sprintf("no %s", [input.flags.repo])} if { input.tool == "gh"; input.verb == "repo"; input.subverb == "delete" }`;
  const files = {
    [policyFile]: `package failsafe.user\n${imports}${rule}\n`,
    [source.file]: gh,
    [`${root}/tools/built.json`]: builtToolsText([source], declared, sha256),
  };
  assert.equal(decisionAt({ files }, "gh -R acme/shop repo delete --yes").steps.at(0)?.because, "no acme/shop");
  assert.ok(!rulesOf(decisionAt({ files }, "gh repo view")).includes("user.block"));
  const changed = { ...files, [source.file]: `${gh}# changed\n` };
  assert.match(decisionAt({ files: changed }, "touch x").steps[0]?.because ?? "", /gh\.yaml:1:1: it was not built since it was changed/);
  assert.equal(decisionAt({ files: changed }, "ls").verdict, "allow");
});

async function said(text: string): Promise<readonly string[]> {
  return (await toolsFrom([{ file: "x.yaml", text }])).faults.map(({ line, column, what }) => `${line}:${column} ${what}`);
}

test("what is wrong with a description says where", async () => {
  assert.match((await said("name: x\nmatch: [a\n b: c"))[0] ?? "", /^2:9 /);
  assert.deepEqual(await said("name: x\nmatch: [x]\nglobal_flags:\n  - long: a\n  - takes_value: true\n"), [
    "5:5 `declared.tools[0].global_flags[1]` has neither `long` nor `short`, so no word is this option",
  ]);
  assert.match((await said("name: &a x\nmatch: [*a]\n"))[0] ?? "", /aliases/);
  assert.match((await said("match: [x]\n"))[0] ?? "", /name/);
});
