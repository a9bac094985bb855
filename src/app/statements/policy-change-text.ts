/** What a person signs of a policy: the edit since it was last signed, or all of it. Nothing in it moves the cursor. */
import { done, type Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import { diffText } from "../rego/diff-text.ts";
import { type PolicyFile, signedText, type TrustState } from "./trusting.ts";

export function policyChangeText(desk: Desk, file: PolicyFile, state: TrustState): Result<string> {
  if (state.is === "trusted") return done("");
  const [last] = state.is === "changed" ? state.signed : [];
  const before = last === undefined ? done(null) : signedText(desk, last.about.sha256);
  if (!before.ok) return before;
  const text = before.value === null ? wholeText(file) : diffText({ file: file.file, text: before.value }, file.text);
  return done(visible(text));
}

function wholeText({ file, text }: PolicyFile): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return [`+++ ${file}`, ...lines.map((line) => `+${line}`), ""].join("\n");
}

/** Every line stays a line; what a terminal would act on, or show as something else, is shown as unknown. */
function visible(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, "\ufffd");
}
