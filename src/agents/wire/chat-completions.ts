/** The model's side of the wire, in the form of Chat Completions: what it says, and what it hears back of its tool calls. */
import type { Reply, Request } from "../../base/exchange.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Content } from "./content.ts";

/** The reply that says this, streamed if the client asked so. Requests for a title or a summary offer no tools and get words. */
export function answerAs(request: Request, content: readonly Content[]): Reply {
  const body = bodyOf(request);
  if (request.method !== "POST" || !Array.isArray(body?.["messages"])) return jsonReply(404, notFound);
  const offersTools = Array.isArray(body["tools"]) && body["tools"].length > 0;
  const message = messageOf(offersTools ? content : [{ type: "text", text: "done" }]);
  const finish = message["tool_calls"] === undefined ? "stop" : "tool_calls";
  const about = { id: "chatcmpl_sheepdog", created: 0, model: typeof body["model"] === "string" ? body["model"] : "canary" };
  if (body["stream"] === true) return streamed(about, message, finish);
  return jsonReply(200, { ...about, object: "chat.completion", choices: [{ index: 0, message, finish_reason: finish }], usage });
}

/** What the client sent back for each tool call, oldest first. */
export function resultsIn(request: Request): readonly string[] {
  const messages = bodyOf(request)?.["messages"];
  if (!Array.isArray(messages)) return [];
  return (messages as readonly Json[]).flatMap((message) =>
    isMembers(message) && message["role"] === "tool" ? [textOf(message["content"])] : [],
  );
}

const usage: Members = { prompt_tokens: 25, completion_tokens: 7, total_tokens: 32 };
const notFound: Members = { error: { type: "not_found_error", message: "only chat completions are answered here" } };

function messageOf(content: readonly Content[]): Members {
  const words = content.flatMap((one) => (one.type === "text" ? [one.text] : [])).join("\n");
  const calls = content.flatMap((one) => (one.type === "tool_use" ? [one] : []));
  const tool_calls = calls.map(({ id, name, input }, index) => ({
    index,
    id: `${id}_${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
  return { role: "assistant", content: words === "" ? null : words, ...(calls.length === 0 ? {} : { tool_calls }) };
}

function streamed(about: Members, message: Members, finish: string): Reply {
  const chunk = (delta: Members, more: Members): string =>
    `data: ${JSON.stringify({ ...about, object: "chat.completion.chunk", choices: [{ index: 0, delta, ...more }], usage })}\n\n`;
  const body = `${chunk(message, { finish_reason: null })}${chunk({}, { finish_reason: finish })}data: [DONE]\n\n`;
  return { status: 200, headers: { "content-type": "text/event-stream", "cache-control": "no-cache" }, body };
}

function textOf(content: Json | undefined): string {
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? (content as readonly Json[]) : [];
  return parts.map((part) => (isMembers(part) && typeof part["text"] === "string" ? part["text"] : "")).join("\n");
}

function bodyOf(request: Request): Members | undefined {
  const read = readJson(request.body);
  return read.ok && isMembers(read.value) ? read.value : undefined;
}

function jsonReply(status: number, body: Members): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
