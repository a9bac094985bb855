/** A policy about programs: one file in failsafe's vocabulary, asked once for each program of a call. Each file stands for itself. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { type Answers, compile, type Matching, type PartedProgram, type Program, type RuleInfo, type Source } from "../../rego/rego.ts";
import { faultFrom, type Loaded } from "./policy.ts";

export type ProgramPolicy = {
  /** Of its layer. */
  readonly name: string;
  readonly folder?: string;
  readonly file: string;
  readonly text: string;
  readonly package: readonly string[];
  readonly answers: Pick<Answers, "evaluate">;
  readonly rules: readonly RuleInfo[];
};

type Head = (typeof askedHeads)[number];

/** What one rule says of one program. */
export type Said = {
  readonly reason: string;
  readonly line: number;
  /** The rules that an override is about; all that it may be about where it names none. */
  readonly rules?: readonly string[];
};

/** `bugs` are answers of `block` that nobody can read. */
export type Opinion = {
  readonly blocks: readonly Said[];
  readonly bugs: readonly Said[];
  readonly overrides: readonly Said[];
  readonly steps: number;
};

type Place = Pick<ProgramPolicy, "name" | "folder">;

export function loadProgramPolicy(place: Place, source: Source): Loaded<ProgramPolicy> {
  const compiled = compile([source], { dialect: "v0" });
  if (!compiled.ok) return { ok: false, faults: compiled.faults.map(faultFrom) };
  return programPolicyFrom(place, source, compiled.program);
}

/** What was compiled, or stored and loaded again. */
function programPolicyFrom(place: Place, { file, text }: Source, program: Program): Loaded<ProgramPolicy> {
  const path = packageOf(text);
  const fault = (what: string): Loaded<never> => ({ ok: false, faults: [{ file, line: 1, column: 1, what }] });
  if (path === undefined) return fault("the name of its package is not read; write it with letters, digits and dots");
  for (const entry of entriesOf(path)) {
    const prepared = program.prepare(entry);
    if (!prepared.ok) return fault(prepared.fault.what);
  }
  return { ok: true, value: { ...place, file, text, package: path, answers: program.answers, rules: program.rules } };
}

/** One that was stored in parts. */
export function programPolicyFromParts(place: Place, { file, text }: Source, parted: PartedProgram): ProgramPolicy {
  const path = packageOf(text) ?? [];
  return { ...place, file, text, package: path, answers: { evaluate: evaluatedBy(parted) }, rules: parted.places };
}

/** Both heads are asked about one program, one after the other. */
function evaluatedBy(parted: PartedProgram): ProgramPolicy["answers"]["evaluate"] {
  let last: { readonly input: Json; readonly said: Matching } | undefined;
  return (entry, input, limits) => {
    const isAgain = last?.input === input;
    if (last === undefined || !isAgain) last = { input, said: parted.matches(input, limits) };
    const { said } = last;
    if (!said.ok) return said;
    const found = said.matches.find(({ path: [head] }) => entry.endsWith(`.${head}`));
    // Below such a name there is a document in the place of a set.
    const value = found === undefined || found.path.length === 1 ? found?.value : {};
    return { ok: true, value, steps: isAgain ? 0 : said.steps };
  };
}

/** The rules that it is asked for. */
export const askedHeads = ["block", "allow_override"] as const;

function entriesOf(path: readonly string[]): readonly string[] {
  return askedHeads.map((head) => entryOf(path, head));
}

function entryOf(path: readonly string[], head: Head): string {
  return ["data", ...path, head].join(".");
}

/** Comments and empty lines may stand before it. */
export function packageOf(text: string): readonly string[] | undefined {
  const [, path] = /^(?:\s|#[^\n]*\n)*package\s+([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?:$|[\n#;])/.exec(text) ?? [];
  return path?.split(".");
}

/** What it says of one program. */
export function opinionOf(policy: ProgramPolicy, input: Json, steps: number): Result<Opinion> {
  const block = policy.answers.evaluate(entryOf(policy.package, "block"), input, { steps });
  if (!block.ok) return block;
  const override = policy.answers.evaluate(entryOf(policy.package, "allow_override"), input, { steps });
  if (!override.ok) return override;
  const items = itemsOf(block.value);
  const said = (items ?? []).map((item) => saidBy(policy, "block", item));
  const bug = { reason: `policy bug in ${policy.file}: \`block\` answers with something else than objects that have a \`reason\`` };
  const isBug = items === undefined || said.includes(undefined);
  return done({
    blocks: said.filter((one) => one !== undefined),
    bugs: isBug ? [{ ...bug, line: firstLine(policy, "block") }] : [],
    // An override that nobody can read lifts nothing.
    overrides: (itemsOf(override.value) ?? []).flatMap((item) => saidBy(policy, "allow_override", item) ?? []),
    steps: block.steps + override.steps,
  });
}

/** Sets come as lists. Undefined where the rule is none of these. */
function itemsOf(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

function saidBy(policy: ProgramPolicy, head: Head, item: Json): Said | undefined {
  const { reason, rules } = isMembers(item) ? item : {};
  if (typeof reason !== "string" || reason === "") return undefined;
  const named = Array.isArray(rules) ? rules.filter((rule) => typeof rule === "string") : undefined;
  return { reason, line: lineSaying(policy, head, reason), ...(named === undefined ? {} : { rules: named }) };
}

/** Rules of one name make one set, in which nobody can see who put what: the rule that has the words of the reason is taken, else the first. */
function lineSaying(policy: ProgramPolicy, head: Head, reason: string): number {
  const lines = linesOf(policy, head);
  const all = policy.text.split("\n");
  const next = policy.rules.map(({ line }) => line).toSorted((one, other) => one - other);
  const saying = lines.find((line) => {
    const end = next.find((other) => other > line) ?? all.length + 1;
    return mayMake(all.slice(line - 1, end - 1).join("\n"), reason);
  });
  return saying ?? lines[0] ?? 1;
}

/** Whether one of the texts in a rule is the reason, or becomes it when something is put in for `%s` and its like. */
function mayMake(rule: string, reason: string): boolean {
  return [...rule.matchAll(/"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)].some(([, quoted, raw]) => {
    const parts = (quoted?.replace(/\\(.)/g, "$1") ?? raw ?? "").split(/%[a-z]/);
    return parts.length === 1 ? parts[0] === reason : parts.join("").trim() !== "" && inOrder(parts, reason);
  });
}

function inOrder([first = "", ...rest]: readonly string[], reason: string): boolean {
  if (!reason.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = reason.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return rest.at(-1) === "" || reason.endsWith(rest.at(-1) ?? "");
}

export function linesOf({ rules, package: path }: Pick<ProgramPolicy, "rules" | "package">, head: Head): readonly number[] {
  return rules.filter((rule) => rule.path[path.length] === head).map(({ line }) => line);
}

function firstLine(policy: ProgramPolicy, head: Head): number {
  return linesOf(policy, head)[0] ?? 1;
}

/** What a rule of it is called in a decision: `user.block`, `bundled.kubectl.block`. */
export function ruleIdOf({ package: path }: Pick<ProgramPolicy, "package">): string {
  return [...path.slice(1), "block"].join(".");
}

/** Where the package says so, what it blocks was brought by failsafe itself and not written by whoever keeps the layer. */
export function isBundled({ package: path }: Pick<ProgramPolicy, "package">): boolean {
  return path[1] === "bundled";
}
