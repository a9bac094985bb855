/** The names that hold at one point of code. Changes are written down, so that a branch can be taken back and both ends joined. */
import { eitherOf, type Datum } from "./datum.ts";

/** `block`: the names that a function declares for all of itself are not kept here. `shared`: names that are those of the outside. */
export type Scope = {
  readonly names: Map<string, Datum>;
  readonly outer: Scope | undefined;
  readonly block?: true;
  readonly shared: Set<string>;
};

type Change = { readonly scope: Scope; readonly name: string; readonly before: Datum | undefined };
export type Changes = Change[];

export function innerScope(outer: Scope | undefined): Scope {
  return { names: new Map(), outer, shared: new Set() };
}

export function blockScope(outer: Scope): Scope {
  return { ...innerScope(outer), block: true };
}

/** The scope of the function that this is in, or the outermost one. */
export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.block === true && at.outer !== undefined) at = at.outer;
  return at;
}

export function findName(scope: Scope, name: string): Datum | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The scope that a name belongs to: the nearest that has it, else the one given. */
export function ownerOf(scope: Scope, name: string): Scope {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) if (at.names.has(name)) return at;
  return scope;
}

export function setName(changes: Changes, scope: Scope, { name, datum }: { readonly name: string; readonly datum: Datum }): void {
  changes.push({ scope, name, before: scope.names.get(name) });
  scope.names.set(name, datum);
}

type Ends = Map<Scope, Map<string, Datum | undefined>>;

/** Runs the alternatives one after the other from the same start; afterwards every name holds what any of them may have left. */
export function joinedBranches(changes: Changes, branches: readonly (() => void)[]): void {
  const start = changes.length;
  const ends = branches.map((branch): Ends => {
    branch();
    const end: Ends = new Map();
    for (const { scope, name } of changes.slice(start)) namesIn(end, scope).set(name, scope.names.get(name));
    takeBack(changes, start);
    return end;
  });
  const touched: Ends = new Map();
  for (const end of ends) for (const [scope, names] of end) for (const name of names.keys()) namesIn(touched, scope).set(name, undefined);
  for (const [scope, names] of touched)
    for (const name of names.keys()) {
      const before = scope.names.get(name);
      const after = ends.map((end) => (end.get(scope)?.has(name) === true ? end.get(scope)?.get(name) : before));
      setName(changes, scope, {
        name,
        datum: eitherOf(after),
      });
    }
}

/** Runs what may stop at any point: afterwards every name holds anything that it held on the way. */
export function joinedThroughout(changes: Changes, body: () => void): void {
  const start = changes.length;
  body();
  const held = new Map<Scope, Map<string, (Datum | undefined)[]>>();
  for (const { scope, name, before } of changes.slice(start)) {
    const names = held.get(scope) ?? new Map<string, (Datum | undefined)[]>();
    held.set(scope, names.set(name, [...(names.get(name) ?? []), before].slice(-8)));
  }
  for (const [scope, names] of held)
    for (const [name, before] of names) setName(changes, scope, { name, datum: eitherOf([...before, scope.names.get(name)]) });
}

function namesIn(ends: Ends, scope: Scope): Map<string, Datum | undefined> {
  const names = ends.get(scope) ?? new Map<string, Datum | undefined>();
  ends.set(scope, names);
  return names;
}

function takeBack(changes: Changes, start: number): void {
  while (changes.length > start) {
    const { scope, name, before } = changes.pop() as Change;
    if (before === undefined) scope.names.delete(name);
    else scope.names.set(name, before);
  }
}
