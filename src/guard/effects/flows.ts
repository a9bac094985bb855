/** Flows of several commands made one. */
import { limits } from "../limits.ts";
import type { Flow } from "../shell/value.ts";

export const noFlow: Flow = { from: "call", text: "" };

/** What several commands write one after the other: known only if each is, and as untrusted as the least trusted. */
export function merged(flows: readonly Flow[]): Flow {
  const { text: _, ...worst } = worstOf(flows);
  const texts = flows.map((flow) => flow.text).filter((text) => text !== undefined);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return texts.length < flows.length || length > limits.valueChars ? worst : { ...worst, text: texts.join("") };
}

/** The least trusted of several flows of which any may be the one. */
export function worstOf(flows: readonly Flow[]): Flow {
  return flows.find((flow) => flow.from === "download") ?? flows.find((flow) => flow.text === undefined) ?? flows.at(-1) ?? noFlow;
}
