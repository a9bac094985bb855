/** Tokens taken into the vault all at once: from the environment or a file of a shell, where people have kept them so far. */
import { done, type Result } from "../../base/result.ts";
import type { Instant } from "../../base/instant.ts";
import { sameBytes } from "../../base/bytes.ts";
import { type Assignment, readShell } from "../../guard/guard.ts";
import {
  type CategoryWords,
  categoryOf,
  checkedName,
  type Contents,
  entryNamed,
  isPlaceholder,
  isSecretName,
  put,
} from "../../proof/vault/vault.ts";

export type Found = { readonly name: string; readonly value: Uint8Array; readonly category?: string; readonly note?: string };

/** What was not taken, and why: told by name, never by value. */
export type Passed = { readonly name: string; readonly why: string };
export type Finds = { readonly found: readonly Found[]; readonly passed: readonly Passed[] };

type Variable = readonly [name: string, value: string];

/** The named ones, or all whose name says that they hold a secret. */
export function fromVariables(variables: readonly Variable[], names: readonly string[]): Finds {
  const wanted = variables.filter(([name]) => (names.length === 0 ? isSecretName(name) : names.includes(name)));
  const absent = names.filter((name) => !variables.some(([one]) => one === name)).map((name) => ({ name, why: "it is not set" }));
  const empty = wanted.filter(([, value]) => isPlaceholder(value)).map(([name]) => ({ name, why: "it holds no secret yet" }));
  const found = wanted
    .filter(([, value]) => !isPlaceholder(value))
    .map(([name, value]) => ({ name, value: new TextEncoder().encode(value) }));
  return { found, passed: [...absent, ...empty] };
}

/** Assignments of a shell's file whose value stands there as it is. What the shell would have to work out is told and left. */
export function fromShellText(text: string, names: readonly string[]): Finds {
  const passed: Passed[] = [];
  const variables = new Map<string, string>();
  for (const { name, value } of assignmentsIn(text)) {
    if (names.length === 0 ? !isSecretName(name) : !names.includes(name)) continue;
    if (value === undefined) passed.push({ name, why: "its value is worked out by the shell" });
    else variables.set(name, value);
  }
  const finds = fromVariables([...variables], names);
  return { found: finds.found, passed: [...passed, ...finds.passed.filter(({ name }) => !passed.some((one) => one.name === name))] };
}

type Assigned = { readonly name: string; readonly value: string | undefined };

function assignmentsIn(text: string): readonly Assigned[] {
  const { script, problems } = readShell(text);
  // A text that is not wholly understood is read line by line, so that one odd line does not hide the others.
  if (problems.length > 0 && text.includes("\n")) return text.split("\n").flatMap(assignmentsIn);
  if (problems.length > 0) return [];
  return script.commands.flatMap(({ command }) => {
    if (command.type !== "Command") return [];
    const kept = command.name === undefined ? command.prefix : keeping.has(command.name.value) ? command.suffix : [];
    return kept.flatMap((part) => (part.type === "Assignment" ? [{ name: part.name, value: literalOf(part) }] : []));
  });
}

/** Builtins behind which an assignment stays when they are over. */
const keeping: ReadonlySet<string> = new Set(["export", "declare", "typeset", "readonly"]);

/** `undefined` where the shell would have to do anything to it. */
function literalOf({ value, append, index }: Assignment): string | undefined {
  if (append === true || index !== undefined || value.type === "ArrayValue" || value.text.startsWith("~")) return undefined;
  return (value.parts ?? []).every((part) => isLiteral(part)) ? value.value : undefined;
}

function isLiteral(part: { readonly type: string; readonly parts?: readonly { readonly type: string }[] | undefined }): boolean {
  if (part.type === "DoubleQuoted") return (part.parts ?? []).every(({ type }) => type === "Literal");
  return ["Literal", "SingleQuoted", "AnsiCQuoted", "Glob"].includes(part.type);
}

export type Import = {
  readonly finds: readonly Found[];
  readonly replace: boolean;
  readonly categories: CategoryWords;
  readonly at: Instant;
};
export type Imported = { readonly contents: Contents; readonly taken: readonly string[]; readonly passed: readonly Passed[] };

/** One change of the vault for all of them. What is there already with another value stays, unless the person says otherwise. */
export function importInto(contents: Contents, { finds, replace, categories, at }: Import): Result<Imported> {
  let next = contents;
  const taken: string[] = [];
  const passed: Passed[] = [];
  for (const { name, value, category, note } of finds) {
    const before = entryNamed(contents, name);
    if (!checkedName(name).ok) passed.push({ name, why: "it cannot be the name of a secret here" });
    else if (before !== undefined && sameBytes(before.value, value)) passed.push({ name, why: "it is there already" });
    else if (before !== undefined && !replace) passed.push({ name, why: "another value is there; `--replace` takes this one" });
    else {
      const added = put(next, { name, value, category: category ?? before?.category ?? categoryOf(name, categories), note, at });
      if (!added.ok) return added;
      next = added.value;
      taken.push(name);
    }
  }
  return done({ contents: next, taken, passed });
}
