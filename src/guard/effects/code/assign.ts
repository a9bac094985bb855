/** Gives a name, a member or a pattern of names its value. */
import { evaluate } from "./evaluate.ts";
import { eitherOf, itemsOf, madeFrom, nothing, numberOf, valueOf, type Datum } from "./datum.ts";
import { itemAt, memberOf } from "./members.ts";
import { list, table, touch, type Run } from "./run.ts";
import { functionScope, ownerOf, setName, type Scope } from "./scope.ts";
import type { Entry, Expression } from "./syntax.ts";

/** `declares`: the name is one of this place or of this function, whatever stands outside. */
type Given = { readonly target: Expression; readonly datum: Datum; readonly declares: Declares };
export type Declares = "here" | "function" | undefined;

export function assign(run: Run, scope: Scope, { target, datum, declares }: Given): void {
  switch (target.kind) {
    case "name":
      setName(run.changes, placeOf(run, scope, { name: target.name, declares }), { name: target.name, datum });
      return;
    case "list":
      target.items.forEach(({ value, spread }, at) => {
        const part = spread === true ? restOf(run, datum, at) : itemOf(datum, at);
        assign(run, scope, { target: value, datum: part, declares });
      });
      return;
    case "table":
      for (const entry of target.entries) assignEntry(run, scope, { entry, datum, declares });
      return;
    case "assign": {
      const isMissing = datum.kind === "nothing";
      const isOpen = datum.kind === "text" && !datum.value.known;
      const otherwise = isMissing || isOpen ? evaluate(run, scope, target.value) : nothing;
      assign(run, scope, { target: target.target, datum: isMissing ? otherwise : datum, declares });
      return;
    }
    case "member":
      setMember(run, scope, { of: target.of, name: target.name, datum });
      return;
    case "index": {
      const at = evaluate(run, scope, target.at);
      setMember(run, scope, { of: target.of, name: at.kind === "nothing" ? undefined : valueOf(at).text, datum, at });
      return;
    }
    default:
      evaluate(run, scope, target);
  }
}

function placeOf(run: Run, scope: Scope, { name, declares }: { readonly name: string; readonly declares: Declares }): Scope {
  if (declares === "here") return scope;
  const own = functionScope(scope);
  if (declares === "function") return own;
  if (run.dialect.ownNames !== true) return ownerOf(scope, name);
  return own.shared.has(name) ? ownerOf(own.outer ?? own, name) : own;
}

function assignEntry(run: Run, scope: Scope, { entry, datum, declares }: { entry: Entry; datum: Datum; declares: Declares }): void {
  if (entry.key === undefined) return assign(run, scope, { target: entry.value, datum: madeFrom([datum]), declares });
  const key = valueOf(evaluate(run, scope, entry.key));
  assign(run, scope, { target: entry.value, datum: memberOf(run, datum, key.text), declares });
}

function itemOf(datum: Datum, at: number): Datum {
  if (datum.kind === "list") return itemAt(datum, at);
  return datum.kind === "object" && datum.parts?.[0] !== undefined ? datum.parts[0] : madeFrom([datum]);
}

function restOf(run: Run, datum: Datum, from: number): Datum {
  const items = itemsOf(datum);
  return items === undefined ? madeFrom([datum]) : list(run, items.slice(from));
}

type Member = { readonly of: Expression; readonly name: string | undefined; readonly datum: Datum; readonly at?: Datum };

/** An array that is made by giving it a first member exists from then on. */
function setMember(run: Run, scope: Scope, { of, name, datum, at }: Member): void {
  const owner = evaluate(run, scope, of);
  const setter = owner.kind === "known" ? run.dialect.apis.get(`${owner.name}[]=`) : undefined;
  const isOutermost = owner.kind === "known" && /^(?:globalThis|global|window|self|this)$/.test(owner.name);
  if (isOutermost && name !== undefined) setName(run.changes, run.globals, { name, datum });
  else if (setter !== undefined) setter({ run, line: of.line, name: "", self: owner, args: [at ?? nothing, datum], named: new Map() });
  else if (owner.kind === "list") setItem(run, owner, { at, datum });
  else if (owner.kind === "table") {
    touch(run, owner);
    if (name === undefined || (at !== undefined && !valueOf(at).known)) setAny(owner, datum);
    else owner.entries.set(name, owner.born < run.stretch ? eitherOf([owner.entries.get(name), datum]) : datum);
  } else if (owner.kind === "nothing") {
    const made = name === undefined ? list(run, [datum]) : table(run, [[name, datum]]);
    assign(run, scope, { target: of, datum: made, declares: undefined });
  }
}

/** Any of the entries may be the one, or a new one. */
function setAny(owner: Extract<Datum, { kind: "table" }>, datum: Datum): void {
  owner.whole = false;
  for (const [name, entry] of owner.entries) owner.entries.set(name, eitherOf([entry, datum]));
}

function setItem(run: Run, owner: Extract<Datum, { kind: "list" }>, { at, datum }: { at: Datum | undefined; datum: Datum }): void {
  touch(run, owner);
  const position = numberOf(at);
  if (at?.kind === "nothing") owner.items.push(datum);
  else if (position === undefined || position < 0 || position > owner.items.length) owner.whole = false;
  else owner.items[position] = datum;
}
