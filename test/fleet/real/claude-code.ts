/** Claude Code as the fleet's tests run it: with both drivers, before models that say what a test wants. */
import { canary } from "../../../src/agents/claude-code/canary.ts";
import { answerAs } from "../../../src/agents/claude-code/model.ts";
import { running } from "../../../src/agents/claude-code/running.ts";
import { type Content, words } from "../../../src/agents/wire/content.ts";
import type { Reply, Request } from "../../../src/base/exchange.ts";
import type { DriverKind } from "../../../src/fleet/fleet.ts";
import { claudeCode } from "../../agents/clients.ts";
import { type Model, type Setting, writeJson } from "./ground.ts";

export function claudeOn(kind: DriverKind, ...models: readonly Model[]): Setting {
  return { program: claudeCode, client: running, canary, kind, shares: ["projects"], account, models };
}

/** What a person agreed to when they signed in: this folder, this key, and to be asked nothing. */
const account: NonNullable<Setting["account"]> = (folder, { project }) => {
  const customApiKeyResponses = { approved: ["dummy-key"], rejected: [] };
  const agreed = { hasCompletedOnboarding: true, theme: "dark", customApiKeyResponses, bypassPermissionsModeAccepted: true };
  writeJson(`${folder}/.claude.json`, { ...agreed, projects: { [project]: { hasTrustDialogAccepted: true } } });
  writeJson(`${folder}/settings.json`, { skipDangerousModePermissionPrompt: true });
};

type Part = { readonly type: string; readonly text?: string };
type Body = {
  readonly tools?: readonly unknown[];
  readonly messages?: readonly { readonly role: string; readonly content: string | readonly Part[] }[];
};

/** What a person said in this conversation, oldest first; nothing for titles and summaries, which have conversations of their own. */
export function saidIn({ body }: Request): readonly string[] {
  if (!body.startsWith("{")) return [];
  const { messages = [], tools = [] } = JSON.parse(body) as Body;
  if (tools.length === 0) return [];
  return messages.filter(({ role }) => role === "user").flatMap(({ content }) => textsIn(content));
}

function textsIn(content: string | readonly Part[]): readonly string[] {
  if (typeof content === "string") return [content];
  return content.flatMap(({ type, text = "" }) => (type === "text" ? [text] : []));
}

/** A model that answers each conversation by what was said in it. */
export function modelThat(answer: (said: readonly string[], request: Request) => readonly Content[] | Reply): Model {
  return (request) => {
    const answered = answer(saidIn(request), request);
    return "status" in answered ? answered : answerAs(request, answered);
  };
}

export const agreeable: Model = modelThat(() => [words("done")]);
