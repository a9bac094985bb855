/** A person has to be here: at a terminal, and not an agent in their place. It keeps honest programs out; what keeps the others out is the key. */
import { installers } from "../../agents/agents.ts";
import type { Fault } from "../../base/fault.ts";
import { fail, type Result } from "../../base/result.ts";
import { programsAbove, showOnTerminal } from "../../hosts/node/node.ts";

/** `shown` is what the person sees before they are asked for anything. */
export function personHere(shown: string): Result<void> {
  const above = programsAbove();
  const agent = installers.find(({ program }) => above.includes(program));
  return agent === undefined ? showOnTerminal(shown) : fail(inside(agent.title));
}

function inside(agent: string): Fault {
  return {
    code: "person.agent",
    what: `this runs inside ${agent}, and what loosens the guard is a person's to say`,
    follows: "nothing was signed",
    todo: "run it in a terminal of your own; `sheepdog terminal show` has a hot key for one",
  };
}
