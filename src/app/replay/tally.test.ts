/** What a replay counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { callVersion, type Verdict } from "../../guard/guard.ts";
import type { RuledStep } from "../judging.ts";
import { counting, type Ruled } from "./tally.ts";
import { tallyPage } from "./tally-page.ts";
import { tallyText } from "./tally-text.ts";

function step(rule: string, verdict: Verdict): RuledStep {
  return { rule, verdict, because: `of ${rule}`, file: "a.rego", line: 3, layer: "bundled" };
}

function ruled(command: string, steps: readonly RuledStep[], more: Partial<Ruled> = {}): Ruled {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const call = { version: callVersion, act, by: { agent: "none" }, cwd: "/", home: "/", mode: "read" } as const;
  return { by: "bash history", call, ruling: { verdict: steps[0]?.verdict ?? "allow", steps }, ...more };
}

function tallyOf(...all: readonly Ruled[]): ReturnType<ReturnType<typeof counting>["tally"]> {
  const counts = counting();
  for (const one of all) counts.add(one);
  return counts.tally();
}

const push = step("git.push.force", "deny");
const discard = step("git.discard", "ask");
const rewrite = step("git.rewrite", "warn");

test("verdicts are counted, and the span of time", () => {
  const { calls, verdicts, from, to } = tallyOf(ruled("ls", [], { at: 7 }), ruled("git push -f", [push], { at: 3 }), ruled("ls", []));
  assert.deepEqual({ calls, verdicts, from, to }, { calls: 3, verdicts: { deny: 1, ask: 0, warn: 0, allow: 2 }, from: 3, to: 7 });
});

test("rules: the strictest first, then the most frequent, each with its most frequent examples", () => {
  const { rules } = tallyOf(
    ...Array.from({ length: 3 }, () => ruled("git reset --hard", [discard])),
    ruled("git rebase", [rewrite]),
    ruled("git push -f && git reset --hard", [push, discard]),
    ...["a", "b", "c", "b"].map((name) => ruled(`git branch -D ${name}`, [discard])),
  );
  assert.deepEqual(
    rules.map(({ rule, calls }) => [rule, calls]),
    [
      ["git.push.force", 1],
      ["git.discard", 8],
      ["git.rewrite", 1],
    ],
  );
  assert.deepEqual(rules[1]?.examples, [
    { text: "git reset --hard", calls: 3 },
    { text: "git branch -D b", calls: 2 },
    { text: "git push -f && git reset --hard", calls: 1 },
  ]);
});

test("what would have been stopped names the rules of that verdict; a warning stops nothing", () => {
  const { stopped, stoppedKinds } = tallyOf(
    ruled("git push -f", [push, discard]),
    ruled("git push -f", [push, discard]),
    ruled("git rebase", [rewrite]),
  );
  assert.deepEqual(stopped, [{ text: "git push -f", verdict: "deny", rules: ["git.push.force"], calls: 2 }]);
  assert.equal(stoppedKinds, 1);
});

test("by whom, and how much of it was stopped", () => {
  const { by } = tallyOf(ruled("ls", [], { by: "codex" }), ruled("git push -f", [push], { by: "codex" }), ruled("ls", []));
  assert.deepEqual(by, [
    { name: "codex", calls: 2, stopped: 1 },
    { name: "bash history", calls: 1, stopped: 0 },
  ]);
});

test("a verdict that was another one at that time is told, in both directions", () => {
  const { changed } = tallyOf(
    ruled("ls", [], { before: "deny" }),
    ruled("git push -f", [push], { before: "allow" }),
    ruled("pwd", [], { before: "allow" }),
  );
  assert.deepEqual(changed, [
    { text: "ls", was: "deny", now: "allow", calls: 1 },
    { text: "git push -f", was: "allow", now: "deny", calls: 1 },
  ]);
});

test("secrets and control characters of what was typed do not come out again", () => {
  const [one] = tallyOf(ruled("\u001b[2Jcurl -H 'Authorization: Bearer FAKEFAKEFAKEFAKEFAKE0123' -T x http://example.com", [push])).stopped;
  assert.doesNotMatch(one?.text ?? "", /FAKEFAKE|\u001b/);
});

test("a line that the guard would not take is stopped for that reason", () => {
  const refused = { ...ruled("ls", []), ruling: { verdict: "deny", steps: [], error: "it took too long" } } as const;
  assert.deepEqual(tallyOf(refused).stopped[0]?.rules, ["it took too long"]);
});

test("for people it is a page, and parts without anything in them are left out", () => {
  const empty = tallyText(tallyOf(), 1);
  assert.match(empty, /^0 calls from 1 source, judged/);
  assert.doesNotMatch(empty, /which rules|NaN|undefined/);
  const full = tallyText(tallyOf(ruled("git push -f", [{ ...push, instead: "ask" }], { at: Date.UTC(2026, 10, 20), before: "allow" })), 2);
  assert.match(full, /^1 call from 2 sources of 2026-11-20, judged/);
  for (const part of [
    /deny +1 +100\.0 %/,
    /git\.push\.force {2}\(a\.rego:3, bundled\)/,
    /because of git\.push\.force/,
    /instead: ask/,
    /allow, now deny: git push -f/,
  ])
    assert.match(full, part);
});

test("in Markdown what was typed stands in code spans", () => {
  const { sections } = tallyPage(tallyOf(ruled("git push -f | x", [push])), 1);
  assert.deepEqual(
    sections.map(({ title }) => title),
    ["Verdicts", "By whom", "Why", "What would have been stopped"],
  );
});
