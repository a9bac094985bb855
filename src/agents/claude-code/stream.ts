/** The lines that Claude Code speaks without a screen: ours to it, and what its own mean. */
import { isMembers, type Members } from "../../base/read.ts";
import { type Json, readJson } from "../../base/json.ts";
import type { Dialogue, Heard, Message, Prompt, Start } from "../../fleet/fleet.ts";
import { usedTokens } from "./used-tokens.ts";
import { limitIn, quotasIn } from "./windows.ts";
import { outcomeOf, type Failing } from "./outcome.ts";

/** The client answers this before anything else: its answer is the sign that it listens. */
const hello = "sheepdog-ready";

/** Told apart from what the model is told by `type`, and from a command of the client by the space before it. */
export function streamDialogue(start: Start): Dialogue {
  const hear = hearing(start);
  return {
    opening: [{ id: hello, text: JSON.stringify({ type: "control_request", request_id: hello, request: { subtype: "initialize" } }) }],
    hear: (line) => ({ heard: hear(line), say: [] }),
    prompt: messageOf,
    interrupt: (order): Message => ({
      id: order,
      text: JSON.stringify({ type: "control_request", request_id: order, request: { subtype: "interrupt" } }),
    }),
  };
}

function messageOf({ receipt, text }: Prompt): Message {
  const content = [{ type: "text", text: asWords(text) }];
  return {
    id: receipt,
    text: JSON.stringify({ type: "user", uuid: receipt, message: { role: "user", content }, parent_tool_use_id: null }),
  };
}

/** A text that begins with a slash is a command of the client, unless a space stands before it. */
function asWords(text: string): string {
  return text.startsWith("/") ? ` ${text}` : text;
}

type Sums = { microUsd: number; tokens: number };

/** A client that resumes answers before it has looked for the conversation: only the beginning of a turn shows that it was there. */
function hearing({ conversation, resume }: Start): (line: string) => readonly Heard[] {
  const sums: Sums = { microUsd: 0, tokens: 0 };
  let begun = false;
  const counted = new Set<string>();
  let failing: Failing = {};
  return (line) => {
    const read = readJson(line);
    const said = read.ok && isMembers(read.value) ? read.value : {};
    switch (said["type"]) {
      case "control_response":
        return resume === null && isMembers(said["response"]) && said["response"]["request_id"] === hello
          ? [{ is: "ready", conversation }]
          : [];
      case "system": {
        const first = said["subtype"] === "init" && !begun;
        begun ||= first;
        return first && resume !== null ? [{ is: "ready", conversation }] : [];
      }
      case "user":
        return echoed(said);
      case "rate_limit_event":
        return windowsIn(said);
      case "assistant":
        failing = failingIn(said);
        countIn(said, { sums, counted });
        return [{ is: "moved", tool: toolIn(said), ...sums }];
      case "result": {
        if (!begun) return [];
        settle(said, sums);
        const outcome = outcomeOf(said, failing);
        failing = {};
        return [{ is: "turn-ended", outcome, report: reportIn(said), ...sums }];
      }
      default:
        return [];
    }
  };
}

/** What comes back of our own words is the receipt; other lines of this kind are results of tools. */
function echoed(said: Members): readonly Heard[] {
  const receipt = said["uuid"];
  if (said["isReplay"] === true && typeof receipt === "string") return [{ is: "received", receipt }];
  return [{ is: "tool-done" }];
}

function windowsIn(said: Members): readonly Heard[] {
  const info = said["rate_limit_info"];
  if (!isMembers(info)) return [];
  const limit = limitIn(info);
  return [...quotasIn(info), ...(limit === undefined ? [] : [limit])];
}

/** An answer that the client wrote itself, because it got none. */
function failingIn(said: Members): Failing {
  if (said["is_api_error_message"] !== true) return {};
  const { error, api_error: limit } = said;
  return { ...(typeof error === "string" ? { error } : {}), ...(limit === "usage_limit_reached" ? { limit: true } : {}) };
}

/** Several lines may be parts of one answer, each with the usage of the whole. */
function countIn(said: Members, { sums, counted }: { readonly sums: Sums; readonly counted: Set<string> }): void {
  const message = said["message"];
  if (!isMembers(message) || typeof message["id"] !== "string" || counted.has(message["id"])) return;
  counted.add(message["id"]);
  sums.tokens += usedTokens(message["usage"]);
}

/** The client's own sums are of its whole process, as ours are. */
function settle(said: Members, sums: Sums): void {
  const cost = said["total_cost_usd"];
  if (typeof cost === "number") sums.microUsd = Math.max(sums.microUsd, Math.round(cost * 1_000_000));
  const models = isMembers(said["modelUsage"]) ? Object.values(said["modelUsage"]) : [];
  const used = models.reduce<number>((sum, model) => sum + usedTokens(model), 0);
  sums.tokens = Math.max(sums.tokens, used);
}

function toolIn(said: Members): string | null {
  const message = said["message"];
  const parts = isMembers(message) && Array.isArray(message["content"]) ? (message["content"] as readonly Json[]) : [];
  const used = parts.find((part) => isMembers(part) && part["type"] === "tool_use");
  return isMembers(used) && typeof used["name"] === "string" ? used["name"] : null;
}

function reportIn(said: Members): string {
  const { result, errors } = said;
  if (typeof result === "string") return result;
  return Array.isArray(errors) ? errors.map(String).join("\n") : "";
}
