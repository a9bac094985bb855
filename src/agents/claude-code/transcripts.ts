/** Where Claude Code writes down what its sessions did, so that one that the guard was never asked about is found. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Transcripts } from "../installer.ts";
import { userFolder } from "./places.ts";
import { transcriptCalls } from "./transcript-calls.ts";

export const transcripts: Transcripts = {
  folder: (home, variable) => `${userFolder(home, variable)}/projects`,
  read,
  calls: transcriptCalls,
};

/** One line for each message; what is cut off at the end of the text is passed over. */
function read(path: string, text: string): { readonly session: string; readonly calls: number } | undefined {
  if (!path.endsWith(".jsonl")) return undefined;
  const lines = text.split("\n").flatMap((line) => {
    const json = readJson(line);
    return json.ok && isMembers(json.value) ? [json.value] : [];
  });
  const session = lines.map((line) => line["sessionId"]).find((id) => typeof id === "string");
  return session === undefined
    ? undefined
    : { session, calls: lines.flatMap(partsOf).filter((part) => part["type"] === "tool_use").length };
}

function partsOf({ message }: Members): readonly Members[] {
  const content = isMembers(message) ? message["content"] : undefined;
  return Array.isArray(content) ? content.filter(isMembers) : [];
}
