/** The model's side of the wire, in the form of Gemini: what it says, and what it hears back of its tool calls. */
import type { Reply, Request } from "../../base/exchange.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { type Content, words } from "../wire/content.ts";

/** The reply that says this, streamed if the client asked so. Requests for a title or a summary offer no tools and get words. */
export function answerAs(request: Request, content: readonly Content[]): Reply {
  const method = /:(\w+)(?:\?|$)/.exec(request.path)?.[1];
  if (method === "countTokens") return jsonReply(200, { totalTokens: 25 });
  const body = bodyOf(request);
  if (!Array.isArray(body?.["contents"])) return jsonReply(404, notFound);
  const offersTools = Array.isArray(body["tools"]) && body["tools"].length > 0;
  const message = messageOf(offersTools ? content : [words("done")]);
  return method === "streamGenerateContent" ? streamed(message) : jsonReply(200, message);
}

/** What the client sent back for each tool call, oldest first. */
export function resultsIn(request: Request): readonly string[] {
  return partsOf(request).flatMap(({ functionResponse }) => (isMembers(functionResponse) ? [wordsOf(functionResponse["response"])] : []));
}

function partsOf(request: Request): readonly Members[] {
  const contents = bodyOf(request)?.["contents"];
  const all = Array.isArray(contents) ? contents.filter(isMembers) : [];
  return all.flatMap(({ parts }) => (Array.isArray(parts) ? parts.filter(isMembers) : []));
}

function wordsOf(response: Json | undefined): string {
  return typeof response === "string" ? response : JSON.stringify(response ?? "");
}

function bodyOf(request: Request): Members | undefined {
  const read = readJson(request.body);
  return read.ok && isMembers(read.value) ? read.value : undefined;
}

const notFound: Members = { error: { code: 404, status: "NOT_FOUND", message: "only contents are answered here" } };

function messageOf(content: readonly Content[]): Members {
  const parts = content.map((one): Members =>
    one.type === "text" ? { text: one.text } : { functionCall: { id: one.id, name: one.name, args: one.input } },
  );
  return {
    candidates: [{ index: 0, content: { role: "model", parts }, finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 25, candidatesTokenCount: 7, totalTokenCount: 32 },
    modelVersion: "canary",
    responseId: "sheepdog_canary",
  };
}

function streamed(message: Members): Reply {
  const headers = { "content-type": "text/event-stream", "cache-control": "no-cache" };
  return { status: 200, headers, body: `data: ${JSON.stringify(message)}\n\n` };
}

function jsonReply(status: number, body: Members): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
