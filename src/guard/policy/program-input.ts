/** What a policy about programs sees of one program: failsafe's input, member by member, so that its policies run unchanged. */
import type { Json } from "../../base/json.ts";
import type { Call } from "../call.ts";
import type { Declared, DeclaredTool } from "../effects/declared/declared.ts";
import { sortedWords } from "../effects/declared/sorted-words.ts";
import type { ProgramUse } from "../program-use.ts";
import { literal } from "../shell/value.ts";
import type { World } from "../world.ts";
import { programTools } from "./program-tools.ts";

/** What holds for all programs of a call. */
export type Circumstances = {
  readonly call: Call;
  readonly declared: Declared;
  /** Left out where the time of the call is not known. */
  readonly now?: number | undefined;
  /** What the session of an agent is called among the facts. */
  readonly sessionMember?: string | undefined;
  /** A variable of the call's environment. */
  readonly variable?: World["variable"];
};

/** Undefined for a program that nobody has described: policies about programs are never asked about those. */
export function programInput(
  use: ProgramUse,
  { call, declared, now, variable, sessionMember = "agent_session_id" }: Circumstances,
): Json | undefined {
  const sorted = sortedUse(use, declared);
  if (sorted === undefined) return undefined;
  const pane = variable?.("WEZTERM_PANE");
  const isRead = call.mode === "read";
  return {
    failsafe_enabled: isRead,
    mode: isRead ? "read" : "read & write",
    ...sorted,
    env: use.env,
    cwd: use.cwd ?? notKnown,
    ...(now === undefined ? {} : { now: secondsOf(now) }),
    session: present({ [sessionMember]: call.by.session, wezterm_pane: pane?.known === true ? (pane.value ?? undefined) : undefined }),
    raw: call.act.kind === "shell" ? call.act.command : "",
    ...group("kubectl", { current_context: use.context, cluster_name: use.cluster }),
    ...group("git", { remote_url: use.remote, branch: use.branch }),
  };
}

/** The word for what could not be worked out, in a value as in a command. */
const notKnown = "<dynamic>";

type Values = Readonly<Record<string, readonly (string | true)[]>>;

/** `values` has all values of every option, which `flags` has no room for. */
type Sorted = Pick<ProgramUse, "tool" | "verb" | "subverb" | "positional"> & {
  readonly flags: Readonly<Record<string, string | true>>;
  readonly values: Values;
};

/** As somebody has declared it, else as failsafe did. */
function sortedUse(use: ProgramUse, declared: Declared): Sorted | undefined {
  const own = declaredAs(use.tool, declared);
  if (own !== undefined) {
    const { tool, verb, subverb, positional, flags: values } = use;
    return { tool, verb, subverb, positional, flags: flagsIn(values, own), values };
  }
  const [name = "", ...words] = use.words ?? [];
  const tool = programTools.get(use.tool) ?? programTools.get(name);
  return tool === undefined ? undefined : sortedBy(tool, words);
}

function declaredAs(tool: string, { tools }: Declared): DeclaredTool | undefined {
  for (const one of tools.values()) if (one.name === tool) return one;
  return undefined;
}

function sortedBy(tool: DeclaredTool, words: readonly string[]): Sorted {
  const { verb, subverb, options, positional } = sortedWords(tool, words.map(literal));
  const values: Record<string, (string | true)[]> = {};
  for (const { name, value } of options) (values[name] ??= []).push(value?.text ?? true);
  const rest = positional.map(({ text }) => text);
  // Of the operations of a cloud failsafe knew a few; the others were words like any other, and stay that as well.
  const operation = tool.name === "aws" ? (rest[0] ?? "") : "";
  const said = { tool: tool.name, verb: verb?.text ?? "", subverb: subverb?.text ?? operation };
  return { ...said, positional: rest, flags: flagsIn(values, tool), values };
}

/** The last value counts; an option that is not known to take one is only said to be there. */
function flagsIn(values: Values, { options }: DeclaredTool): Sorted["flags"] {
  const taking = new Set(options.flatMap(({ takesValue, long, short }) => (takesValue ? [long ?? short] : [])));
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, taking.has(name) ? (all.at(-1) ?? true) : true]));
}

function secondsOf(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A group of facts of which nothing is known is not there at all. */
function group(name: string, members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, Json>> {
  const known = present(members);
  return Object.keys(known).length === 0 ? {} : { [name]: known };
}

function present(members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined));
}
