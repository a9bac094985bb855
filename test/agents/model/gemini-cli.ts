/** How Gemini CLI reads the answer of a hook before a call: any object outranks the exit code, and text counts by it. */
import type { Reading } from "./reading.ts";

export const geminiCliReading: Reading = ({ stdout, stderr, exit, inTime }) => {
  if (!inTime) return "runs";
  const text = stdout.toString("utf8").trim() || stderr.toString("utf8").trim();
  if (text === "") return "runs";
  const said = valueIn(text);
  if (said === undefined) return (exit ?? 0) >= 2 ? "blocked" : "runs";
  if (typeof said !== "object" || said === null) return "runs";
  const { decision, continue: goesOn } = said as { readonly decision?: unknown; readonly continue?: unknown };
  return goesOn === false || ["deny", "block", "ask"].includes(decision as string) ? "blocked" : "runs";
};

/** A text that is a JSON string is read once more. */
function valueIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
  } catch {
    // Then it is text, here as for the client.
    return undefined;
  }
}
