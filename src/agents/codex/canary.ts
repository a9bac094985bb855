/** How Codex CLI is made to try one command against a model on loopback, and what it reports back. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Canary, CanaryPlace, CanaryRun, GuardLine, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { pathOf, textOf } from "../settings-files.ts";
import { readToml } from "../toml-text.ts";
import { use, words } from "../wire/content.ts";
import { answerInResponses, resultsInResponses } from "../wire/responses.ts";
import { isOurs } from "./entry.ts";
import { trustFor, withTrust } from "./trust.ts";

export const canary: Canary = {
  run,
  copy,
  reply: (request, command) =>
    answerInResponses(request, resultsInResponses(request).length > 0 ? [words("done")] : [use("exec_command", { cmd: command })]),
  toolResult: (request) => resultsInResponses(request).at(-1),
};

/** Nothing of the caller's environment: a variable of theirs could send the client to a real model. */
function run(place: CanaryPlace): CanaryRun {
  const folder = `${place.home}/.codex`;
  return {
    args: ["exec", "--json", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "go"],
    env: { PATH: place.searchPath, HOME: place.home, CODEX_HOME: folder, LANG: "C.UTF-8", MODEL_KEY: "dummy-key" },
    files: [{ name: "trust", path: `${folder}/config.toml`, text: provider(place) }],
  };
}

function provider({ modelUrl }: CanaryPlace): string {
  return `model = "canary"
model_provider = "canary"
[model_providers.canary]
name = "canary"
base_url = "${modelUrl}/v1"
wire_api = "responses"
env_key = "MODEL_KEY"
request_max_retries = 0
stream_max_retries = 0
`;
}

/**
 * The hooks in the same shape, in which only the guard does something. Of the settings what could take them away: switches and trust. The
 * trust is bound to a place and to a definition, so it is given anew here to what was trusted there.
 */
function copy(files: readonly SettingsFile[], place: CanaryPlace, line: GuardLine): readonly SettingsFile[] {
  const hooks = textOf(files, "hooks");
  const settings = readToml(textOf(files, "trust") ?? "");
  const quiet = hooks === null ? null : tamed(hooks);
  const features = settings.ok && isMembers(settings.value["features"]) ? settings.value["features"] : {};
  const switches = Object.entries(features).filter(([, value]) => typeof value === "boolean");
  const base = `${provider(place)}[features]\n${switches.map(([name, value]) => `${name} = ${String(value)}\n`).join("")}`;
  const trusted =
    quiet === null ? [] : trustFor(quiet, pathOf(files, "hooks"), line.sha256).filter(({ hash }) => isTrustedThere(settings, hash));
  const trust = withTrust(base, trusted);
  return files.map((file) => ({ ...file, text: file.name === "hooks" ? quiet : trust.ok ? trust.value : base }));
}

function isTrustedThere(settings: ReturnType<typeof readToml>, hash: string): boolean {
  const hooks = settings.ok ? settings.value["hooks"] : undefined;
  const state = isMembers(hooks) ? hooks["state"] : undefined;
  const states = isMembers(state) ? Object.values(state).filter(isMembers) : [];
  return states.some((one) => one["trusted_hash"] === hash && one["enabled"] !== false);
}

function tamed(hooks: string): string {
  const read = readDocument(hooks);
  if (!read.ok || !isMembers(read.value) || !isMembers(read.value["hooks"])) return hooks;
  const events = Object.entries(read.value["hooks"]).map(
    ([event, groups]) => [event, Array.isArray(groups) ? groups.map(tamedGroup) : groups] as const,
  );
  return JSON.stringify({ ...read.value, hooks: Object.fromEntries(events) });
}

function tamedGroup(group: Json): Json {
  return isMembers(group) && Array.isArray(group["hooks"]) ? { ...group, hooks: group["hooks"].map(tamedHandler) } : group;
}

function tamedHandler(handler: Json): Json {
  if (!isMembers(handler) || isOurs(handler) || typeof handler["command"] !== "string") return handler;
  const quiet: Members = { ...handler, command: "true" };
  return quiet;
}
