/** failsafe's table of verbs, command by command, where its profile is among a person's policies. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decisionAt, root, rulesOf } from "./ground.ts";
import { asked, blocked, mended, passing } from "./parity.ts";

const profile = readFileSync(new URL("../../policies/profiles/failsafe-bundled.rego", import.meta.url), "utf8");
const files = { [`${root}/policy/failsafe-bundled.rego`]: profile };
const rule = "bundled.tools.block";

for (const command of passing)
  test(`passes: ${command}`, () => {
    const decision = decisionAt({ files }, command);
    assert.deepEqual(
      rulesOf(decision).filter((one) => one === rule),
      [],
    );
    assert.equal(decision.verdict, "allow", JSON.stringify(decision.steps));
  });

for (const command of asked)
  test(`only our own layer has something against: ${command}`, () => {
    const decision = decisionAt({ files }, command);
    assert.deepEqual([decision.verdict, decision.steps.map(({ layer, rule: id }) => `${layer} ${id}`)], ["ask", ["bundled secrets.read"]]);
  });

for (const command of [...blocked, ...mended])
  test(`blocks: ${command}`, () => {
    const decision = decisionAt({ files }, command);
    assert.equal(decision.verdict, "deny", JSON.stringify(decision.programs));
    assert.ok(rulesOf(decision).includes(rule), rulesOf(decision).join(" "));
  });

for (const command of blocked)
  test(`passes the profile in write mode: ${command}`, () => {
    assert.ok(!rulesOf(decisionAt({ files }, command, { mode: "write" })).includes(rule));
  });

for (const mode of ["read", "write"] as const)
  test(`failsafe's own switch stays a person's in ${mode} mode`, () => {
    const [step] = decisionAt({ files }, "failsafe toggle", { mode }).steps;
    assert.match(step?.because ?? "", /user-only/);
  });
