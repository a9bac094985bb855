/** The thirty cases of failsafe's corpus, asked of what its profile says in its own words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { caseFailure, caseOutcome } from "../../src/app/policy/failsafe-corpus.ts";
import { readLayer } from "../../src/guard/guard.ts";

const file = "policies/profiles/failsafe-bundled.rego";
const layer = readLayer({ name: "user" }, [{ file, text: readFileSync(new URL(`../../${file}`, import.meta.url), "utf8") }]);
if (!layer.ok) throw new Error(layer.faults.map(({ line, what }) => `${line}: ${what}`).join("\n"));
const set = layer.value;

type Fact = Readonly<Record<string, unknown>>;

const arn = { flags: { context: "arn:aws:eks:eu-west-1:111111111111:cluster/demo" } };

const cases: readonly (readonly [name: string, fact: Fact, expected: { readonly block: boolean; readonly reason_contains?: string }])[] = [
  ["01-kubectl-get-allowed", { tool: "kubectl", verb: "get", positional: ["pods"] }, { block: false }],
  ["02-kubectl-apply-blocked-read", { tool: "kubectl", verb: "apply" }, { block: true, reason_contains: "apply blocked" }],
  ["03-kubectl-apply-allowed-disabled", { tool: "kubectl", verb: "apply", failsafe_enabled: false }, { block: false }],
  ["04-kubectl-apply-dryrun-server-allowed", { tool: "kubectl", verb: "apply", flags: { "dry-run": "server" } }, { block: false }],
  ["05-kubectl-flag-before-verb-get", { tool: "kubectl", verb: "get", ...arn }, { block: false }],
  [
    "06-kubectl-flag-before-verb-apply-blocked",
    { tool: "kubectl", verb: "apply", ...arn },
    { block: true, reason_contains: "apply blocked" },
  ],
  ["07-helm-list-allowed", { tool: "helm", verb: "list" }, { block: false }],
  [
    "08-helm-install-blocked",
    { tool: "helm", verb: "install", positional: ["foo", "bar"] },
    { block: true, reason_contains: "install blocked" },
  ],
  ["09-helm-namespace-flag-before-list", { tool: "helm", verb: "list", flags: { namespace: "x" } }, { block: false }],
  ["10-terraform-plan-allowed", { tool: "terraform", verb: "plan" }, { block: false }],
  ["11-terraform-apply-blocked", { tool: "terraform", verb: "apply" }, { block: true, reason_contains: "apply blocked" }],
  ["12-terraform-state-list-allowed", { tool: "terraform", verb: "state", subverb: "list" }, { block: false }],
  [
    "13-terraform-state-rm-blocked",
    { tool: "terraform", verb: "state", subverb: "rm" },
    { block: true, reason_contains: "state rm blocked" },
  ],
  ["14-terraform-chdir-flag-plan", { tool: "terraform", verb: "plan", flags: { chdir: "infra" } }, { block: false }],
  ["15-aws-sts-allowed", { tool: "aws", verb: "sts", subverb: "get-caller-identity" }, { block: false }],
  ["16-aws-s3-ls-allowed", { tool: "aws", verb: "s3", subverb: "ls" }, { block: false }],
  ["17-aws-s3-rm-blocked", { tool: "aws", verb: "s3", subverb: "rm" }, { block: true, reason_contains: "s3 rm blocked" }],
  ["18-aws-eks-describe-allowed", { tool: "aws", verb: "eks", subverb: "describe-cluster" }, { block: false }],
  [
    "19-aws-eks-delete-blocked",
    { tool: "aws", verb: "eks", subverb: "delete-cluster" },
    { block: true, reason_contains: "eks delete-cluster blocked" },
  ],
  ["20-aws-region-flag-then-s3-ls", { tool: "aws", verb: "s3", subverb: "ls", flags: { region: "eu-west-1" } }, { block: false }],
  ["21-git-status-allowed", { tool: "git", verb: "status" }, { block: false }],
  ["22-git-push-allowed-bundled", { tool: "git", verb: "push", positional: ["origin", "main"] }, { block: false }],
  [
    "23-readwrite-mode-allows-everything",
    { tool: "kubectl", verb: "apply", mode: "read & write", failsafe_enabled: false },
    { block: false },
  ],
  ["24-no-tool-allows", {}, { block: false }],
  ["25-failsafe-toggle-blocked-read", { tool: "failsafe", verb: "toggle" }, { block: true, reason_contains: "user-only" }],
  [
    "26-failsafe-toggle-blocked-rw",
    { tool: "failsafe", verb: "toggle", failsafe_enabled: false },
    { block: true, reason_contains: "user-only" },
  ],
  ["27-failsafe-hook-blocked", { tool: "failsafe", verb: "hook" }, { block: true, reason_contains: "lifecycle subprocess" }],
  ["28-failsafe-mode-get-allowed", { tool: "failsafe", verb: "mode", subverb: "get" }, { block: false }],
  ["29-failsafe-tools-list-allowed", { tool: "failsafe", verb: "tools", subverb: "list" }, { block: false }],
  [
    "30-kubectl-dynamic-verb-blocked",
    { tool: "kubectl", verb: "<dynamic>" },
    { block: true, reason_contains: "blocked while failsafe is enabled" },
  ],
];

for (const [name, changes, expected] of cases)
  test(`${name}`, () => {
    const fact = { mode: "read", failsafe_enabled: true, subverb: "", flags: {}, positional: [], env: {}, cwd: "/work", ...changes };
    const outcome = caseOutcome(JSON.parse(JSON.stringify(name.startsWith("24") ? {} : fact)), set);
    assert.ok(outcome.ok, outcome.ok ? "" : outcome.fault.what);
    const failure = caseFailure(JSON.stringify(expected), outcome.value);
    assert.deepEqual(failure, { ok: true, value: undefined });
  });

function said(expected: string): unknown {
  const failure = caseFailure(expected, { block: true, reason: "kubectl apply blocked" });
  return failure.ok ? failure.value : failure.fault.what;
}

test("a case that comes out otherwise is a failure that says so", () => {
  assert.equal(said('{"block": false}'), "it is blocked (kubectl apply blocked), and should pass");
  assert.equal(said('{"block": true, "reason_contains": "helm"}'), "the reason is `kubectl apply blocked`, without `helm`");
  assert.equal(said('{"blocked": true}'), "`expected.block` is not true or false");
});
