/** What a person says yes to who lets one blocked call pass: what it would do, where, and what stands against it. */
import { isStricter, type Step } from "../decision.ts";
import type { Effect } from "../effect.ts";
import { isLiftable, type Refused } from "./leaves.ts";

const approvalVersion = 1;

/**
 * The same build has the same text for the same call, so that its hash is the name of the yes. (In one order of all members it would be so for every build, at
 * ten times the cost for every call that is blocked; after an upgrade a call waits once more.) `undefined`: nothing holds the call back, or something does that nobody can lift.
 * How many bytes would go is left out, since files grow while somebody thinks; how many files stays in.
 */
export function approvalText({ call, effects, doubts, steps }: Refused): string | undefined {
  const against = steps.filter(holdsBack);
  if (against.length === 0 || !against.every((step) => isLiftable(step, { effects, doubts }))) return undefined;
  const rules = [...new Set(against.map(({ rule }) => rule))].sort();
  return JSON.stringify({ version: approvalVersion, act: call.act, cwd: call.cwd, effects: effects.map(seen), rules });
}

function holdsBack({ verdict }: Step): boolean {
  return isStricter(verdict, "warn");
}

/** Without the place in the text, which says nothing more. */
function seen({ blast, ...effect }: Effect): object {
  return { ...effect, span: undefined, ...(blast === undefined ? {} : { files: blast.files }) };
}
