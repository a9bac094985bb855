/** The model's side of the wire, in the form of Responses: what it says, and what it hears back of its tool calls. */
import type { Reply, Request } from "../../base/exchange.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Content } from "./content.ts";

/** The reply that says this, streamed. Some clients offer their tools in the input and not beside it, so what is offered is not asked. */
export function answerInResponses(request: Request, content: readonly Content[]): Reply {
  const body = bodyOf(request);
  if (request.method !== "POST" || body === undefined || !Array.isArray(body["input"])) return jsonReply(404, notFound);
  const output = content.map(itemOf);
  const model = typeof body["model"] === "string" ? body["model"] : "canary";
  const about: Members = { id: "resp_sheepdog_canary", object: "response", created_at: 0, model };
  const events: readonly Members[] = [
    { type: "response.created", response: { ...about, status: "in_progress", output: [] } },
    ...output.flatMap((item, index) => [
      { type: "response.output_item.added", output_index: index, item },
      { type: "response.output_item.done", output_index: index, item },
    ]),
    { type: "response.completed", response: { ...about, status: "completed", output, usage } },
  ];
  const text = events.map((event, at) => `event: ${String(event["type"])}\ndata: ${JSON.stringify({ sequence_number: at, ...event })}\n\n`);
  return { status: 200, headers: { "content-type": "text/event-stream", "cache-control": "no-cache" }, body: text.join("") };
}

/** What the client sent back for each tool call, oldest first. */
export function resultsInResponses(request: Request): readonly string[] {
  const input = bodyOf(request)?.["input"];
  const items = Array.isArray(input) ? input.filter(isMembers) : [];
  return items
    .filter(({ type }) => type === "function_call_output" || type === "custom_tool_call_output")
    .map(({ output }) => textOf(output));
}

const usage: Members = {
  input_tokens: 25,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 32,
};

const notFound: Members = { error: { type: "not_found_error", code: null, message: "only responses are answered here" } };

/** A tool that takes one text instead of members is called with that text; one of a family is named `family/tool`. */
function itemOf(content: Content): Members {
  if (content.type === "text") {
    const parts = [{ type: "output_text", text: content.text, annotations: [] }];
    return { type: "message", id: "msg_sheepdog_canary", role: "assistant", status: "completed", content: parts };
  }
  const { id, name, input } = content;
  const { [freeform]: whole } = input;
  if (typeof whole === "string") return { type: "custom_tool_call", id: `ctc_${id}`, call_id: id, name, input: whole, status: "completed" };
  const call = { type: "function_call", id: `fc_${id}`, call_id: id, arguments: JSON.stringify(input), status: "completed" };
  const [namespace = "", ...inside] = name.split("/");
  return inside.length === 0 ? { ...call, name } : { ...call, namespace, name: inside.join("/") };
}

/** The only member of the input of such a tool. */
export const freeform = "*";

function textOf(output: Json | undefined): string {
  if (typeof output === "string") return output;
  const parts = Array.isArray(output) ? output.filter(isMembers) : [];
  return parts.map((part) => (typeof part["text"] === "string" ? part["text"] : "")).join("\n");
}

function bodyOf(request: Request): Members | undefined {
  const read = readJson(request.body);
  return read.ok && isMembers(read.value) ? read.value : undefined;
}

function jsonReply(status: number, body: Members): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
