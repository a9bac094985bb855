/** The lines between us and the server of Codex CLI: requests with an id of ours, and what it tells by itself. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Dialogue, Heard, Hearing, Message, Start } from "../../fleet/fleet.ts";
import { limitOf, quotasIn } from "./rate-limits.ts";
import { outcomeOf } from "./turn-outcome.ts";

/** All that has to be remembered between two lines. */
type Sofar = {
  thread: string | undefined;
  turn: string | undefined;
  report: string;
  tokens: number;
  limits: Members;
};

const [hello, ready, opened, goingOn] = ["hello", "listening", "thread", "going-on"] as const;

export function serverDialogue(start: Start): Dialogue {
  const sofar: Sofar = { thread: undefined, turn: undefined, report: "", tokens: 0, limits: {} };
  const clientInfo = { name: "sheepdog", title: null, version: "1" };
  return {
    opening: [request(hello, "initialize", { clientInfo })],
    hear: (line) => {
      const read = readJson(line);
      const said = read.ok && isMembers(read.value) ? read.value : {};
      if (typeof said["method"] === "string") return said["id"] === undefined ? told(sofar, said["method"], paramsOf(said)) : asked(said);
      return answered(start, sofar, said);
    },
    prompt: ({ receipt, text }) => (sofar.thread === undefined ? undefined : turnWith(sofar.thread, receipt, text)),
    interrupt: (order) =>
      sofar.thread === undefined || sofar.turn === undefined
        ? undefined
        : request(order, "turn/interrupt", { threadId: sofar.thread, turnId: sofar.turn }),
  };
}

function request(id: string, method: string, params: Members): Message {
  return { id, text: JSON.stringify({ id, method, params }) };
}

function turnWith(thread: string, receipt: string, text: string): Message {
  const input = [{ type: "text", text, text_elements: [] }];
  return request(receipt, "turn/start", { threadId: thread, clientUserMessageId: receipt, input });
}

const nothing: Hearing = { heard: [], say: [] };

/** Nobody is there to be asked: what may happen is the guard's to say. A question without an answer would hold the turn for ever. */
function asked({ id, method }: Members): Hearing {
  const error = { code: -32_601, message: "nobody is here to be asked" };
  return {
    heard: [],
    say: [{ id: `answer-${String(id)}-${String(method).replaceAll("/", "-")}`, text: JSON.stringify({ id: id ?? null, error }) }],
  };
}

function answered(start: Start, sofar: Sofar, said: Members): Hearing {
  const result = isMembers(said["result"]) ? said["result"] : undefined;
  if (said["id"] === hello && result !== undefined)
    return { heard: [], say: [{ id: ready, text: JSON.stringify({ method: "initialized" }) }, opening(start)] };
  if (said["id"] !== opened) return nothing;
  const thread = isMembers(result?.["thread"]) ? result["thread"]["id"] : undefined;
  if (typeof thread !== "string")
    return { heard: [{ is: "refused", why: start.resume === null ? "failed" : "conversation-unknown" }], say: [] };
  sofar.thread = thread;
  // The client does not take up a turn that was cut off by itself.
  const say = start.resume === null ? [] : [turnWith(thread, goingOn, "Go on with the task where it was cut off.")];
  return { heard: [{ is: "ready", conversation: thread }], say };
}

function opening({ folder, model, resume }: Start): Message {
  const how = { cwd: folder, approvalPolicy: "never", sandbox: "danger-full-access", ...(model === null ? {} : { model }) };
  if (resume === null) return request(opened, "thread/start", how);
  return request(opened, resume.how === "fork" ? "thread/fork" : "thread/resume", { ...how, threadId: resume.from });
}

function paramsOf(said: Members): Members {
  return isMembers(said["params"]) ? said["params"] : {};
}

function told(sofar: Sofar, method: string, params: Members): Hearing {
  return { heard: heardIn(sofar, method, params), say: [] };
}

function heardIn(sofar: Sofar, method: string, params: Members): readonly Heard[] {
  switch (method) {
    case "turn/started":
      sofar.turn = idIn(params["turn"]);
      return [];
    case "item/started":
      return itemBegun(sofar, params["item"]);
    case "item/completed":
      return itemDone(sofar, params["item"]);
    case "thread/tokenUsage/updated":
      sofar.tokens = tokensIn(params) ?? sofar.tokens;
      return [];
    case "account/rateLimits/updated":
      // Sparse: what it leaves out stays as it was.
      sofar.limits = { ...sofar.limits, ...membersIn(params["rateLimits"]) };
      return quotasIn(sofar.limits);
    case "turn/completed":
      return turnDone(sofar, membersIn(params["turn"]));
    default:
      return [];
  }
}

/** The words of a person bear the id that we gave them; those that made the client go on are no prompt of the fleet's. */
function itemBegun(sofar: Sofar, item: unknown): readonly Heard[] {
  const { type, clientId } = membersIn(item);
  if (type === "userMessage") return typeof clientId === "string" && clientId !== goingOn ? [{ is: "received", receipt: clientId }] : [];
  return [moved(sofar, isTool(type) ? String(type) : null)];
}

function itemDone(sofar: Sofar, item: unknown): readonly Heard[] {
  const { type, text } = membersIn(item);
  if (type === "agentMessage" && typeof text === "string") sofar.report = text;
  return isTool(type) ? [{ is: "tool-done" }] : [];
}

const tools: ReadonlySet<unknown> = new Set([
  "commandExecution",
  "fileChange",
  "mcpToolCall",
  "dynamicToolCall",
  "webSearch",
  "collabAgentToolCall",
]);

function isTool(type: unknown): boolean {
  return tools.has(type);
}

function moved({ tokens }: Sofar, tool: string | null): Heard {
  return { is: "moved", tool, microUsd: 0, tokens };
}

function turnDone(sofar: Sofar, turn: Members): readonly Heard[] {
  const outcome = outcomeOf(turn);
  const said = membersIn(turn["error"])["message"];
  const report = typeof said === "string" ? said : turn["status"] === "interrupted" ? "interrupted" : sofar.report;
  const ended: Heard = { is: "turn-ended", outcome, report, microUsd: 0, tokens: sofar.tokens };
  sofar.turn = undefined;
  sofar.report = "";
  return outcome === "limit" ? [limitOf(sofar.limits), ended] : [ended];
}

function tokensIn(params: Members): number | undefined {
  const total = membersIn(membersIn(params["tokenUsage"])["total"])["totalTokens"];
  return typeof total === "number" ? total : undefined;
}

function idIn(value: unknown): string | undefined {
  const { id } = membersIn(value);
  return typeof id === "string" ? id : undefined;
}

function membersIn(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
