/** The model's side of the wire, in the form of Anthropic Messages: what it says, and what it hears back of its tool calls. */
import type { Reply, Request } from "../../base/exchange.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { type Content, words } from "../wire/content.ts";

/** The reply that says this, streamed if the client asked so. Requests for a title or a summary offer no tools and get words. */
export function answerAs(request: Request, content: readonly Content[]): Reply {
  if (request.path.split("?")[0]?.endsWith("/count_tokens") === true) return jsonReply(200, { input_tokens: 25 });
  const body = bodyOf(request);
  if (request.method !== "POST" || !Array.isArray(body?.["messages"])) return jsonReply(404, notFound);
  const offersTools = Array.isArray(body["tools"]) && body["tools"].length > 0;
  const said = offersTools ? content : [words("done")];
  const message = messageOf(said, body);
  return body["stream"] === true ? streamed(message, said) : jsonReply(200, message);
}

/** What the client sent back for each tool call, oldest first. */
export function resultsIn(request: Request): readonly string[] {
  return contentsOf(request)
    .filter((part) => part["type"] === "tool_result")
    .map((part) => textOf(part["content"]));
}

function contentsOf(request: Request): readonly Members[] {
  const messages = bodyOf(request)?.["messages"];
  if (!Array.isArray(messages)) return [];
  const contents = (messages as readonly Json[]).map((message) => (isMembers(message) ? message["content"] : undefined));
  return contents.flatMap((content) => (Array.isArray(content) ? (content as readonly Json[]).filter(isMembers) : []));
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

const notFound: Members = { type: "error", error: { type: "not_found_error", message: "only messages are answered here" } };

function messageOf(content: readonly Content[], body: Members): Members {
  const reason = content.some((one) => one.type === "tool_use") ? "tool_use" : "end_turn";
  const usage = { input_tokens: 25, output_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const model = typeof body["model"] === "string" ? body["model"] : "canary";
  return { id: "msg_sheepdog_canary", type: "message", role: "assistant", model, content, stop_reason: reason, stop_sequence: null, usage };
}

function streamed(message: Members, content: readonly Content[]): Reply {
  const events: readonly Members[] = [
    { type: "message_start", message: { ...message, content: [], stop_reason: null } },
    ...content.flatMap(blockEvents),
    { type: "message_delta", delta: { stop_reason: message["stop_reason"] ?? null, stop_sequence: null }, usage: { output_tokens: 7 } },
    { type: "message_stop" },
  ];
  const body = events.map((event) => `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  return { status: 200, headers: { "content-type": "text/event-stream", "cache-control": "no-cache" }, body };
}

function blockEvents(content: Content, index: number): readonly Members[] {
  const isTool = content.type === "tool_use";
  const opening: Members = isTool ? { ...content, input: {} } : { type: "text", text: "" };
  const delta: Members = isTool
    ? { type: "input_json_delta", partial_json: JSON.stringify(content.input) }
    : { type: "text_delta", text: content.text };
  return [
    { type: "content_block_start", index, content_block: opening },
    { type: "content_block_delta", index, delta },
    { type: "content_block_stop", index },
  ];
}

function jsonReply(status: number, body: Members): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
