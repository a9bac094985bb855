/** A decision about a call in which nothing was found, for tests of how it is told. */
import { type Call, type Decision, decisionVersion, type Verdict } from "../../src/guard/guard.ts";

export function bareDecision(call: Call, verdict: Verdict, more: Partial<Decision> = {}): Decision {
  return {
    version: decisionVersion,
    verdict,
    call,
    effects: [],
    doubts: [],
    steps: [],
    programs: [],
    brought: [],
    spent: { policySteps: 0, questions: 0, commands: 0 },
    engine: "test",
    ...more,
  };
}
