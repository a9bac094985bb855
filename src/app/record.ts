/** A decision as an entry of the ledger: redacted first, and without anything that was read. */
import { canonicalJsonOfOrdered, type Json } from "../base/json.ts";
import type { Notice } from "../agents/agents.ts";
import type { Effect } from "../guard/guard.ts";
import type { Crypto } from "../proof/crypto.ts";
import {
  type DecisionEntry,
  entryVersion,
  frame,
  framed,
  type NoticeEntry,
  redact,
  redactId,
  type RefusalEntry,
} from "../proof/ledger/ledger.ts";
import { actText } from "./act-text.ts";
import type { Decided } from "./deciding.ts";

/** Longer text is cut: the ledger says what was decided, it is no archive of scripts. */
const mostText = 4_000;

export function recordOf(decided: Decided, at: number, crypto: Crypto): string {
  const { decision, answers } = decided;
  const { call } = decision;
  // Its keys stand in order, which makes its leaf quick to write.
  const entry: DecisionEntry = {
    act: call.act.kind,
    agent: call.by.agent,
    ...(decision.approval === undefined ? {} : { approval: decision.approval }),
    at,
    callId: idOf(call.by.callId),
    cwd: redact(call.cwd),
    doubts: decision.doubts.map((doubt) => doubt.code),
    effects: decision.effects.slice(0, 64).map(shortEffect),
    engine: decision.engine,
    is: "decision",
    ...(decision.leaves === undefined ? {} : { leaves: decision.leaves.map(({ statement }) => statement) }),
    rules: decision.steps.map((step) => step.rule),
    session: idOf(call.by.session),
    text: readable(actText(call.act)),
    verdict: decision.verdict,
    version: entryVersion,
    world: crypto.sha256(JSON.stringify(answers)),
  };
  return framed(canonicalJsonOfOrdered(entry), crypto.crc32);
}

/** A moment that is no call. */
export function noticeRecord(notice: Notice, refused: string | null, at: number): string {
  const { by, cwd } = notice;
  const entry: NoticeEntry = {
    version: entryVersion,
    is: "notice",
    at,
    agent: by.agent,
    session: idOf(by.session),
    cwd: redact(cwd),
    event: notice.at,
    about: readable(aboutOf(notice)),
    refused: refused === null ? null : readable(refused),
  };
  return frame(entry);
}

function aboutOf(notice: Notice): string {
  switch (notice.at) {
    case "config-change":
      return [notice.source, notice.file].filter((part) => part !== undefined).join(" ");
    case "after-call":
      return notice.tool;
    case "session-start":
    case "stop":
      return "";
  }
}

/** An envelope that could not be judged, and why; what it held is not kept. */
export function refusalRecord(agent: string, reason: string, at: number): string {
  const entry: RefusalEntry = { version: entryVersion, is: "refusal", at, agent, reason: readable(reason) };
  return frame(entry);
}

function shortEffect(effect: Effect): Json {
  return {
    kind: effect.kind,
    loss: effect.loss,
    scope: effect.target.scope,
    target: readable(effect.target.name),
    tool: redact(effect.tool),
  };
}

function idOf(id: string | undefined): string | null {
  return id === undefined ? null : redactId(id);
}

/** Redacted and cut. Of a longer text more is looked at than kept, up to a whole word, so that no secret is cut in two before it is found. */
function readable(text: string): string {
  if (text.length <= mostText) return redact(text);
  const looked = text.slice(0, 2 * mostText);
  const whole = looked.length < text.length ? looked.slice(0, Math.max(looked.lastIndexOf(" "), looked.lastIndexOf("\n"))) : looked;
  return `${redact(whole).slice(0, mostText)} … and ${text.length - mostText} more`;
}
