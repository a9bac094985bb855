/** Where Gemini CLI writes down what its sessions did, so that one that the guard was never asked about is found. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Transcripts } from "../installer.ts";
import { userFolder } from "./places.ts";

export const transcripts: Transcripts = { folder: (home, variable) => `${userFolder(home, variable)}/tmp`, read };

/** One line for each message, and a message may stand there again when it has grown; what is cut off at the end is passed over. */
function read(path: string, text: string): { readonly session: string; readonly calls: number } | undefined {
  if (!/\/chats\/session-[^/]+\.jsonl$/.test(path)) return undefined;
  const lines = text.split("\n").flatMap((line) => {
    const json = readJson(line);
    return json.ok && isMembers(json.value) ? [json.value] : [];
  });
  const session = lines.map((line) => line["sessionId"]).find((id) => typeof id === "string");
  return session === undefined ? undefined : { session, calls: new Set(lines.flatMap(callsOf)).size };
}

function callsOf({ toolCalls }: Members): readonly string[] {
  const calls = Array.isArray(toolCalls) ? toolCalls.filter(isMembers) : [];
  return calls.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}
