/** A call that starts another agent: so that it loads no guard or asks nobody, or to change what it loads. */
import type { AgentProgram } from "../../../agent-program.ts";
import { literal, type Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import type { Use } from "../../describing/tool.ts";
import { pathTarget } from "../../places/targets.ts";
import { tampering } from "./tampering.ts";

export function agentParts(use: Use, agents: readonly AgentProgram[]): readonly Part[] {
  const agent = agents.find(({ names }) => names.includes(use.name));
  // What lives in a container has nothing of this machine but what is shown to it.
  if (agent === undefined || (use.place.ground.on !== undefined && use.place.ground.on.kind !== "host")) return [];
  const words = use.words.map(({ text }) => text);
  if (onlyTells(words)) return [];
  const isOpen = agent.opens(words) || agent.opensBy?.((name) => textOf(use.variable(name))) === true || isElsewhere(agent, use);
  const changed = agent.changes.filter((line) => begins(words, line));
  return [...(isOpen ? [tampering("child", use.name)] : []), ...changed.map((line) => tampering(use.name, `${use.name} ${line}`))];
}

/** Anywhere else such a word may be what the agent is asked. */
function onlyTells(words: readonly string[]): boolean {
  if (/^(help|version|doctor)$/.test(words[0] ?? "")) return true;
  return words.every((word) => word.startsWith("-")) && words.some((word) => /^(--help|-h|--version|-V|-v)$/.test(word));
}

/** What a call has set counts as set, whatever it is. */
function textOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : value.known ? value.text : "unknown";
}

/** Another folder for its settings has no guard in them. */
function isElsewhere({ homes }: AgentProgram, { variable, place }: Use): boolean {
  const { home } = place.ground;
  const nameOf = (path: Value): string => pathTarget(path, place, "through").name;
  const isMoved = (name: string, usual: string): boolean => {
    const set = variable(name);
    return set !== undefined && set.text !== "" && !(set.known && nameOf(set) === nameOf(literal(usual)));
  };
  return isMoved("HOME", home) || Object.entries(homes).some(([name, usual]) => isMoved(name, home + usual.slice(1)));
}

/** Options with their values may stand in front of the verb, and others behind it. */
function begins(words: readonly string[], line: string): boolean {
  const [verb = "", next = ""] = line.split(" ");
  const at = words.indexOf(verb);
  const isFirst =
    at >= 0 && words.slice(0, at).every((word, position) => word.startsWith("-") || words[position - 1]?.startsWith("-") === true);
  return isFirst && (next === "" || words.slice(at + 1).find((word) => !word.startsWith("-")) === next);
}
