/** Scene: what holds at one point of a script while it is read: folder, variables, functions, and what flows in. */
import type { Span } from "../../base/span.ts";
import type { CommandNode, CompoundList, Script } from "../shell/shell.ts";
import { type Flow, listValue, literal, unknownValue, type Value } from "../shell/value.ts";
import type { Findings } from "./findings.ts";
import type { Ground } from "./ground.ts";
import type { Invocation } from "./invocation.ts";
import type { Run } from "./run.ts";
import type { Written } from "./written.ts";

/** What stays the same for the whole call; `walk` goes on with a text, a tree or words that turned up inside something else. */
export type Reading = { readonly ground: Ground; readonly findings: Findings; readonly written: Written; readonly walk: Walk };

export type Walk = {
  readonly text: (reading: Reading, scene: Scene, text: string) => Flow;
  readonly node: (reading: Reading, scene: Scene, node: CommandNode | CompoundList | Script) => Flow;
  readonly words: (reading: Reading, scene: Scene, invocation: Invocation) => Flow;
  readonly runs: (reading: Reading, scene: Scene, ordered: { readonly invocation: Invocation; readonly runs: readonly Run[] }) => Flow;
};

/** What can change is held in maps and in `here`: shared by all that runs in one shell, copied for a subshell. */
export type Scene = {
  readonly here: Folders;
  /** The positional words are the variable `@`. */
  readonly variables: Map<string, Value>;
  /** Several bodies where it depends on a branch which one counts. */
  readonly functions: Map<string, readonly Body[]>;
  readonly aliases: Map<string, Value>;
  /** How things stood where a loop or function was left early. */
  readonly left: Scene[];
  readonly stdin: Flow | undefined;
  readonly certainty: "proved" | "possible";
  readonly via: readonly string[];
  readonly depth: number;
  /** Set inside a text that does not stand in the source as such: everything in it is shown at this place. */
  readonly within: Span | undefined;
};

export type Body = CommandNode | CompoundList;

/** The working directory, the one before it, and those that `pushd` put aside. */
type Folders = { cwd: Value; before: Value; aside: readonly Value[] };

export function firstScene({ cwd, home }: { readonly cwd: string; readonly home: string }): Scene {
  return {
    here: { cwd: literal(cwd), before: unknownValue("$OLDPWD"), aside: [] },
    variables: new Map([
      ["HOME", literal(home)],
      ["@", listValue([])],
    ]),
    functions: new Map(),
    aliases: new Map(),
    left: [],
    stdin: undefined,
    certainty: "proved",
    via: [],
    depth: 0,
    within: undefined,
  };
}

/** A subshell: it sees everything and changes nothing outside. */
export function copyOf(scene: Scene, changes: Partial<Scene> = {}): Scene {
  const { here, variables, functions, aliases } = scene;
  const own = { here: { ...here }, variables: new Map(variables), functions: new Map(functions), aliases: new Map(aliases) };
  return { ...scene, ...own, ...changes };
}

/** After branches of which one was taken: what they agree on still holds, the rest is no longer known. Tells whether that changed anything. */
export function join(scene: Scene, branches: readonly Scene[]): boolean {
  const names = new Set(branches.flatMap((branch) => [...branch.variables.keys()]));
  let hasChanged = false;
  for (const name of names) {
    const values = branches.map((branch) => branch.variables.get(name));
    const value = agreed(values) ?? unknownValue(`$${name}`);
    hasChanged ||= !isSame(scene.variables.get(name), value);
    scene.variables.set(name, value);
  }
  return joinRest(scene, branches) || hasChanged;
}

function joinRest(scene: Scene, branches: readonly Scene[]): boolean {
  const cwd = agreed(branches.map((branch) => branch.here.cwd)) ?? unknownValue("$PWD");
  const hasMoved = !isSame(scene.here.cwd, cwd);
  const aside = branches.every((branch) => branch.here.aside.length === scene.here.aside.length) ? scene.here.aside : [];
  Object.assign(scene.here, { cwd, before: agreed(branches.map((branch) => branch.here.before)) ?? unknownValue("$OLDPWD"), aside });
  const count = sizeOf(scene);
  for (const branch of branches) {
    for (const [name, value] of branch.aliases) scene.aliases.set(name, value);
    for (const [name, bodies] of branch.functions)
      scene.functions.set(name, [...new Set([...(scene.functions.get(name) ?? []), ...bodies])]);
  }
  return hasMoved || sizeOf(scene) > count;
}

function sizeOf(scene: Scene): number {
  return [...scene.functions.values()].reduce((sum, bodies) => sum + bodies.length, scene.aliases.size);
}

/** What happened in a shell of its own happened here: all but the positional words. */
export function takeOver(scene: Scene, end: Scene): void {
  Object.assign(scene.here, end.here);
  for (const [name, value] of end.variables) scene.variables.set(name, value);
  for (const [name, bodies] of end.functions) scene.functions.set(name, bodies);
  for (const [name, value] of end.aliases) scene.aliases.set(name, value);
}

/** Past a bound: nothing that a script can change is known any longer. */
export function forgetAll(scene: Scene): void {
  for (const name of scene.variables.keys()) scene.variables.set(name, unknownValue(`$${name}`));
  Object.assign(scene.here, { cwd: unknownValue("$PWD"), before: unknownValue("$OLDPWD"), aside: [] });
}

function agreed(values: readonly (Value | undefined)[]): Value | undefined {
  const [first] = values;
  if (values.every((value) => value === first)) return first;
  if (first?.known === true && values.every((value) => isSame(value, first))) return first;
  const flow = values.find((value) => value?.flow?.from === "download")?.flow;
  return flow === undefined ? undefined : unknownValue("$(…)", flow);
}

function isSame(one: Value | undefined, other: Value): boolean {
  if (one === other) return true;
  if (one === undefined || one.known !== other.known) return false;
  if (!other.known) return true;
  const [items, others] = [one.items, other.items];
  if (one.text !== other.text || items?.length !== others?.length) return false;
  return items === undefined || items.every((item, position) => item.text === others?.[position]?.text);
}

export function spanOf(scene: Scene, node: { readonly pos: number; readonly end: number }): Span {
  return scene.within ?? { start: node.pos, end: node.end };
}
