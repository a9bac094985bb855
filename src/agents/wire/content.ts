/** What a model says, whatever form it has on the wire: words, or the call of a tool. */
import type { Members } from "../../base/read.ts";

export type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: Members };

export function words(text: string): Content {
  return { type: "text", text };
}

export function use(name: string, input: Members, id = "call_sheepdog_canary"): Content {
  return { type: "tool_use", id, name, input };
}
