/** Where Codex CLI writes down what its sessions did, so that one that the guard was never asked about is found. */
import { readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { Transcripts } from "../installer.ts";
import { userFolder } from "./places.ts";
import { transcriptCalls } from "./transcript-calls.ts";

export const transcripts: Transcripts = {
  folder: (home, variable) => `${userFolder(home, variable)}/sessions`,
  read,
  calls: transcriptCalls,
};

const calls: ReadonlySet<unknown> = new Set(["function_call", "custom_tool_call", "local_shell_call"]);

/** The session stands in the name of the file; one line for each thing that happened. */
function read(path: string, text: string): { readonly session: string; readonly calls: number } | undefined {
  const session = /rollout-.*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/.exec(path)?.[1];
  if (session === undefined) return undefined;
  const made = text.split("\n").filter((line) => {
    const json = readJson(line);
    const payload = json.ok && isMembers(json.value) ? json.value["payload"] : undefined;
    return isMembers(payload) && calls.has(payload["type"]);
  });
  return { session, calls: made.length };
}
