/** Facts: the input that policies see. Effects and who wants them, never the text of a command. */
import type { Json } from "../../base/json.ts";
import type { Call } from "../call.ts";
import type { Doubt, Effect } from "../effect.ts";

const factsVersion = 1;

export function factsOf(call: Call, effects: readonly Effect[], doubts: readonly Doubt[]): Json {
  const { agent, session, subagent, permissionMode } = call.by;
  return {
    version: factsVersion,
    call: { act: call.act.kind, cwd: call.cwd, home: call.home, mode: call.mode, ...present({ agent, session, subagent, permissionMode }) },
    effects: effects.map((effect, position) => ({ id: effectId(position), ...effect })),
    doubts: doubts.map((doubt, position) => ({ id: doubtId(position), ...doubt })),
  };
}

/** A rule answers with the ids of what it is about. */
function effectId(position: number): string {
  return `e${position}`;
}

function doubtId(position: number): string {
  return `d${position}`;
}

function present(members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined));
}
