/** Where GitHub Copilot CLI writes down what its sessions did, so that one that the guard was never asked about is found. */
import { readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { Transcripts } from "../installer.ts";
import { userFolder } from "./places.ts";

export const transcripts: Transcripts = { folder: (home, variable) => `${userFolder(home, variable)}/session-state`, read };

/** One event for each line, in a folder that has the name of its session; what is cut off at the end of the text is passed over. */
function read(path: string, text: string): { readonly session: string; readonly calls: number } | undefined {
  const session = /\/([^/]+)\/events\.jsonl$/.exec(path)?.[1];
  if (session === undefined) return undefined;
  const calls = text.split("\n").filter((line) => {
    const event = readJson(line);
    return event.ok && isMembers(event.value) && event.value["type"] === "tool.execution_start";
  });
  return { session, calls: calls.length };
}
