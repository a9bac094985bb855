/** One envelope of an agent in, one answer out: the whole way of flow 1. The single place where "cannot tell" becomes a block. */
import { sentenceOf } from "../base/fault.ts";
import type { Adapter, Answer } from "../agents/agent.ts";
import type { Guard, World } from "../guard/guard.ts";
import type { Crypto } from "../proof/crypto.ts";
import { decided } from "./deciding.ts";
import { recordOf, refusalRecord } from "./record.ts";
import { wording } from "./wording.ts";

/** What the hook stands on: the guard that decides, and what the host lends. */
export type HookPost = { readonly guard: Guard; readonly world: World; readonly crypto: Crypto };

export type HookInput = { readonly envelope: string; readonly home: string; readonly root: string; readonly now: number };

/** `record` is appended, and synced where `sync` says so, before the answer is given. */
export type HookResult = { readonly answer: Answer; readonly record: string; readonly sync: boolean };

export function answerEnvelope(adapter: Adapter, post: HookPost, input: HookInput): HookResult {
  const moment = adapter.readEnvelope(input.envelope, { home: input.home });
  if (!moment.ok) return blocked(adapter, input, sentenceOf(moment.fault));
  const outcome = decided(moment.value.call, post.guard, { world: post.world, root: input.root });
  if (!outcome.ok) return blocked(adapter, input, sentenceOf(outcome.fault));
  const { decision } = outcome.value;
  const answer = adapter.answer(moment.value, { decision, wording: wording(decision) });
  return { answer, record: recordOf(outcome.value, input.now, post.crypto), sync: decision.effects.length > 0 };
}

function blocked(adapter: Adapter, input: HookInput, reason: string): HookResult {
  const record = refusalRecord(adapter.name, reason, input.now);
  return { answer: adapter.lastWords(`sheepdog blocked this: ${reason}`), record, sync: false };
}
