/** Wrappers and tools that somebody has described: what they add, and what they cannot take away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";
import type { Json } from "../../../base/json.ts";
import { type Decision, type Guard, loadLayer, readDeclared } from "../../guard.ts";

const bundled = testGuard();

function guardWith(declared: Json): Guard {
  const read = readDeclared(declared);
  assert.ok(read.ok, read.ok ? "" : read.fault.what);
  return { ...bundled, declared: read.value };
}

const lead = ({ verdict, steps }: Decision): readonly string[] => [verdict, steps[0]?.rule ?? "-"];

const rule = (condition: string): string => `package sheepdog.own

import rego.v1

# METADATA
# title: a rule of the test
# custom:
#   id: own.rule
#   because: the test asks for it
#   hits: []
#   misses: []
ask["own.rule"] contains effect.id if {
	some effect in input.effects
	some program in input.programs
	${condition}
}
`;

/** Does a rule of another layer see this of one of the programs? */
type Asked = { readonly condition: string; readonly command: string; readonly files?: Readonly<Record<string, string>> };

function seesIn(guard: Guard, { condition, command, files = {} }: Asked): boolean {
  const layer = loadLayer("user", [{ file: "own.rego", text: rule(condition) }]);
  assert.ok(layer.ok, layer.ok ? "" : layer.fault.what);
  const { steps } = decisionOn(`${command}; touch x`, { ...guard, layers: [...guard.layers, layer.value] }, files);
  return steps.some((step) => step.rule === "own.rule");
}

const sees = (guard: Guard, condition: string, command: string): boolean => seesIn(guard, { condition, command });

const wrapper = (more: Json = {}): Json => ({ wrappers: [{ names: ["slowly"], takes_value: ["-n", "--for"], ...(more as object) }] });

test("what a declared wrapper runs is judged like the command itself", () => {
  const guard = guardWith(wrapper());
  assert.deepEqual(lead(decisionOn("slowly -n 5 --for 10s rm -rf ~", guard)), ["deny", "files.delete.home"]);
  assert.deepEqual(lead(decisionOn("slowly --quiet git push -f", guard)), ["deny", "git.push.force"]);
  assert.deepEqual(lead(decisionOn("slowly -n 5 git status", guard)), ["allow", "-"]);
});

test("a wrapper may want words of its own, a verb, dashes or a text for a shell", () => {
  assert.deepEqual(lead(decisionOn("slowly room7 rm -rf ~", guardWith(wrapper({ own_words: 1 })))), ["deny", "files.delete.home"]);
  assert.deepEqual(lead(decisionOn("slowly run rm -rf ~", guardWith(wrapper({ verbs: ["run"] })))), ["deny", "files.delete.home"]);
  assert.deepEqual(lead(decisionOn("slowly list rm", guardWith(wrapper({ verbs: ["run"] })))), ["allow", "-"]);
  assert.deepEqual(lead(decisionOn("slowly a b -- rm -rf ~", guardWith(wrapper({ dashes: true })))), ["deny", "files.delete.home"]);
  assert.deepEqual(lead(decisionOn("slowly -c 'rm -rf ~'", guardWith(wrapper({ shell_text: ["-c"] })))), ["deny", "files.delete.home"]);
  assert.deepEqual(lead(decisionOn("slowly --in /etc rm -r .", guardWith(wrapper({ folder: ["--in"] })))), ["deny", "files.system"]);
  assert.deepEqual(lead(decisionOn("echo 'rm -rf ~' | slowly", guardWith(wrapper({ starts_shell: true })))), ["deny", "files.delete.home"]);
});

test("no wrapper takes the place of a program that the guard knows", () => {
  for (const name of ["rm", "git", "bash", "sudo", "xargs", "eval", "sheepdog"]) {
    const read = readDeclared({ wrappers: [{ names: [name] }] });
    assert.equal(read.ok ? "" : read.fault.code, "declared.name-taken", name);
  }
});

/** As the YAML of failsafe's own example has it. */
const forge = {
  tools: [
    {
      name: "forge",
      match: ["forge", "fg2"],
      combine_shorts: true,
      global_flags: [
        { long: "repo", short: "R", takes_value: true },
        { long: "version" },
        { long: "chdir", takes_value: true, style: "gnu_short" },
      ],
      verbs: { repo: { subverbs: ["delete", "view"] }, pr: { subverbs: ["list"] } },
    },
  ],
};

test("a declared tool has a name, a verb, a subverb, flags by their long names and the other words", () => {
  const guard = guardWith(forge);
  const says = (condition: string, command: string): void => assert.ok(sees(guard, condition, command), `${condition}: ${command}`);
  says('program.tool == "forge"; program.verb == "repo"; program.subverb == "delete"', "fg2 repo delete me/x");
  says('program.positional == ["me/x"]', "forge -R a/b repo delete me/x --yes");
  says('program.flags.repo == ["a/b"]; program.flags.yes == [true]', "forge -R a/b repo delete me/x --yes");
  says('program.flags.repo == ["a/b"]', "forge repo view -R=a/b");
  says('program.flags.chdir == ["up"]; program.verb == "repo"', "forge -chdir=up repo view");
  says("program.flags.i == [true]; program.flags.t == [true]", "forge -it repo view");
  says('program.subverb == ""; program.positional == ["merge"]', "forge pr merge");
  says('program.env.TOKEN == "x"; program.cwd == "/home/dev/proj"', "TOKEN=x forge pr list");
  assert.ok(!sees(guard, 'program.tool == "forge"', "forger repo delete x"));
});

test("without `combine_shorts` several letters are one option", () => {
  const guard = guardWith({ tools: [{ name: "forge", match: ["forge"] }] });
  assert.ok(sees(guard, "program.flags.it == [true]", "forge -it x"));
});

test("a declaration of a tool that is known sorts its words, and takes nothing away", () => {
  const guard = guardWith({ tools: [{ name: "versions", match: ["git"], verbs: { push: { subverbs: ["origin"] } } }] });
  assert.ok(sees(guard, 'program.tool == "versions"; program.subverb == "origin"', "git push origin main"));
  assert.deepEqual(lead(decisionOn("git push -f", guard)), ["deny", "git.push.force"]);
});

test("a tool that somebody has declared is as unknown as before to whoever touches the guard's own files with it", () => {
  assert.deepEqual(lead(decisionOn("forge repo view ~/.sheepdog/config.yaml", guardWith(forge))), ["deny", "guard.own"]);
});

test("what some words do may be declared", () => {
  const does = { destroy: ["app delete", "db drop"], none: ["app delete --preview"], secret: ["keys show"] };
  const guard = guardWith({
    tools: [{ name: "paas", match: ["paas"], does, where: ["--env"], global_flags: [{ long: "region", takes_value: true }] }],
  });
  assert.deepEqual(lead(decisionOn("paas --region eu app delete web", guard)), ["ask", "cloud.destroy"]);
  assert.deepEqual(lead(decisionOn("paas app delete web --env production", guard)), ["deny", "cloud.destroy.production"]);
  assert.deepEqual(lead(decisionOn("paas app delete web --preview", guard)), ["allow", "-"]);
  assert.deepEqual(lead(decisionOn("paas app list", guard)), ["allow", "-"]);
  assert.deepEqual(lead(decisionOn("paas keys show", guard)), ["ask", "secrets.read"]);
});

const kubeconfig = `current-context: arn:aws:eks:eu-west-1:1:cluster/blue
contexts:
- context:
    cluster: arn:aws:eks:eu-west-1:1:cluster/blue
  name: arn:aws:eks:eu-west-1:1:cluster/blue
`;
const repository = {
  "proj/.git/config": '[remote "origin"]\n\turl = git@example.com:me/x.git\n',
  "proj/.git/HEAD": "ref: refs/heads/topic\n",
};

test("cluster, remote and branch are told of tools that are declared to be about them", () => {
  const guard = guardWith({ tools: [{ name: "ship", match: ["ship"], enrich: ["git", "kubectl_context"] }] });
  assert.ok(
    seesIn(guard, {
      condition: 'program.tool == "ship"; program.cluster == "blue"',
      command: "ship it",
      files: { ".kube/config": kubeconfig },
    }),
  );
  assert.ok(
    seesIn(guard, {
      condition: 'program.remote == "git@example.com:me/x.git"; program.branch == "topic"',
      command: "ship it",
      files: repository,
    }),
  );
  assert.ok(seesIn(guard, { condition: 'program.tool == "ship"; not program.cluster', command: "ship it", files: { ".kube/config": "" } }));
});

test("other layers are told of the cluster of kubectl and of the repository of git as well", () => {
  assert.ok(
    seesIn(bundled, {
      condition: 'program.tool == "kubectl"; program.cluster == "blue"',
      command: "kubectl get pods",
      files: { ".kube/config": kubeconfig },
    }),
  );
  assert.ok(seesIn(bundled, { condition: 'program.tool == "git"; program.branch == "topic"', command: "git status", files: repository }));
  assert.ok(!seesIn(bundled, { condition: "program.branch", command: "git -C /tmp status", files: repository }));
});

const faults: readonly (readonly [string, Json, string])[] = [
  ["a text", "x", "`declared` is not an object"],
  ["a misspelled member", { wraps: [] }, "`declared` has a member `wraps`, and the members are `wrappers`, `tools`"],
  ["a wrapper without a name", { wrappers: [{ names: [] }] }, "`declared.wrappers[0].names` is not a list of names of programs"],
  ["a path as a name", { wrappers: [{ names: ["bin/x"] }] }, "`declared.wrappers[0].names` is not a list of names of programs"],
  ["a tool that matches nothing", { tools: [{ name: "x" }] }, "`declared.tools[0].match` is not a list"],
  [
    "an option without a name",
    { tools: [{ name: "x", match: ["x"], global_flags: [{}] }] },
    "`declared.tools[0].global_flags[0]` has neither `long` nor `short`, so no word is this option",
  ],
  [
    "facts that do not exist",
    { tools: [{ name: "x", match: ["x"], enrich: ["aws"] }] },
    "`declared.tools[0].enrich[0]` is not one of `git`, `kubectl_context`",
  ],
  ["a verb that is no object", { tools: [{ name: "x", match: ["x"], verbs: { a: 1 } }] }, "`declared.tools[0].verbs.a` is not an object"],
];

for (const [what, json, wanted] of faults) {
  test(`${what} is a fault that says where`, () => {
    const read = readDeclared(json);
    assert.equal(read.ok ? "" : read.fault.what, wanted);
  });
}
