/** Scene: what holds at one point of a script while it is read: folder, variables, functions, and what flows in. */
import type { Span } from "../../base/span.ts";
import type { CommandNode, CompoundList, Script } from "../shell/shell.ts";
import { type Flow, literal, unknownValue, type Value } from "../shell/value.ts";
import type { Findings } from "./findings.ts";
import type { Ground } from "./ground.ts";
import type { Invocation } from "./invocation.ts";

/** What stays the same for the whole call; `walk` goes on with a text, a tree or words that turned up inside something else. */
export type Reading = { readonly ground: Ground; readonly findings: Findings; readonly walk: Walk };

export type Walk = {
  readonly text: (reading: Reading, scene: Scene, text: string) => Flow;
  readonly node: (reading: Reading, scene: Scene, node: CommandNode | CompoundList | Script) => Flow;
  readonly words: (reading: Reading, scene: Scene, invocation: Invocation) => Flow;
};

export type Scene = {
  cwd: Value;
  readonly variables: Map<string, Value>;
  readonly functions: Map<string, CommandNode | CompoundList>;
  readonly stdin: Flow | undefined;
  readonly certainty: "proved" | "possible";
  readonly via: readonly string[];
  readonly depth: number;
  /** Set inside a text that does not stand in the source as such: everything in it is shown at this place. */
  readonly within: Span | undefined;
};

export function firstScene(cwd: string): Scene {
  return {
    cwd: literal(cwd),
    variables: new Map(),
    functions: new Map(),
    stdin: undefined,
    certainty: "proved",
    via: [],
    depth: 0,
    within: undefined,
  };
}

/** A subshell: it sees everything and changes nothing outside. */
export function copyOf(scene: Scene, changes: Partial<Scene> = {}): Scene {
  return { ...scene, variables: new Map(scene.variables), functions: new Map(scene.functions), ...changes };
}

/** After branches of which one was taken: what they agree on still holds, the rest is no longer known. */
export function join(scene: Scene, branches: readonly Scene[]): void {
  const names = new Set(branches.flatMap((branch) => [...branch.variables.keys()]));
  for (const name of names) {
    const values = branches.map((branch) => branch.variables.get(name));
    scene.variables.set(name, agreed(values) ?? unknownValue(`$${name}`));
  }
  scene.cwd = agreed(branches.map((branch) => branch.cwd)) ?? unknownValue("$PWD");
  for (const branch of branches) for (const [name, body] of branch.functions) scene.functions.set(name, body);
}

function agreed(values: readonly (Value | undefined)[]): Value | undefined {
  const first = values[0];
  if (first === undefined || !first.known) return undefined;
  return values.every((value) => value !== undefined && value.known && value.text === first.text) ? first : undefined;
}

export function spanOf(scene: Scene, node: { readonly pos: number; readonly end: number }): Span {
  return scene.within ?? { start: node.pos, end: node.end };
}
