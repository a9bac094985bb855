#!/usr/bin/env bun
/** Compares our Rego with OPA on policies made at random: `npm run rego:differential -- [COUNT] [SEED]`. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { differ, type Verdict } from "../test/rego/differential/differ.ts";
import { Oracle } from "../test/rego/differential/oracle.ts";
import { policyFrom, policyText, type Policy } from "../test/rego/differential/policies.ts";
import { shrunk } from "../test/rego/differential/shrink.ts";
import { chanceFrom, seed } from "../test/lib/random.ts";

const version = "v1.22.0";
const folder = join(process.cwd(), ".cache/opa");
const program = join(folder, "opa");
const [count = 1_000, first = seed] = process.argv.slice(2).map(Number);
const mostShown = 10;

if (existsSync(program) || built()) await compare();
else console.log("OPA is not at hand and Go, which would build it, is missing: nothing was compared");

/** OPA from the Go module proxy: `GOBIN=$PWD/.cache/opa go install github.com/open-policy-agent/opa@v1.22.0`. */
function built(): boolean {
  if (spawnSync("go", ["version"]).status !== 0) return false;
  execFileSync("go", ["install", "-p", "1", `github.com/open-policy-agent/opa@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: "inherit",
  });
  return true;
}

async function compare(): Promise<void> {
  console.log(`${count} policies from seed ${first}`);
  const oracle = await Oracle.start(program);
  const tally: Record<Verdict["is"], number> = { same: 0, "both refused": 0, "one stopped": 0, skipped: 0, different: 0 };
  for (let index = 0; index < count && tally.different < mostShown; index++) {
    const policy = policyFrom(chanceFrom(first + index));
    const verdict = await ask(oracle, policy);
    tally[verdict.is]++;
    if (verdict.is === "different") await show(oracle, policy, first + index);
  }
  oracle.stop();
  console.log(
    Object.entries(tally)
      .map(([is, times]) => `${times} ${is}`)
      .join(", "),
  );
  process.exitCode = tally.different === 0 ? 0 : 1;
}

function ask(oracle: Oracle, policy: Policy): Promise<Verdict> {
  return differ(oracle, policyText(policy), JSON.stringify(policy.input));
}

async function show(oracle: Oracle, policy: Policy, from: number): Promise<void> {
  const small = await shrunk(policy, async (one) => (await ask(oracle, one)).is === "different");
  const verdict = await ask(oracle, small);
  if (verdict.is !== "different") return;
  console.log(`\nseed ${from}\n${policyText(small)}input: ${JSON.stringify(small.input)}\nOPA:  ${verdict.theirs}\nours: ${verdict.ours}`);
}
