/** How GitHub Copilot CLI is made to try one command against a model on loopback, and what it reports back. */
import type { Reply, Request } from "../../base/exchange.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { use, words } from "../wire/content.ts";
import type { Canary, CanaryPlace, CanaryRun, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { answerAs, resultsIn } from "../wire/chat-completions.ts";

export const canary: Canary = { run, copy, reply, toolResult };

/** Nothing of the caller's environment: a variable of theirs could send the client to a real model. */
function run(place: CanaryPlace): CanaryRun {
  return {
    args: ["-p", "go", "--output-format", "json", "--allow-all", "--no-auto-update", "--no-remote"],
    env: {
      PATH: place.searchPath,
      HOME: place.home,
      LANG: "C.UTF-8",
      COPILOT_OFFLINE: "true",
      COPILOT_PROVIDER_BASE_URL: `${place.modelUrl}/v1`,
      COPILOT_PROVIDER_API_KEY: "dummy-key",
      COPILOT_MODEL: "canary",
      COPILOT_AUTO_UPDATE: "false",
    },
    files: [],
  };
}

/** Of the settings only what could weaken the guard goes along; everything else in them could act, or lead to a real model. */
function copy(files: readonly SettingsFile[]): readonly SettingsFile[] {
  return files.map((file) => (file.name === "settings" && file.text !== null ? { ...file, text: weakening(file.text) } : file));
}

function weakening(text: string): string {
  const read = readDocument(text);
  if (!read.ok || !isMembers(read.value)) return text;
  const kept: Members = Object.fromEntries(
    Object.entries(read.value).filter(([key]) => ["disableAllHooks", "disabledHooks"].includes(key)),
  );
  return JSON.stringify(kept);
}

function reply(request: Request, command: string): Reply {
  const ends = resultsIn(request).length > 0;
  return answerAs(request, ends ? [words("done")] : [use("bash", { command, description: "try the guard" })]);
}

function toolResult(request: Request): string | undefined {
  return resultsIn(request).at(-1);
}
