/** Scene: what holds at one point of a script while it is read: folder, variables, functions, and what flows in. */
import type { Span } from "../../../base/span.ts";
import type { AgentProgram } from "../../agent-program.ts";
import type { CommandNode, CompoundList, Script } from "../../shell/shell.ts";
import { type Flow, listValue, literal, someNumber, unknownValue, type Value } from "../../shell/value.ts";
import type { Budget } from "../code/code.ts";
import type { Declared } from "../declared/declared.ts";
import type { Findings } from "./findings.ts";
import type { Ground } from "../places/ground.ts";
import type { Invocation } from "./invocation.ts";
import type { Brought } from "../../brought.ts";
import type { Receiver } from "./receivers.ts";
import type { Run } from "../running/run.ts";
import { SharedMap } from "./shared-map.ts";
import type { Written } from "./written.ts";

/** What stays the same for the whole call; `walk` goes on with a text, a tree or words that turned up inside something else. */
export type Reading = {
  readonly ground: Ground;
  readonly findings: Findings;
  readonly written: Written;
  /** What earlier calls of the session brought here from elsewhere. */
  readonly brought: () => readonly Brought[];
  readonly receivers: Receiver[];
  /** What code in other languages may still cost. */
  readonly budget: Budget;
  /** What somebody has described. */
  readonly declared: Declared;
  /** Programs that load the guard themselves. */
  readonly agents: readonly AgentProgram[];
  /** Policies beside our own want to know more of a use: its words, and which cluster or repository it is about. */
  readonly tellsMore: boolean;
  readonly walk: Walk;
};

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
  readonly variables: SharedMap<Value>;
  /** Several bodies where it depends on a branch which one counts. */
  readonly functions: SharedMap<readonly Body[]>;
  readonly aliases: SharedMap<Value>;
  /** What the open descriptors give to whoever reads them, by their number. */
  readonly descriptors: Map<string, Flow>;
  /** The names that programs started from here are given. */
  readonly exported: SharedMap<true>;
  /** The variables that end with the function that runs. */
  readonly locals: Set<string>;
  /** What this shell runs when it ends, or when something happens to it. */
  readonly traps: Trap[];
  /** The shell that reads the text, where it is not bash. */
  readonly dialect?: string;
  /** It runs while the shell around it goes on. */
  readonly beside?: true;
  /** The functions that are running. */
  readonly calls: readonly Calling[];
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

/** Where it depends on a branch whether there is such a function at all. */
export const notDefined: Body = { type: "CompoundList", pos: 0, end: 0, commands: [] };

export type Trap = { readonly text: Value; readonly invocation: Invocation };

/** One function, how things stood when it was called, and from which places it has called itself. */
export type Calling = { readonly body: Body; readonly start: Scene; readonly again: Set<number> };

/** The working directory, the one before it, those that `pushd` put aside, and how the last command ended. */
type Folders = {
  cwd: Value;
  /** Where one still is if the last way there failed; set once the command has ended. */
  orElse?: Value | undefined;
  failed?: Value | undefined;
  before: Value;
  aside: readonly Value[];
  /** Whether the last command succeeded; undefined where that is not certain. */
  succeeded: boolean | undefined;
  /** How much of each flow has been read line by line; undefined where that is not certain. */
  taken: ReadonlyMap<Flow, number | undefined>;
};

const firstVariables = new SharedMap<Value>([["@", listValue([])]]);
const firstExported = new SharedMap(["HOME", "PATH", "PWD", "@"].map((name) => [name, true] as const));

export function firstScene({ cwd, home }: { readonly cwd: string; readonly home: string }): Scene {
  return {
    here: { cwd: literal(cwd), before: unknownValue("$OLDPWD"), aside: [], succeeded: undefined, taken: new Map() },
    variables: firstVariables.apart().set("HOME", literal(home)),
    functions: new SharedMap(),
    aliases: new SharedMap(),
    descriptors: new Map(),
    exported: firstExported.apart(),
    locals: new Set(),
    traps: [],
    calls: [],
    left: [],
    stdin: undefined,
    certainty: "proved",
    via: [],
    depth: 0,
    within: undefined,
  };
}

/** A branch that may not be taken, or a subshell: it sees everything and changes nothing outside. */
export function copyOf(scene: Scene, changes: Partial<Scene> = {}): Scene {
  const copy = {
    ...scene,
    here: { ...scene.here },
    variables: scene.variables.copy(),
    functions: scene.functions.copy(),
    aliases: scene.aliases.copy(),
    descriptors: new Map(scene.descriptors),
    exported: scene.exported.copy(),
    ...changes,
  };
  if ("stdin" in changes) copy.descriptors.delete("0");
  return copy;
}

/** What a name holds, or what the name that it stands for does. */
export function variableIn(scene: Scene, name: string): Value | undefined {
  return scene.variables.get(meant(scene, name));
}

export function setVariable(scene: Scene, name: string, value: Value): void {
  scene.variables.set(meant(scene, name), value);
}

function meant(scene: Scene, name: string): string {
  let found = name;
  for (let step = 0; step < namesFollowed; step += 1) {
    const { refers } = scene.variables.get(found) ?? {};
    if (refers === undefined) return found;
    found = refers;
  }
  return found;
}

const namesFollowed = 8;

/** After branches of which one was taken: what they agree on still holds, the rest is no longer known. Tells whether that changed anything. */
export function join(scene: Scene, branches: readonly Scene[]): boolean {
  let hasChanged = false;
  for (const name of changedIn(branches, ({ variables }) => variables.differing(scene.variables))) {
    const values = branches.map((branch) => branch.variables.get(name));
    const value = agreed(values) ?? unknownValue(`$${name}`);
    hasChanged ||= !isSame(scene.variables.get(name), value);
    scene.variables.set(name, value);
  }
  return joinRest(scene, branches) || hasChanged;
}

/** What none of them has touched needs no look. */
function changedIn(branches: readonly Scene[], differing: (branch: Scene) => readonly string[]): ReadonlySet<string> {
  return new Set(branches.flatMap(differing));
}

function joinRest(scene: Scene, branches: readonly Scene[]): boolean {
  const cwd = agreed(branches.map((branch) => branch.here.cwd)) ?? unknownValue("$PWD");
  const hasMoved = !isSame(scene.here.cwd, cwd);
  const aside = branches.every((branch) => branch.here.aside.length === scene.here.aside.length) ? scene.here.aside : [];
  Object.assign(scene.here, { cwd, before: agreed(branches.map((branch) => branch.here.before)) ?? unknownValue("$OLDPWD"), aside });
  scene.here.succeeded = branches.every((branch) => branch.here.succeeded === branches[0]?.here.succeeded)
    ? branches[0]?.here.succeeded
    : undefined;
  scene.here.taken = takenIn(branches);
  for (const branch of branches)
    for (const name of branch.exported.differing(scene.exported)) if (branch.exported.has(name)) scene.exported.set(name, true);
  return [joinAliases(scene, branches), joinFunctions(scene, branches), hasMoved].includes(true);
}

/** Whether aliases count depends on a switch of the shell: each that may be there is. Tells whether there are more. */
function joinAliases(scene: Scene, branches: readonly Scene[]): boolean {
  const count = scene.aliases.size;
  for (const branch of branches)
    for (const name of branch.aliases.differing(scene.aliases)) {
      const value = branch.aliases.get(name);
      if (value !== undefined) scene.aliases.set(name, value);
    }
  return scene.aliases.size > count;
}

/** Tells whether there are more bodies. */
function joinFunctions(scene: Scene, branches: readonly Scene[]): boolean {
  let hasGrown = false;
  for (const name of changedIn(branches, ({ functions }) => functions.differing(scene.functions))) {
    const bodies = [...new Set(branches.flatMap((branch) => branch.functions.get(name) ?? [notDefined]))];
    hasGrown ||= bodies.length > (scene.functions.get(name)?.length ?? 0);
    scene.functions.set(name, bodies);
  }
  return hasGrown;
}

/** A line that only one of them has read may or may not be gone. */
function takenIn(branches: readonly Scene[]): ReadonlyMap<Flow, number | undefined> {
  const all = branches.map((branch) => branch.here.taken);
  if (all.every((taken) => taken === all[0])) return all[0] ?? new Map();
  const flows = new Set(all.flatMap((taken) => [...taken.keys()]));
  return new Map(
    [...flows].map((flow) => [flow, all.every((taken) => taken.get(flow) === all[0]?.get(flow)) ? all[0]?.get(flow) : undefined]),
  );
}

/** What happened there happened here. */
export function takeOver(scene: Scene, end: Scene): void {
  Object.assign(scene.here, end.here);
  for (const [number, flow] of end.descriptors) scene.descriptors.set(number, flow);
  scene.exported.adopt(end.exported);
  scene.variables.adopt(end.variables);
  scene.functions.adopt(end.functions);
  scene.aliases.adopt(end.aliases);
}

/** Past a bound: nothing that a script can change is known any longer. */
export function forgetAll(scene: Scene): void {
  for (const name of scene.variables.keys()) scene.variables.set(name, unknownValue(`$${name}`));
  Object.assign(scene.here, { cwd: unknownValue("$PWD"), before: unknownValue("$OLDPWD"), aside: [], succeeded: undefined });
}

/** A program of its own: it has what was exported, and a function only where that was exported as well, which nobody follows. */
export function becomeProgram(scene: Scene, { ground }: Reading): void {
  const isGiven = (name: string): boolean => scene.exported.has(name) || (isEnvironmental(name) && isSet(ground, name));
  if (!scene.exported.has(everyName)) for (const name of [...scene.variables.keys()]) if (!isGiven(name)) scene.variables.delete(name);
  for (const name of [...scene.functions.keys()])
    scene.functions.set(name, [...new Set([...(scene.functions.get(name) ?? []), notDefined])]);
}

/** What `set -a` exports. */
export const everyName = "*";

/** By custom only such names come from outside. */
function isEnvironmental(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

function isSet({ world }: Ground, name: string): boolean {
  const answer = world.variable(name);
  return !answer.known || answer.value !== null;
}

/** Has anything changed since then that decides what a script does? */
export function isAsBefore(scene: Scene, before: Scene): boolean {
  const isSameName = (name: string): boolean => {
    const value = scene.variables.get(name);
    return value === undefined || isSame(before.variables.get(name), value);
  };
  const isSameFolder = isSame(before.here.cwd, scene.here.cwd);
  return isSameFolder && scene.functions.size === before.functions.size && scene.variables.differing(before.variables).every(isSameName);
}

/** The variables of a function end with it: what they held before holds again. */
export function withoutLocals(scene: Scene, end: Scene): void {
  for (const name of end.locals) {
    const value = scene.variables.get(name);
    if (value === undefined) end.variables.delete(name);
    else end.variables.set(name, value);
  }
}

function agreed(values: readonly (Value | undefined)[]): Value | undefined {
  const [first] = values;
  if (values.every((value) => value === first)) return first;
  if (first?.known === true && values.every((value) => isSame(value, first))) return first;
  if (values.every((value) => isNumber(value))) return someNumber("$((…))");
  const flow = values.find((value) => value?.flow?.from === "download")?.flow;
  return flow === undefined ? undefined : unknownValue("$(…)", flow);
}

function isNumber(value: Value | undefined): boolean {
  return value !== undefined && (value.known ? value.items === undefined && /^\d+$/.test(value.text) : value.shape === "[0-9]*");
}

function isSame(one: Value | undefined, other: Value): boolean {
  if (one === other) return true;
  if (one === undefined || one.known !== other.known) return false;
  if (!other.known) return one.shape === other.shape;
  const [items, others] = [one.items, other.items];
  if (one.text !== other.text || items?.length !== others?.length) return false;
  if (one.keys?.join("\0") !== other.keys?.join("\0") || one.refers !== other.refers) return false;
  return items === undefined || items.every((item, position) => item.text === others?.[position]?.text);
}

export function spanOf(scene: Scene, node: { readonly pos: number; readonly end: number }): Span {
  return scene.within ?? { start: node.pos, end: node.end };
}
