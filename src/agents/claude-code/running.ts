/** Claude Code as the fleet runs it: how a session is started, where the client says how it is doing, and why it gave up. */
import type { AccountPlace, Client, ClientState, Start, StartLine } from "../../fleet/fleet.ts";
import { readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { streamDialogue } from "./stream.ts";
import { asPasted, listenToTranscript, personSaid } from "./spoken.ts";

export const running: Client = {
  // In letters: a value that has to be worked out would come into the frozen guard, which has no use for any of this.
  name: "claude-code",
  stateFolder: ({ folder }) => `${folder}/sessions`,
  readState,
  refusal,
  transcript,
  headless: { start: headlessStart, dialogue: streamDialogue },
  terminal: { start: terminalStart, listen: listenToTranscript, personSaid, asPasted },
};

/** Lines of JSON in and out; each message of ours comes back with its id as soon as the client has it. */
const streaming = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose", "--replay-user-messages"];

function headlessStart(start: Start): StartLine {
  const bound = start.mostMicroUsd === 0 ? [] : ["--max-budget-usd", String(start.mostMicroUsd / 1_000_000)];
  return { args: [...streaming, ...usual(start), ...bound], env: variables(start) };
}

function terminalStart(start: Start): StartLine {
  return { args: usual(start), env: variables(start) };
}

/** Nobody is there to be asked: what may happen is the guard's to say. */
function usual({ conversation, resume, model }: Start): readonly string[] {
  const fork = ["--resume", resume?.from ?? "", "--fork-session", "--session-id", conversation];
  const same = resume === null ? ["--session-id", conversation] : ["--resume", resume.from];
  const which = resume?.how === "fork" ? fork : same;
  return [...which, ...(model === null ? [] : ["--model", model]), "--dangerously-skip-permissions"];
}

/**
 * A client that sleeps through a limit, or keeps no transcript because it believes itself to be another client's child, would be
 * taken for one that works.
 */
function variables({ account, resume }: Start): StartLine["env"] {
  return {
    ...account.variables,
    CLAUDE_CONFIG_DIR: account.folder,
    CLAUDE_CODE_RETRY_WATCHDOG: "0",
    CLAUDE_CODE_FORCE_SESSION_PERSISTENCE: "1",
    DISABLE_AUTOUPDATER: "1",
    ...(resume === null ? {} : { CLAUDE_CODE_RESUME_INTERRUPTED_TURN: "1" }),
  };
}

/** The client keeps one such file for each of its processes; a process that was killed leaves its own behind. */
function readState(text: string): ClientState | undefined {
  const json = readJson(text);
  if (!json.ok || !isMembers(json.value)) return undefined;
  const { pid, sessionId, status, procStart } = json.value;
  if (typeof pid !== "number" || typeof sessionId !== "string") return undefined;
  const state = status === "busy" || status === "waiting" ? status : "idle";
  return { pid, startedTicks: typeof procStart === "string" ? Number(procStart) : null, conversation: sessionId, state };
}

function refusal(words: string): "conversation-held" | "conversation-unknown" | undefined {
  if (words.includes("No conversation found with session ID")) return "conversation-unknown";
  return words.includes("is already in use") ? "conversation-held" : undefined;
}

/** The folder's name loses everything but letters and digits; the client shortens long ones in a way of its own. */
function transcript({ account, folder, conversation }: Start): string | null {
  const name = folder.replaceAll(/[^A-Za-z0-9]/g, "-");
  return name.length > longestName ? null : `${projects(account)}/${name}/${conversation}.jsonl`;
}

const longestName = 200;

function projects({ folder }: AccountPlace): string {
  return `${folder}/projects`;
}
