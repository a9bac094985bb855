/** Our Rego and OPA, asked about policies made at random: at full size, and where OPA was built (`npm run rego:differential`). */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { differ } from "./differ.ts";
import { Oracle } from "./oracle.ts";
import { policyFrom, policyText } from "./policies.ts";

const program = join(process.cwd(), ".cache/opa/opa");
const count = rounds(0, 100_000);
const skip = count === 0 ? "at full size alone" : existsSync(program) ? false : "OPA is not at hand";

test(`OPA gives the same answers to ${count} policies (seed ${seed})`, { skip, timeout: 3_600_000 }, async () => {
  const oracle = await Oracle.start(program);
  try {
    for (let index = 0; index < count; index++) {
      const policy = policyFrom(chanceFrom(seed + index));
      const verdict = await differ(oracle, policyText(policy), JSON.stringify(policy.input));
      assert.notEqual(verdict.is, "different", `seed ${seed + index}\n${policyText(policy)}\n${JSON.stringify(verdict)}`);
    }
  } finally {
    oracle.stop();
  }
});
