/** How Gemini CLI is made to try one command against a model on loopback, and what it reports back. */
import type { Reply, Request } from "../../base/exchange.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Canary, CanaryPlace, CanaryRun, SettingsFile } from "../installer.ts";
import { use, words } from "../wire/content.ts";
import { isOurs } from "./entry.ts";
import { answerAs, resultsIn } from "./model.ts";

export const canary: Canary = { run, copy, reply, toolResult };

/** Without these it asks how to sign in. */
const needed: Members = {
  security: { auth: { selectedType: "gemini-api-key" } },
  general: { disableAutoUpdate: true },
  privacy: { usageStatisticsEnabled: false },
};

/** Nothing of the caller's environment: a variable of theirs could send the client to a real model. */
function run(place: CanaryPlace): CanaryRun {
  return {
    args: ["-p", "go", "-m", "gemini-2.5-pro", "-o", "stream-json", "--yolo"],
    env: {
      PATH: place.searchPath,
      HOME: place.home,
      LANG: "C.UTF-8",
      SHLVL: "1",
      GEMINI_API_KEY: "dummy-key",
      GOOGLE_GEMINI_BASE_URL: place.modelUrl,
      // One process less; the other would only give it more memory.
      GEMINI_CLI_NO_RELAUNCH: "true",
      // In a folder that is not trusted it ends at once; in one that is, settings of the project count, as they do for a person.
      GEMINI_CLI_TRUST_WORKSPACE: "true",
    },
    files: [{ name: "settings", path: `${place.home}/.gemini/settings.json`, text: JSON.stringify(needed) }],
  };
}

/**
 * The settings with the same entries in the same shape, so that the client takes or passes them over just the same, in which only the
 * guard can do something: neighbours' hooks and servers would act twice, and their sign-in could lead to a real model.
 */
function copy(files: readonly SettingsFile[]): readonly SettingsFile[] {
  return files.map((file) => ({ ...file, text: file.text === null ? null : tamed(file.text) }));
}

function tamed(settings: string): string {
  const read = readJson(settings.replace(/^\uFEFF/, ""));
  if (!read.ok || !isMembers(read.value)) return settings;
  const { hooks, hooksConfig } = read.value;
  const kept = { ...(hooks === undefined ? {} : { hooks: tamedHooks(hooks) }), ...(hooksConfig === undefined ? {} : { hooksConfig }) };
  return JSON.stringify({ ...needed, ...kept });
}

function tamedHooks(hooks: Json): Json {
  if (!isMembers(hooks)) return hooks;
  return Object.fromEntries(Object.entries(hooks).map(([event, groups]) => [event, tamedGroups(groups)]));
}

function tamedGroups(groups: Json): Json {
  if (!Array.isArray(groups)) return groups;
  return groups.map((group: Json) =>
    isMembers(group) && Array.isArray(group["hooks"]) ? { ...group, hooks: group["hooks"].map(tamedHandler) } : group,
  );
}

function tamedHandler(handler: Json): Json {
  if (!isMembers(handler) || isOurs(handler) || typeof handler["command"] !== "string") return handler;
  return { ...handler, command: "true" };
}

function reply(request: Request, command: string): Reply {
  const ends = resultsIn(request).length > 0;
  return answerAs(request, ends ? [words("done")] : [use("run_shell_command", { command, description: "try the guard" })]);
}

function toolResult(request: Request): string | undefined {
  return resultsIn(request).at(-1);
}
