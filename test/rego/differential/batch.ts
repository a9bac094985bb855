/** One batch of a comparison: an OPA of its own, policies made from one seed after the other, and what came of them. */
import type { Json } from "../../../src/base/json.ts";
import { chanceFrom } from "../../lib/random.ts";
import { differ, type Verdict } from "./differ.ts";
import { NoAnswer, Oracle } from "./oracle.ts";
import { policyFrom, policyText, type Policy } from "./policies.ts";
import { shrunk } from "./shrink.ts";

/** `unanswered` where OPA died of a policy, or would not end: it is given memory and time, but not without bounds. */
export type Tally = Readonly<Record<Verdict["is"] | "unanswered", number>>;

export const noTally: Tally = {
  same: 0,
  "same in another order": 0,
  "both refused": 0,
  "one stopped": 0,
  skipped: 0,
  unanswered: 0,
  different: 0,
};

/** Made as small as it could be. */
export type Difference = {
  readonly seed: number;
  readonly policy: string;
  readonly input: Json;
  readonly theirs: string;
  readonly ours: string;
};

export type Batch = { readonly tally: Tally; readonly differences: readonly Difference[] };

type Asked = { readonly program: string; readonly from: number; readonly count: number };

export async function compareBatch({ program, from, count }: Asked): Promise<Batch> {
  let oracle = await Oracle.start(program);
  const tally = { ...noTally };
  const differences: Difference[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const policy = policyFrom(chanceFrom(seed));
    try {
      const verdict = await ask(oracle, policy);
      tally[verdict.is]++;
      if (verdict.is === "different") differences.push(await smallest(oracle, { seed, policy, verdict }));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      tally.unanswered++;
      oracle.stop();
      oracle = await Oracle.start(program);
    }
  }
  oracle.stop();
  return { tally, differences };
}

/** Pairs to which both have said something. */
export function comparedIn(tally: Tally): number {
  return tally.same + tally["same in another order"] + tally["both refused"] + tally["one stopped"] + tally.different;
}

export function sumOf(one: Tally, other: Tally): Tally {
  const kinds = Object.keys(noTally) as (keyof Tally)[];
  return Object.fromEntries(kinds.map((is) => [is, one[is] + other[is]])) as Tally;
}

function ask(oracle: Oracle, policy: Policy): Promise<Verdict> {
  return differ(oracle, policyText(policy), JSON.stringify(policy.input));
}

type Found = { readonly seed: number; readonly policy: Policy; readonly verdict: Extract<Verdict, { is: "different" }> };

/** As it was found where OPA gives up on something smaller. */
async function smallest(oracle: Oracle, { seed, policy, verdict }: Found): Promise<Difference> {
  let best = { policy, verdict };
  const shows = async (one: Policy): Promise<boolean> => {
    const next = await ask(oracle, one);
    if (next.is === "different") best = { policy: one, verdict: next };
    return next.is === "different";
  };
  try {
    await shrunk(policy, shows);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
  const { theirs, ours } = best.verdict;
  return { seed, policy: policyText(best.policy), input: best.policy.input, theirs, ours };
}
