/** The programs that the guard knows here: by itself, and by what people have described to it. */
import { type KnownProgram, knownPrograms, type PolicyFault } from "../../guard/guard.ts";
import { nodeVerifier, nodeWorld } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { toolsAt } from "../policy/built-tools.ts";
import { standingPlaces } from "../policy/places.ts";

/** `from` is the layer that describes it. */
export type ToolHere = KnownProgram & { readonly from: string };

export type ToolsHere = { readonly tools: readonly ToolHere[]; readonly faults: readonly PolicyFault[] };

export function toolsHere({ around: { home } }: Desk): ToolsHere {
  const world = nodeWorld({});
  const told = standingPlaces({ root: rootIn(home).folder, home }).map((place) => ({
    place,
    ...toolsAt(place, world, nodeVerifier.sha256),
  }));
  const described = told.flatMap(({ place, declared }) => (declared === undefined ? [] : describedTools(declared, place.name)));
  return {
    tools: [...knownPrograms().map((tool) => ({ ...tool, from: "bundled" })), ...described],
    faults: told.flatMap(({ faults }) => faults),
  };
}

type Declared = NonNullable<ReturnType<typeof toolsAt>["declared"]>;

function describedTools({ tools, wrappers }: Declared, from: string): readonly ToolHere[] {
  const named = Map.groupBy(tools, ([, tool]) => tool);
  const own = [...named].map(([tool, entries]): ToolHere => {
    const takesValue = tool.options
      .filter((option) => option.takesValue)
      .map(({ long, short }) => (long === undefined ? `-${short}` : `--${long}`));
    const knows = tool.does === undefined ? [] : (["does"] as const);
    return { names: entries.map(([name]) => name), subject: "described", knows, verbs: tool.subverbs.size > 0 ? 2 : 1, takesValue, from };
  });
  const around = [...wrappers.keys()].map((name): ToolHere => ({
    names: [name],
    subject: "wrappers",
    knows: ["runs"],
    verbs: 0,
    takesValue: [],
    from,
  }));
  return [...own, ...around];
}
