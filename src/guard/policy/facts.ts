/** Facts: the input that policies see. Effects, doubts and who wants them; of the text no more than the names of what it is about. */
import type { Json } from "../../base/json.ts";
import type { Call } from "../call.ts";
import type { Doubt, Effect } from "../effect.ts";
import type { ProgramUse } from "../program-use.ts";

const factsVersion = 1;

/** The input, and how many effects and doubts a rule may be about. */
export type Facts = { readonly input: Json; readonly effects: number; readonly doubts: number };

export type Found = { readonly effects: readonly Effect[]; readonly doubts: readonly Doubt[]; readonly programs: readonly ProgramUse[] };

export function factsOf(call: Call, { effects, doubts, programs }: Found): Facts {
  const { agent, session, subagent, permissionMode } = call.by;
  const input = {
    version: factsVersion,
    call: { act: call.act.kind, cwd: call.cwd, home: call.home, mode: call.mode, ...present({ agent, session, subagent, permissionMode }) },
    effects: effects.map((effect, position) => ({ id: `${letters.effects}${position}`, ...effect })),
    doubts: doubts.map(({ code, span }, position) => ({ id: `${letters.doubts}${position}`, code, span })),
    programs,
  };
  return { input, effects: effects.length, doubts: doubts.length };
}

/** A rule answers with the ids of what it is about: `e0` is the first effect, `d0` the first doubt. */
const letters = { effects: "e", doubts: "d" } as const;

export type Position = { readonly list: keyof typeof letters; readonly position: number };

/** What an id stands for; undefined when it is none of these facts. */
export function positionIn(facts: Facts, id: Json): Position | undefined {
  const [, letter, digits] = typeof id === "string" ? (/^([ed])(\d{1,9})$/.exec(id) ?? []) : [];
  if (letter === undefined) return undefined;
  const list = letter === letters.effects ? "effects" : "doubts";
  return Number(digits) < facts[list] ? { list, position: Number(digits) } : undefined;
}

function present(members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined));
}
