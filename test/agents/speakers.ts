/** How a test speaks as the model of each product, and what it hears back. */
import { answerAs, resultsIn } from "../../src/agents/claude-code/model.ts";
import { type Content } from "../../src/agents/wire/content.ts";
import * as gemini from "../../src/agents/gemini-cli/model.ts";
import * as chatCompletions from "../../src/agents/wire/chat-completions.ts";
import { answerInResponses, resultsInResponses } from "../../src/agents/wire/responses.ts";
import type { Reply, Request } from "../../src/base/exchange.ts";

export type Speaker = {
  readonly answerAs: (request: Request, content: readonly Content[]) => Reply;
  /** What the client sent back for each tool call, oldest first. */
  readonly resultsIn: (request: Request) => readonly string[];
};

/** By the name of the installer. */
const speakers: Readonly<Record<string, Speaker>> = {
  "claude-code": { answerAs, resultsIn },
  codex: { answerAs: answerInResponses, resultsIn: resultsInResponses },
  "copilot-cli": chatCompletions,
  "gemini-cli": gemini,
  opencode: chatCompletions,
};

export function speakerOf(name: string): Speaker {
  const speaker = speakers[name];
  if (speaker === undefined) throw new Error(`nobody speaks as the model of \`${name}\` yet; add it to speakers.ts`);
  return speaker;
}
