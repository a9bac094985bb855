/** How many tokens Claude Code says were used, of whatever kind; it has two spellings for the same counts. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";

const counts: ReadonlySet<string> = new Set([
  "input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
  "inputTokens",
  "outputTokens",
  "cacheReadInputTokens",
  "cacheCreationInputTokens",
]);

export function usedTokens(usage: Json | undefined): number {
  const members = isMembers(usage) ? Object.entries(usage) : [];
  return members.reduce((sum, [name, count]) => (counts.has(name) && typeof count === "number" ? sum + count : sum), 0);
}
