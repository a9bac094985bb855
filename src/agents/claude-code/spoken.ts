/** What Claude Code keeps of a session on a screen: its transcript, line by line. The screen itself is never read. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Heard, TurnOutcome } from "../../fleet/fleet.ts";
import { limitIn } from "./windows.ts";
import { outcomeOf } from "./outcome.ts";
import { usedTokens } from "./used-tokens.ts";

/** A turn is over when the client says how long it took, or when it writes an error in the model's place. */
export function listenToTranscript(): (line: string) => readonly Heard[] {
  const counted = new Set<string>();
  let tokens = 0;
  let last: Last | undefined;
  return (line) => {
    const said = recordIn(line);
    const message = isMembers(said?.["message"]) ? said["message"] : {};
    if (said?.["type"] === "user" && isInterruption(said, message)) {
      last = undefined;
      return [{ is: "turn-ended", outcome: "failed", report: "interrupted", microUsd: 0, tokens }];
    }
    if (said?.["type"] === "user") return toolResultsIn(message) > 0 ? [{ is: "tool-done" }] : [];
    if (said?.["type"] === "system" && said["subtype"] === "turn_duration" && last !== undefined) {
      const ended: Heard = { is: "turn-ended", ...last, microUsd: 0, tokens };
      last = undefined;
      return [ended];
    }
    if (said?.["type"] !== "assistant" || said["isSidechain"] === true) return [];
    if (typeof message["id"] === "string" && !counted.has(message["id"])) {
      counted.add(message["id"]);
      tokens += usedTokens(message["usage"]);
    }
    const sums = { microUsd: 0, tokens };
    if (said["isApiErrorMessage"] === true) {
      last = undefined;
      return failed(said, { ...sums, report: textIn(message) });
    }
    last = { outcome: message["stop_reason"] === "refusal" ? "refused" : "done", report: textIn(message) };
    const tool = partsOf(message).find((part) => part["type"] === "tool_use");
    return [{ is: "moved", tool: typeof tool?.["name"] === "string" ? tool["name"] : null, ...sums }];
  };
}

/** Put in by the client itself, in the words of the person that it speaks for. */
function isInterruption(said: Members, message: Members): boolean {
  return !isMembers(said["origin"]) && said["isSidechain"] !== true && textIn(message).startsWith("[Request interrupted by user");
}

type Last = { readonly outcome: TurnOutcome; readonly report: string };

type Ending = { readonly microUsd: number; readonly tokens: number; readonly report: string };

function failed(said: Members, ending: Ending): readonly Heard[] {
  const limits = isMembers(said["quotaLimits"]) ? limitIn({ ...said["quotaLimits"], status: "rejected" }) : undefined;
  const { error } = said;
  const isLimit = said["apiError"] === "usage_limit_reached";
  const outcome: TurnOutcome = outcomeOf(
    { is_error: true },
    { ...(typeof error === "string" ? { error } : {}), ...(isLimit ? { limit: true } : {}) },
  );
  return [...(limits === undefined ? [] : [limits]), { is: "turn-ended", outcome, ...ending }];
}

/** Words that were typed or pasted; results of tools and what the client puts in itself are none. */
export function personSaid(line: string): string | undefined {
  const said = recordIn(line);
  const origin = isMembers(said?.["origin"]) ? said["origin"] : {};
  if (said?.["type"] !== "user" || origin["kind"] !== "human") return undefined;
  const message = isMembers(said["message"]) ? said["message"] : {};
  return textIn(message).replaceAll(/<pasted_content id="[^"]*">\n|\n<\/pasted_content[^>]*>/g, "");
}

/**
 * What stands first can make a command of the client, or of the shell, out of what follows; space before it is taken away, so other
 * words have to stand there. A backslash at the very end makes a new line out of the key that should send it; a tab is taken for that
 * key and is lost.
 */
export function asPasted(text: string): string {
  const words = text.replaceAll("\t", "    ");
  return `${/^[\s\p{Cf}]*[/!]/u.test(words) ? commandless : ""}${words}${words.endsWith("\\") ? " " : ""}`;
}

const commandless = "The task:\n";

function recordIn(line: string): Members | undefined {
  const read = readJson(line);
  return read.ok && isMembers(read.value) ? read.value : undefined;
}

function partsOf(message: Members): readonly Members[] {
  const { content } = message;
  return Array.isArray(content) ? (content as readonly Members[]).filter((part) => isMembers(part)) : [];
}

function toolResultsIn(message: Members): number {
  return partsOf(message).filter((part) => part["type"] === "tool_result").length;
}

function textIn(message: Members): string {
  if (typeof message["content"] === "string") return message["content"];
  return partsOf(message)
    .map((part) => (typeof part["text"] === "string" ? part["text"] : ""))
    .join("\n");
}
