/** Read mode: what others use as well is not changed from a pane, and a developer's day goes on. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { decide, isStricter } from "../../src/guard/guard.ts";
import { shellCall, testGuard, testSite } from "../lib/bundled.ts";

const guard = testGuard();

function decisionIn(mode: "read" | "write", command: string) {
  const outcome = decide({ ...shellCall(command), mode }, guard, testSite);
  assert.ok(outcome.ok);
  return outcome.value;
}

const held = [
  "kubectl apply -f x.yaml",
  "kubectl scale deployment web --replicas=0",
  "kubectl --context staging rollout restart deployment/web",
  "helm upgrade web ./chart",
  "helm install web ./chart",
  "aws ecs update-service --cluster web --service web",
  "aws ec2 run-instances --image-id ami-1",
  "gcloud compute instances create web",
  "az group create -n web -l westeurope",
  "terraform -chdir=envs/staging apply",
  "pulumi up --stack staging",
  "bash -c 'kubectl apply -f x.yaml'",
  "xargs -n1 kubectl apply -f < files.txt",
];

for (const command of held) {
  test(`\`${command}\` is held back in read mode, and passes in write mode`, () => {
    const read = decisionIn("read", command);
    assert.deepEqual([read.verdict, read.steps.map(({ rule }) => rule).includes("mode.read")], ["ask", true]);
    assert.ok(!isStricter(decisionIn("write", command).verdict, "warn"));
  });
}

const free = [
  "kubectl get pods",
  "kubectl apply -f x.yaml --dry-run=server",
  "kubectl --context kind-local apply -f x.yaml",
  "kubectl --context minikube delete pod x",
  "helm template ./chart",
  "terraform plan",
  "terraform init",
  "aws s3 ls",
  "docker compose up -d",
  "docker run --rm alpine true",
  "gh pr merge 12 --squash",
  "gh pr create --fill",
  "dbt run",
  "skaffold dev",
  "npm run build && git commit -am x && git push",
];

for (const command of free) {
  test(`\`${command}\` passes in read mode`, () => assert.ok(!isStricter(decisionIn("read", command).verdict, "warn")));
}

for (const command of [
  "kubectl --context prod delete ns web",
  "terraform workspace select prod && terraform destroy",
  "kubectl delete ns web",
]) {
  test(`\`${command}\` is held back in write mode as well`, () => assert.ok(isStricter(decisionIn("write", command).verdict, "warn")));
}

test("of the bundled policies one alone looks at the mode, and asks whether it is read: write mode lifts rules and adds none", () => {
  const folder = new URL("../../policies/", import.meta.url);
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".rego"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
  const lines = texts.flatMap(([name, text]) =>
    text
      .split("\n")
      .filter((line) => /call[.[].*mode|input\.call$|input\[/.test(line))
      .map((line) => [name, line.trim()]),
  );
  assert.deepEqual(lines, [["mode.rego", 'input.call.mode == "read"']]);
});
