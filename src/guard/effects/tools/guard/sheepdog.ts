/** sheepdog: what a person decides about the guard, and an agent may not. */
import { type Part, unreadable } from "../../describing/deeds.ts";
import { has, readLine } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { tampering } from "./tampering.ts";

/** These only look, or start what tightens; any other verb may loosen something, also one that a later release brings along. */
const harmless: ReadonlySet<string> = new Set(
  "doctor explain judge rego report replay audit log history status statusline version help completion up run".split(" "),
);

/** What a verb only looks at with one of these words behind it. */
const looking: ReadonlyMap<string, RegExp> = new Map([
  ["ledger", /^(show|verify|check|prove)$/],
  ["integrity", /^(verify|diff|watch)$/],
  // What a vault holds is for people.
  ["vault", /^(list|check)$/],
  ["breaker", /^list$/],
  ...["mode", "config", "policy", "rule", "rules", "trust", "approve", "approvals", "statements", "key", "token", "terminal"].map(
    (verb) => [verb, /^(get|list|ls|show|status|path|check|validate|test|build|fmt|diff)?$/] as const,
  ),
]);

const shape = { short: "", long: ["agent", "scope", "root"] } as const;

function effects(use: Use): readonly Part[] {
  const [verb, next] = use.line.operands;
  if (verb === undefined || has(readLine(use.words, shape, true), "help", "h", "version", "V") || has(use.line, "dry-run", "help"))
    return [];
  if (!verb.known) return [unreadable(verb)];
  const isLooking = looking.get(verb.text)?.test(next?.known === false ? "?" : (next?.text ?? "")) === true;
  return harmless.has(verb.text) || isLooking ? [] : [tampering(verb.text, `sheepdog ${verb.text}`)];
}

/** The native core is called so; the hook is for the agent's client alone. */
function coreEffects({ line }: Use): readonly Part[] {
  return line.operands[0]?.text === "hook" ? [tampering("hook", "sheepdog hook")] : [];
}

export const sheepdog: readonly Tool[] = [
  { names: ["sheepdog"], verbs: 1, shape, effects },
  { names: ["guard"], verbs: 1, shape: { short: "", long: ["root"] }, effects: coreEffects },
];
