/** What people have signed, as the judge and `explain` tell it: as a hook would count it, and nothing is used up by asking. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../src/base/json.ts";
import { explanation } from "../../src/app/explanation.ts";
import { judgeLine } from "../../src/app/judge.ts";
import { wording } from "../../src/app/wording.ts";
import type { Decision } from "../../src/guard/guard.ts";
import { nodeVerifier } from "../../src/hosts/node/node.ts";
import { approvalIdOf, type Signed } from "../../src/proof/statements/statements.ts";
import { noStatements, testGuard, testSite } from "../lib/bundled.ts";
import { home, project } from "../lib/home.ts";
import { memoryWorld } from "../lib/memory-world.ts";
import { keyFileOf, signed, signedAt, testKey, textOf } from "../lib/signing.ts";

const guard = testGuard();
const key = testKey("judge");
const [keyPath, keyContent] = keyFileOf(key);
const world = memoryWorld({ [`${testSite.root}/${keyPath}`]: keyContent, [`${project}/.git/HEAD`]: "ref: refs/heads/main\n" });

type Answer = { readonly verdict: string; readonly rules: readonly string[]; readonly decision: Decision };

function answerTo(statements: readonly Signed[], question: object): Answer {
  const text = textOf(...statements);
  const marked = (_: string, most: number, mark: string) =>
    text
      .split("\n")
      .filter((line) => line.includes(mark))
      .slice(0, most);
  const host = { ...noStatements, verifier: nodeVerifier, marked, claim: () => assert.fail("something was used up") };
  const asked = { command: "git push -f", cwd: project, home, full: true, ...question };
  return JSON.parse(judgeLine(JSON.stringify(asked), guard, { world, root: testSite.root, home, statements: host })) as Answer;
}

const single = signed(key, { once: true, where: { session: "s1", pane: "p1" } });
const here = { now: signedAt, session: "s1", pane: "p1" };

test("a statement counts as of the instant, in the session and in the pane that are asked about", () => {
  assert.equal(answerTo([single], here).verdict, "allow");
  assert.deepEqual(answerTo([single], here).decision.leaves, [{ statement: single.statement.id, lifted: ["git.push.force"] }]);
  for (const other of [
    { now: single.statement.until ?? 0 },
    { session: "s2" },
    { pane: "p2" },
    { session: undefined },
    { pane: undefined },
  ]) {
    assert.equal(answerTo([single], { ...here, ...other }).verdict, "deny", JSON.stringify(other));
  }
});

test("without an instant nothing counts that was signed", () => {
  assert.equal(answerTo([single], { ...here, now: undefined }).verdict, "deny");
});

test("write mode is found where the call would not pass, and the decision was taken in it", () => {
  const mode = signed(key, { about: { is: "mode" }, where: { pane: "p1" } });
  const command = "kubectl apply -f x.yaml";
  const { verdict, decision } = answerTo([mode], { ...here, command });
  assert.deepEqual([verdict, decision.call.mode], ["allow", "write"]);
  assert.deepEqual(decision.leaves, [{ statement: mode.statement.id, lifted: ["mode.read"] }]);
  assert.equal(answerTo([mode], { ...here, command: "git push -f" }).decision.call.mode, "read", "where it lifts nothing it is not used");
  assert.equal(answerTo([mode], { ...here, command, pane: "p2" }).verdict, "ask");
});

test("explain says what was signed and what that lifted", () => {
  const { decision } = answerTo([single], here);
  const told = explanation(JSON.parse(JSON.stringify(decision)) as Json, "git push -f");
  assert.match(told, new RegExp(`a person signed that it may pass: statement ${single.statement.id} lifts git\\.push\\.force`));
  assert.doesNotMatch(told, /no rule has anything against it/);
});

test("an agent hears by which name a person may let its call pass, and by whose statement it passed", () => {
  const { decision } = answerTo([], here);
  assert.match(wording(decision), new RegExp(`sheepdog approve grant ${approvalIdOf(decision.approval ?? "")}\``));
  assert.match(wording(answerTo([single], here).decision), new RegExp(`a person signed that it may pass \\(${single.statement.id}\\)`));
});

test("what nobody may let pass has no name to be approved under", () => {
  const { decision } = answerTo([], { ...here, command: "rm -rf ~/.sheepdog" });
  assert.equal(decision.approval, undefined);
  assert.doesNotMatch(wording(decision), /approve/);
});
