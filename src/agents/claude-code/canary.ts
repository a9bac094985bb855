/** How Claude Code is made to try one command against a model on loopback, and what it reports back. */
import type { Reply, Request } from "../../base/exchange.ts";
import { readJson, type Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Canary, CanaryPlace, CanaryRun, SettingsFile } from "../installer.ts";
import { isOurs } from "./entry.ts";
import { use, words } from "../wire/content.ts";
import { answerAs, resultsIn } from "./model.ts";

export const canary: Canary = { run, copy, reply, toolResult };

/** Nothing of the caller's environment: a variable of theirs could send the client to a real model. */
function run(place: CanaryPlace): CanaryRun {
  const folder = `${place.home}/.claude`;
  return {
    args: ["-p", "go", "--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"],
    env: {
      PATH: place.searchPath,
      HOME: place.home,
      LANG: "C.UTF-8",
      CLAUDE_CONFIG_DIR: folder,
      ANTHROPIC_BASE_URL: place.modelUrl,
      ANTHROPIC_API_KEY: "dummy-key",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_AUTOUPDATER: "1",
      DISABLE_TELEMETRY: "1",
      DISABLE_ERROR_REPORTING: "1",
      // As root the client refuses to go without prompts unless told that it is alone on the machine.
      IS_SANDBOX: "1",
    },
    files: [],
  };
}

/**
 * The settings with the same entries in the same shape, so that the client takes or rejects them just the same, in which only the
 * guard can do something: neighbours' hooks and helpers would act twice, and their variables could lead to a real model.
 */
function copy(files: readonly SettingsFile[]): readonly SettingsFile[] {
  return files.map((file) => ({ ...file, text: file.text === null ? null : tamed(file.text) }));
}

function tamed(settings: string): string {
  const read = readJson(settings.replace(/^\uFEFF/, ""));
  if (!read.ok || !isMembers(read.value)) return settings;
  return JSON.stringify(Object.fromEntries(Object.entries(read.value).map(([key, value]) => [key, tamedValue(key, value)])));
}

function tamedValue(key: string, value: Json): Json {
  if (key === "hooks") return isMembers(value) ? mapValues(value, tamedGroups) : value;
  if (key === "env") return isMembers(value) ? keepOnly(value, hookVariables) : value;
  if (key === "extraKnownMarketplaces" || key === "enabledPlugins") return isMembers(value) ? {} : value;
  return commandKeys.has(key) && typeof value === "string" ? "echo dummy-key" : value;
}

/** These may weaken the guard itself, so the canary has to feel them. */
const hookVariables: ReadonlySet<string> = new Set(["BASH_ENV", "ENV", "LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD", "NODE_OPTIONS"]);

/** Settings that name a command which the client runs by itself. */
const commandKeys: ReadonlySet<string> = new Set([
  "apiKeyHelper",
  "awsAuthRefresh",
  "awsCredentialExport",
  "gcpAuthRefresh",
  "otelHeadersHelper",
]);

function tamedGroups(groups: Json): Json {
  if (!Array.isArray(groups)) return groups;
  return groups.map((group: Json) =>
    isMembers(group) && Array.isArray(group["hooks"]) ? { ...group, hooks: group["hooks"].map(tamedHandler) } : group,
  );
}

function tamedHandler(handler: Json): Json {
  if (!isMembers(handler) || isOurs(handler)) return handler;
  const quiet: { [key: string]: Json } = { ...handler };
  if (typeof quiet["command"] === "string") quiet["command"] = "true";
  if (Array.isArray(quiet["args"])) quiet["args"] = [];
  if (handler["type"] === "http" && typeof quiet["url"] === "string") quiet["url"] = "http://127.0.0.1:9/";
  if (typeof quiet["onFailure"] === "string" && quiet["onFailure"] === "block") quiet["onFailure"] = "continue";
  return quiet;
}

function reply(request: Request, command: string): Reply {
  const ends = resultsIn(request).length > 0;
  return answerAs(request, ends ? [words("done")] : [use("Bash", { command, description: "try the guard" })]);
}

function toolResult(request: Request): string | undefined {
  return resultsIn(request).at(-1);
}

function mapValues(members: Members, change: (value: Json) => Json): Members {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, change(value)]));
}

function keepOnly(members: Members, names: ReadonlySet<string>): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}
