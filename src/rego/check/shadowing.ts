/** Names that would hide another one that is as good as always meant. Old policies may do that, unless strictness is asked for. */
import type { Flaw } from "../syntax/source.ts";
import type { Import, Module, Rule, Term } from "../syntax/tree.ts";

export function shadowingIn({ imports, rules }: Module): Flaw[] {
  return [...repeatedImports(imports), ...rules.flatMap(shadowingRule)];
}

function repeatedImports(imports: readonly Import[]): Flaw[] {
  const seen = new Map<string, Import>();
  return imports.flatMap((one) => {
    if (one.path[0] === "future") return [];
    const name = one.alias ?? (one.path.at(-1) as string);
    const before = seen.get(name);
    seen.set(name, before ?? one);
    return before === undefined ? [] : [flaw(one.at, `this import takes the name of \`import ${before.path.join(".")}\``)];
  });
}

function shadowingRule({ head, at }: Rule): Flaw[] {
  const name = head.name.name;
  const named = name === "input" || name === "data" ? [flaw(at, `a rule cannot be called \`${name}\`, which is a document`)] : [];
  return [...named, ...(head.args ?? []).flatMap(shadowingArgument)];
}

function shadowingArgument(arg: Term): Flaw[] {
  if (arg.is === "array" || arg.is === "set") return arg.items.flatMap(shadowingArgument);
  if (arg.is === "object") return arg.pairs.flatMap(([, value]) => shadowingArgument(value));
  const name = arg.is === "reference" && arg.path.length === 0 && arg.head.is === "variable" ? arg.head.name : "";
  return name === "input" || name === "data" ? [flaw(arg.at, `an argument cannot be called \`${name}\`, which is a document`)] : [];
}

function flaw(at: number, what: string): Flaw {
  return { code: "rego.compile", at, what };
}
