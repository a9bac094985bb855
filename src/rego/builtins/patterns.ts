/** Regular expressions. */
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";

export const patterns: readonly Builtin[] = [
  builtin("regex.match", ["string", "string"], ([pattern, text]: readonly [string, string]) => matches(pattern, text)),
  builtin("regex.is_valid", ["any"], ([pattern]: readonly [string]) => typeof pattern === "string" && compiled(pattern) !== undefined),
];

const known = new Map<string, RegExp | undefined>();

function matches(pattern: string, text: string): Answer {
  return compiled(pattern)?.test(text) ?? new Refusal(`\`regex.match\`: ${JSON.stringify(pattern)} is not a pattern that is understood`);
}

function compiled(pattern: string): RegExp | undefined {
  if (!known.has(pattern)) known.set(pattern, compile(pattern));
  return known.get(pattern);
}

/** Only what RE2 and JavaScript read alike: no look-around, no back references, no inline flags but a leading `(?i)`. */
function compile(pattern: string): RegExp | undefined {
  const isInsensitive = pattern.startsWith("(?i)");
  const rest = (isInsensitive ? pattern.slice(4) : pattern).replaceAll("\\s", "[\\t\\n\\f\\r ]").replaceAll("(?P<", "(?<");
  if (/\(\?[^:<]|\(\?<[=!]|\\[1-9kbBpPzAQCsS]|\[\[:/.test(rest)) return undefined;
  try {
    return new RegExp(rest, isInsensitive ? "iu" : "u");
  } catch {
    return undefined;
  }
}
