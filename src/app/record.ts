/** A decision as an entry of the ledger: redacted first, and without anything that was read. */
import { canonicalJson, type Json } from "../base/json.ts";
import type { Notice } from "../agents/agents.ts";
import type { Act, Effect } from "../guard/guard.ts";
import type { Crypto } from "../proof/crypto.ts";
import { type DecisionEntry, entryVersion, frame, type NoticeEntry, redact, type RefusalEntry } from "../proof/ledger/ledger.ts";
import type { Decided } from "./deciding.ts";

/** Longer text is cut: the ledger says what was decided, it is no archive of scripts. */
const mostText = 4_000;

export function recordOf(decided: Decided, at: number, crypto: Crypto): string {
  const { decision, answers } = decided;
  const { call } = decision;
  const entry: DecisionEntry = {
    version: entryVersion,
    is: "decision",
    at,
    agent: call.by.agent,
    session: call.by.session ?? null,
    callId: call.by.callId ?? null,
    cwd: redact(call.cwd),
    act: call.act.kind,
    text: shortened(redact(textOf(call.act))),
    verdict: decision.verdict,
    rules: decision.steps.map((step) => step.rule),
    effects: decision.effects.slice(0, 64).map(shortEffect),
    doubts: decision.doubts.map((doubt) => doubt.code),
    world: crypto.sha256(canonicalJson(answers)),
    engine: decision.engine,
  };
  return frame(entry);
}

/** A moment that is no call. */
export function noticeRecord(notice: Notice, refused: string | null, at: number): string {
  const { by, cwd } = notice;
  const entry: NoticeEntry = {
    version: entryVersion,
    is: "notice",
    at,
    agent: by.agent,
    session: by.session ?? null,
    cwd: redact(cwd),
    event: notice.at,
    about: shortened(redact(aboutOf(notice))),
    refused: refused === null ? null : shortened(redact(refused)),
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
  const entry: RefusalEntry = { version: entryVersion, is: "refusal", at, agent, reason: shortened(redact(reason)) };
  return frame(entry);
}

function shortEffect(effect: Effect): Json {
  return {
    kind: effect.kind,
    tool: effect.tool,
    target: shortened(redact(effect.target.name)),
    scope: effect.target.scope,
    loss: effect.loss,
  };
}

function shortened(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText)} … and ${text.length - mostText} more` : text;
}

/** What the act names, without the contents that it would write. */
function textOf(act: Act): string {
  switch (act.kind) {
    case "shell":
      return act.command;
    case "type":
      return act.text;
    case "change":
      return act.files.map((file) => `${file.change} ${file.path}`).join("\n");
    case "read":
      return act.paths.join("\n");
    case "fetch":
      return `${act.method} ${act.url}`;
    case "unknown":
      return act.tool;
    case "mcp":
      return `${act.server}/${act.tool}`;
    case "delegate":
      return "";
    case "housekeeping":
      return act.tool;
  }
}
