/** Calls that were blocked and wait for a person: found in the ledger, granted by a statement, refused by a line on record. */
import type { Instant } from "../../base/instant.ts";
import type { Members } from "../../base/read.ts";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { now } from "../../hosts/node/node.ts";
import { approvalIdOf, isApprovalId, type Signed, type Statement } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { wordOf } from "../ledger/entry-text.ts";
import { finderIn } from "../ledger/finder.ts";
import { workplace } from "../ledger/workplace.ts";
import { recordDeed } from "./deed-entries.ts";
import { keepStatements, keptStatements } from "./keeping.ts";
import { makeStatements } from "./making.ts";
import type { KeyChoice } from "./signer.ts";
import type { Sentence } from "./statement-words.ts";

export type BlockedCall = {
  /** Eight letters, for people; a yes is to the whole hash. */
  readonly id: string;
  /** The hash of what it would do. */
  readonly decision: string;
  /** When it was tried last. */
  readonly at: Instant;
  readonly agent: string;
  readonly session: string | null;
  readonly cwd: string;
  readonly text: string;
  readonly rules: readonly string[];
  readonly state: "waiting" | "granted" | "refused";
};

const lookBackMs = 24 * 3_600_000;
const mostEntries = 20_000;

/** Those of the last day, the newest first, each once. */
export function blockedCalls(desk: Desk): Result<readonly BlockedCall[]> {
  const entries = entriesOfToday(desk);
  if (!entries.ok) return entries;
  const kept = keptStatements(desk);
  if (!kept.ok) return kept;
  const granted = kept.value.judged.flatMap(({ signed: { statement }, standing }) =>
    standing === "counts" && statement.about.is === "approval" ? [statement.about.decision] : [],
  );
  const calls = new Map<string, BlockedCall>();
  for (const entry of entries.value) {
    const decision = wordOf(entry, entry["is"] === "statement" ? "id" : "approval");
    const before = calls.get(decision);
    if (isRefusal(entry) && before !== undefined) calls.set(decision, { ...before, state: "refused" });
    if (entry["is"] !== "decision" || !/^[0-9a-f]{64}$/.test(decision)) continue;
    calls.delete(decision);
    calls.set(decision, callIn(entry, decision, granted.includes(decision)));
  }
  return done([...calls.values()].toReversed());
}

/** The oldest first: a call that was refused and then tried again waits again. */
function entriesOfToday(desk: Desk): Result<readonly Members[]> {
  const finder = finderIn(workplace(desk, {}), false);
  if (!finder.ok) return finder;
  try {
    const found = finder.value.last({ since: now() - lookBackMs }, mostEntries);
    return found.ok ? done(found.value.map(({ entry }) => entry)) : found;
  } finally {
    finder.value.close();
  }
}

function isRefusal(entry: Members): boolean {
  return entry["is"] === "statement" && entry["did"] === "refused";
}

function callIn(entry: Members, decision: string, isGranted: boolean): BlockedCall {
  const { session = null, rules = [] } = entry;
  return {
    id: approvalIdOf(decision),
    decision,
    at: Number(entry["at"]),
    agent: wordOf(entry, "agent"),
    session: typeof session === "string" ? session : null,
    cwd: wordOf(entry, "cwd"),
    text: wordOf(entry, "text"),
    rules: Array.isArray(rules) ? rules.map(String) : [],
    state: isGranted ? "granted" : "waiting",
  };
}

/** The one that a person means. Two with the same letters are none: somebody may have looked for a second one. */
export function blockedCall(desk: Desk, id: string): Result<BlockedCall> {
  if (!isApprovalId(id)) return fail({ code: "approval.id", what: `\`${id}\` is not the id of a call: it has eight letters`, todo });
  const calls = blockedCalls(desk);
  if (!calls.ok) return calls;
  const [found, ...more] = calls.value.filter((call) => call.id === id);
  if (found === undefined) return fail({ code: "approval.unknown", what: `no call of the last day has the id \`${id}\``, todo });
  return more.length === 0 ? done(found) : fail(ambiguous(id));
}

const todo = "`sheepdog approve list` shows those that wait";

function ambiguous(id: string): Fault {
  return {
    code: "approval.ambiguous",
    what: `two different calls have the id \`${id}\`, which does not happen by chance`,
    follows: "none of them was granted",
    todo: "look at both with `sheepdog log`",
  };
}

const approvalMs = 3_600_000;

/** What lets this call pass once, for whoever signs it. */
function approvalOf({ decision, session }: BlockedCall): Sentence {
  return {
    about: { is: "approval", decision },
    where: session === null ? {} : { session },
    once: true,
    until: Math.floor(now()) + approvalMs,
  };
}

/** At this terminal, by the key of the person who sits there. */
export async function grantCall(desk: Desk, id: string, choice: KeyChoice): Promise<Result<readonly Statement[]>> {
  const call = blockedCall(desk, id);
  if (!call.ok) return call;
  return makeStatements(desk, { sentences: [approvalOf(call.value)], call: callText(call.value) }, choice);
}

/** By a statement that was signed elsewhere. */
export function grantSigned(desk: Desk, id: string, signed: Signed): Result<void> {
  const call = blockedCall(desk, id);
  if (!call.ok) return call;
  const { about, until } = signed.statement;
  if (about.is !== "approval" || about.decision !== call.value.decision || (until ?? Infinity) > now() + approvalMs) return fail(other);
  return keepStatements(desk, { signed: [signed], call: callText(call.value) });
}

const other = {
  code: "approval.other",
  what: "the statement is not an approval of this call for at most an hour",
  follows: "nothing was granted",
};

/** Nothing changes for the agent, which is blocked already; the call no longer stands among those that wait. */
export function refuseCall(desk: Desk, id: string): Result<void> {
  const call = blockedCall(desk, id);
  if (!call.ok) return call;
  return recordDeed(desk, { did: "refused", id: call.value.decision, by: "", about: `approval: ${callText(call.value)}`, until: null });
}

function callText({ agent, cwd, text }: BlockedCall): string {
  return `\`${text}\` of ${agent} in ${cwd}`;
}
