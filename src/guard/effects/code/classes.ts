/** Classes of the code's own, and objects made of them. */
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import type { ClassDatum, Datum, TableDatum } from "./datum.ts";
import { innerScope, type Scope } from "./scope.ts";
import { table, type Run } from "./run.ts";
import type { Expression } from "./syntax.ts";

export function classFrom(run: Run, scope: Scope, { bases, body }: Extract<Expression, { kind: "class" }>): ClassDatum {
  const evaluated = bases.map((base) => evaluate(run, scope, base));
  const inner = innerScope(scope);
  execute(run, inner, body);
  return { kind: "class", members: inner.names, bases: evaluated };
}

export function objectOf(run: Run, type: ClassDatum): TableDatum {
  return { ...table(run, [], false), type };
}

/** The functions of a class that somebody may call who was given it. */
export function functionsOf(datum: Datum): readonly Datum[] {
  if (datum.kind === "class") return [...datum.members.values()].filter((member) => member.kind === "function");
  if (datum.kind === "table") return [...datum.entries.values()].filter((member) => member.kind === "function");
  return datum.kind === "list" ? datum.items.filter((item) => item.kind === "function") : [];
}
