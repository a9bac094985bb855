/** What the names of a module mean beyond its variables: its imports, and the rules of its package. */
import { builtinArity } from "../builtins/builtins.ts";
import type { Dialect, Module, Rule } from "../syntax/tree.ts";
import type { Operator } from "./reduced.ts";

export type Names = {
  readonly dialect: Dialect;
  readonly package: readonly string[];
  /** From a name to the path it stands for, `data` or `input` first. */
  readonly globals: ReadonlyMap<string, readonly string[]>;
  /** How many arguments each function of any module takes, by the key of its path below `data`. */
  readonly functions: ReadonlyMap<string, number>;
  /** The keys of the paths below a package at which rules stand that are no functions, or below which some stand. */
  readonly values: ReadonlySet<string>;
};

/** The names of each module, in the order of the modules. */
export function namesOf(modules: readonly Module[]): Names[] {
  const functions = new Map(modules.flatMap(functionsOf));
  const values = new Set(modules.flatMap(valuesOf));
  const ruleNames = new Map<string, Set<string>>();
  for (const module of modules) {
    const key = pathKey(module.package);
    const names = ruleNames.get(key) ?? new Set();
    for (const { head } of module.rules) names.add(head.name.name);
    ruleNames.set(key, names);
  }
  return modules.map((module) => ({
    dialect: module.dialect,
    package: module.package,
    globals: globalsOf(module, ruleNames.get(pathKey(module.package)) ?? []),
    functions,
    values,
  }));
}

function globalsOf(module: Module, ruleNames: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const globals = new Map<string, readonly string[]>();
  for (const name of ruleNames) globals.set(name, ["data", ...module.package, name]);
  for (const { path, alias } of module.imports) {
    if (path[0] === "data" || path[0] === "input") globals.set(alias ?? (path.at(-1) as string), path);
  }
  return globals;
}

function functionsOf(module: Module): [string, number][] {
  return module.rules.flatMap(({ head }) =>
    head.args === undefined ? [] : [[pathKey([...module.package, head.name.name, ...head.path.map(stepName)]), head.args.length]],
  );
}

function valuesOf(module: Module): string[] {
  const paths = module.rules.flatMap((rule) => (rule.head.args === undefined ? [headPath(module, rule)] : []));
  const from = module.package.length;
  return paths.flatMap((path) => path.slice(from).map((_, index) => pathKey(path.slice(0, from + index + 1))));
}

/** Package, name and what is constant of the rest of the head. */
export function headPath(module: Module, { head }: Rule): string[] {
  const open = head.path.findIndex((step) => step.is !== "constant" || typeof step.value !== "string");
  return [...module.package, head.name.name, ...(open === -1 ? head.path : head.path.slice(0, open)).map(stepName)];
}

function stepName(step: { readonly is: string; readonly value?: unknown }): string {
  return step.is === "constant" ? String(step.value) : "?";
}

export function pathKey(path: readonly string[]): string {
  return path.join("\u0000");
}

export function pathOfKey(key: string): string[] {
  return key.split("\u0000");
}

/** `undefined` for what is no function. */
export function arityOf(names: Names, operator: Operator): number | undefined {
  return operator.is === "builtin" ? builtinArity(operator.name) : names.functions.get(pathKey(operator.path));
}
