/** Our Rego and OPA, asked about policies made at random: at full size, and where OPA was built (`npm run rego:differential`). */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { policyFrom, policyText } from "./policies.ts";
import { shrunk } from "./shrink.ts";

const count = rounds(0, 100_000);
const skip = count === 0 ? "at full size alone" : existsSync(join(process.cwd(), ".cache/opa/opa")) ? false : "OPA is not at hand";

test("a seed always makes the same policy, so that what differs can be seen again", () => {
  for (let from = 0; from < 20; from++) {
    const [one, other] = [policyFrom(chanceFrom(from)), policyFrom(chanceFrom(from))];
    assert.equal(policyText(one), policyText(other));
    assert.deepEqual(one.input, other.input);
  }
});

test("a policy is made smaller for as long as it shows what it is to show", async () => {
  const policy = policyFrom(chanceFrom(7));
  const small = await shrunk(policy, (one) => Promise.resolve(policyText(one).includes("input.")));
  assert.match(policyText(small), /input\./);
  assert.ok(small.groups.length <= 1 && policyText(small).length < policyText(policy).length);
  assert.deepEqual(small.input, {});
});

/** A run that was stopped is taken up again by the next one. */
test(`OPA gives the same answers to ${count} policies`, { skip }, () => {
  const words = ["scripts/rego-differential.ts", String(count), String(seed), "--resume"];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(status, 0, stdout);
});
