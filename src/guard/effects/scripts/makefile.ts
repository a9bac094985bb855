/** Reads a Makefile: its variables, its rules, and what make runs while it reads. */
import { made, type MakeScope } from "./make-values.ts";

export type Makefile = {
  readonly rules: readonly MakeRule[];
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Texts with `$(shell …)` in them that are worked out before any target is. */
  readonly atOnce: readonly RecipeLine[];
  readonly includes: readonly string[];
};

export type MakeRule = {
  /** As written: variables are put in when everything is read. */
  readonly targets: string;
  readonly prerequisites: string;
  readonly recipe: readonly RecipeLine[];
};

/** `possible`: it stands between `ifeq` and `endif`. */
export type RecipeLine = { readonly line: number; readonly text: string; readonly possible?: true };

type State = {
  readonly rules: { targets: string; prerequisites: string; recipe: RecipeLine[] }[];
  readonly variables: Map<string, string | undefined>;
  readonly atOnce: RecipeLine[];
  readonly includes: string[];
  readonly fixed: ReadonlySet<string>;
  conditions: number;
  /** The variable whose lines `define` is about. */
  defining: string | undefined;
};

/** `given` are the variables of the command line, which win. */
export function makefile(text: string, given: ReadonlyMap<string, string | undefined>): Makefile {
  const state: State = {
    rules: [],
    variables: new Map(given),
    atOnce: [],
    includes: [],
    fixed: new Set(given.keys()),
    conditions: 0,
    defining: undefined,
  };
  for (const { line, text: logical } of logicalLines(text)) readOne(state, line, logical);
  return state;
}

type Logical = { readonly line: number; readonly text: string };

/** A line that ends with a backslash goes on in the next one; in a recipe that is for the shell to say. */
function logicalLines(text: string): readonly Logical[] {
  const lines: Logical[] = [];
  const physical = text.split("\n");
  for (let at = 0; at < physical.length; at += 1) {
    const start = at;
    let whole = physical[at] as string;
    const isRecipe = whole.startsWith("\t");
    while (/(^|[^\\])(\\\\)*\\$/.test(whole) && at + 1 < physical.length) {
      at += 1;
      const next = physical[at] as string;
      whole = isRecipe ? `${whole}\n${next.replace(/^\t/, "")}` : `${whole.slice(0, -1).trimEnd()} ${next.trim()}`;
    }
    lines.push({ line: start + 1, text: whole });
  }
  return lines;
}

function readOne(state: State, line: number, text: string): void {
  const isConditional = state.conditions > 0;
  const marked = isConditional ? ({ possible: true } as const) : {};
  if (state.defining !== undefined) return void (/^\s*endef\b/.test(text) && (state.defining = undefined));
  const rule = state.rules.at(-1);
  if (text.startsWith("\t")) return void (text.trim() !== "" && rule?.recipe.push({ line, text: text.slice(1), ...marked }));
  const bare = withoutComment(text).trim();
  if (bare === "") return;
  if (/^(ifeq|ifneq|ifdef|ifndef)\b/.test(bare)) return void (state.conditions += 1);
  if (/^endif\b/.test(bare)) return void (state.conditions = Math.max(0, state.conditions - 1));
  if (/^(else|endef|vpath|unexport|private|undefine)\b/.test(bare)) return;
  const define = /^(?:override\s+|export\s+)*define\s+([^\s=:]+)/.exec(bare)?.[1];
  if (define !== undefined) return void ((state.defining = define), state.variables.set(define, undefined));
  const included = /^[-s]?include\s+(.+)$/.exec(bare)?.[1];
  if (included !== undefined) return void state.includes.push(...included.split(/\s+/));
  const assignment = /^(?:(?:override|export|private)\s+)*([^\s:#=!?+]+)\s*(:{0,3}|[?+!])=\s*([^]*)$/.exec(bare);
  if (assignment !== null) return assign(state, assignment, { line, isConditional });
  ruleIn(state, bare, { line, isConditional });
}

type At = { readonly line: number; readonly isConditional: boolean };

function assign(state: State, [, name = "", sign = "", value = ""]: RegExpExecArray, { line, isConditional }: At): void {
  if ((sign.startsWith(":") || sign === "!") && (sign === "!" || value.includes("$(shell ")))
    state.atOnce.push({ line, text: sign === "!" ? `$(shell ${value})` : value, ...(isConditional ? { possible: true } : {}) });
  if (state.fixed.has(name)) return;
  const before = state.variables.get(name);
  const isThere = state.variables.has(name);
  if (sign === "?" && isThere) return;
  const text = sign === "!" ? `$(shell ${value})` : sign === "+" && isThere ? added(before, value) : value;
  // In a condition it may stay what it was.
  state.variables.set(name, isConditional && isThere && before !== text ? undefined : text);
}

function added(before: string | undefined, value: string): string | undefined {
  return before === undefined ? undefined : `${before} ${value}`.trim();
}

/** `targets: prerequisites ; recipe`. What is set for one target alone is not known for the others. */
function ruleIn(state: State, bare: string, { line, isConditional }: At): void {
  const [, targets, behind] = /^((?:[^:$]|\$[^({]|\$\([^)]*\)|\$\{[^}]*\})+?)\s*:{1,2}(?!=)\s*([^]*)$/.exec(bare) ?? [];
  if (targets === undefined || behind === undefined) return;
  const own = /^(?:(?:override|export|private)\s+)*([A-Za-z_]\w*)\s*(:{0,3}|[?+!])=/.exec(behind)?.[1];
  if (own !== undefined) return void (state.fixed.has(own) || state.variables.set(own, undefined));
  const semicolon = behind.indexOf(";");
  const prerequisites = semicolon < 0 ? behind : behind.slice(0, semicolon);
  const first = semicolon < 0 ? [] : [{ line, text: behind.slice(semicolon + 1), ...(isConditional ? { possible: true as const } : {}) }];
  state.rules.push({ targets, prerequisites: prerequisites.replace(/\|/g, " "), recipe: first });
}

function withoutComment(text: string): string {
  return text.replace(/(^|[^\\])#[^]*$/, "$1");
}

/** Recipe lines that one make is followed for. More: the rest is not read. */
const linesFollowed = 200;

/** The recipes of a target, those of what it needs first; of the first target where none is named. */
export function recipesOf({ rules }: Makefile, targets: readonly string[], scope: MakeScope): readonly RecipeLine[] {
  const named = rules.map((rule) => ({ ...rule, names: wordsIn(made(rule.targets, scope)) }));
  const first = named.flatMap(({ names }) => names).find((name) => !/^\.[^/]*$|%/.test(name));
  const isOneShell = named.some(({ names }) => names.includes(".ONESHELL"));
  const lines: RecipeLine[] = [];
  const seen = new Set<string>();
  const visit = (target: string): void => {
    if (seen.has(target) || lines.length > linesFollowed) return;
    seen.add(target);
    const own = named.filter(({ names }) => names.includes(target));
    const needs = own.flatMap((rule) => wordsIn(made(rule.prerequisites, scope)));
    for (const need of needs) visit(need);
    const automatic = new Map([
      ["@", target],
      ["<", needs[0] ?? ""],
      ["^", needs.join(" ")],
    ]);
    for (const { recipe } of own) lines.push(...filledLines(isOneShell ? joined(recipe) : recipe, { ...scope, automatic }));
  };
  for (const target of targets.length > 0 ? targets : first === undefined ? [] : [first]) visit(target);
  return lines.slice(0, linesFollowed);
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** The marks in front of a line are for make. */
function filledLines(recipe: readonly RecipeLine[], scope: MakeScope): readonly RecipeLine[] {
  return recipe.map(({ text, ...line }) => ({ ...line, text: made(text.replace(/^[\s@+-]+/, ""), scope) }));
}

/** With `.ONESHELL` one shell reads all lines of a recipe. */
function joined(recipe: readonly RecipeLine[]): readonly RecipeLine[] {
  const [first] = recipe;
  return first === undefined ? [] : [{ ...first, text: recipe.map(({ text }) => text).join("\n") }];
}
