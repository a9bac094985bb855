/** One envelope of an agent in, one answer out: the whole way of flow 1. The single place where "cannot tell" becomes a block. */
import { sentenceOf } from "../base/fault.ts";
import type { Adapter, Answer, BeforeCall, Notice } from "../agents/agent.ts";
import { type Decision, type Guard, notesOf, type World } from "../guard/guard.ts";
import type { Crypto } from "../proof/crypto.ts";
import { decided } from "./deciding.ts";
import { leavesAt } from "./leaves/leaves.ts";
import { pinsAt } from "./leaves/pins.ts";
import type { StatementHost } from "./leaves/statements-at-hand.ts";
import { noticed } from "./noticing.ts";
import { noticeRecord, recordOf, refusalRecord } from "./record.ts";
import { withStartupFile } from "./startup-file.ts";
import { wording } from "./wording.ts";

/** What the hook stands on: the guard that decides, and what the host lends. */
export type HookPost = { readonly guard: Guard; readonly world: World; readonly crypto: Crypto; readonly statements: StatementHost };

export type HookInput = { readonly envelope: string; readonly home: string; readonly root: string; readonly now: number };

/** `record` is appended, and synced where `sync` says so, before the answer is given. */
export type HookResult = { readonly answer: Answer; readonly record: string; readonly sync: boolean; readonly memory?: Memory };

/** What later calls of the session have to know. */
type Memory = { readonly session: string; readonly notes: readonly string[] };

export function answerEnvelope(adapter: Adapter, post: HookPost, input: HookInput): HookResult {
  const moment = adapter.readEnvelope(input.envelope, { home: input.home });
  if (!moment.ok) return blocked(adapter, input, sentenceOf(moment.fault));
  const ask: Ask = { adapter, post, input };
  return moment.value.at === "before-call" ? judged(ask, moment.value) : told(ask, moment.value);
}

type Ask = { readonly adapter: Adapter; readonly post: HookPost; readonly input: HookInput };

function judged({ adapter, post, input }: Ask, moment: BeforeCall): HookResult {
  const { world, crypto, statements } = post;
  const { root, now } = input;
  const signed = { world, root, now, host: statements };
  const [leaves, pins] = [leavesAt(signed), pinsAt(signed)];
  const outcome = decided(withStartupFile(moment.call, world), post.guard, { world, root, now, leaves, pins, sha256: crypto.sha256 });
  if (!outcome.ok) return blocked(adapter, input, sentenceOf(outcome.fault));
  const { decision } = outcome.value;
  const answer = adapter.answer(moment, { decision, wording: wording(decision) });
  return { answer, record: recordOf(outcome.value, now, crypto), sync: decision.effects.length > 0, ...memoryOf(decision) };
}

/** What was denied brings nothing. */
function memoryOf({ verdict, call, brought }: Decision): Pick<HookResult, "memory"> {
  const { session } = call.by;
  if (session === undefined || verdict === "deny" || brought.length === 0) return {};
  return { memory: { session, notes: notesOf(brought) } };
}

function told({ adapter, post, input }: Ask, notice: Notice): HookResult {
  const said = noticed(notice, adapter, { world: post.world, root: input.root });
  const refused = said.is === "refused" ? said.reason : null;
  return { answer: adapter.acknowledge(notice, said), record: noticeRecord(notice, refused, input.now), sync: refused !== null };
}

function blocked(adapter: Adapter, input: HookInput, reason: string): HookResult {
  const record = refusalRecord(adapter.name, reason, input.now);
  return { answer: adapter.lastWords(`sheepdog blocked this: ${reason}`), record, sync: false };
}
