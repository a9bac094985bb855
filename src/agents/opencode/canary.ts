/** How OpenCode is made to try one command against a model on loopback, and what it reports back. */
import type { Reply, Request } from "../../base/exchange.ts";
import type { Canary, CanaryPlace, CanaryRun, SettingsFile } from "../installer.ts";
import { answerAs, resultsIn } from "../wire/chat-completions.ts";
import { use, words } from "../wire/content.ts";
import { isOurs } from "./entry.ts";

export const canary: Canary = { run, copy, reply, toolResult };

/** Nothing of the caller's environment: a variable of theirs could send the client to a real model, or take the plugins away. */
function run(place: CanaryPlace): CanaryRun {
  const nowhere = "http://127.0.0.1:1";
  return {
    args: ["run", "--format", "json", "go"],
    env: {
      PATH: place.searchPath,
      HOME: place.home,
      LANG: "C.UTF-8",
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_MODELS_FETCH: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      // It would fetch the types of its plugins; ours needs none.
      npm_config_registry: nowhere,
      npm_config_fetch_retries: "0",
    },
    files: [{ name: "config", path: `${place.home}/.config/opencode/opencode.json`, text: JSON.stringify(settingsFor(place)) }],
  };
}

function settingsFor({ modelUrl }: CanaryPlace): object {
  const model = { npm: "@ai-sdk/openai-compatible", options: { baseURL: `${modelUrl}/v1`, apiKey: "dummy-key" }, models: { canary: {} } };
  // Prompts are off, as they are where nobody sits in front of it: the guard alone decides.
  const permission = { bash: "allow", edit: "allow", external_directory: "allow", webfetch: "allow" };
  return {
    autoupdate: false,
    share: "disabled",
    permission,
    model: "loopback/canary",
    small_model: "loopback/canary",
    provider: { loopback: model },
  };
}

/** Our plugin as it is; whatever else stands in its place does not act in the trial, and the trial shows that the guard does not either. */
function copy(files: readonly SettingsFile[]): readonly SettingsFile[] {
  return files.filter(({ name, text }) => name === "plugin" && (text === null || isOurs(text)));
}

function reply(request: Request, command: string): Reply {
  const ends = resultsIn(request).length > 0;
  return answerAs(request, ends ? [words("done")] : [use("bash", { command, description: "try the guard" })]);
}

function toolResult(request: Request): string | undefined {
  return resultsIn(request).at(-1);
}
