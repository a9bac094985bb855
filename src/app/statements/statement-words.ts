/** A statement in the words of the person who signs it. What others have written in it reaches the terminal as text and never as anything that moves the cursor. */
import type { Instant } from "../../base/instant.ts";
import type { About, Statement, Where } from "../../proof/statements/statements.ts";
import { instantText } from "../ledger/instant-text.ts";
import { oneLine } from "../one-line.ts";

export type Sentence = Pick<Statement, "about" | "where" | "once" | "until">;

/** One line for each thing that it says. `call`: what an approval lets pass, in the words of the ledger. */
export function statementLines(sentence: Sentence, call?: string): readonly string[] {
  return [aboutText(sentence.about, call), ...whereTexts(sentence.where), howLongText(sentence)].map((line) => oneLine(line, mostWidth));
}

const mostWidth = 400;

/** In one line, for lists and for the ledger. */
export function aboutText(about: About, call?: string): string {
  switch (about.is) {
    case "mode":
      return "write mode: infrastructure may be changed";
    case "trust":
      return `trust: ${about.rules === undefined ? "all overrides" : `the overrides of ${about.rules.join(", ")}`} in ${about.folder}/${about.file} as it is now (SHA-256 ${about.sha256})`;
    case "exception":
      return `exception: the rule ${about.rule} does not stop ${about.effect === undefined ? "anything" : effectText(about.effect)}`;
    case "approval":
      return `approval: ${call ?? "the call"} passes (${about.decision})`;
    case "setting":
      return `setting: the rule ${about.rule} ${settingText(about.verdict)}`;
  }
}

function effectText({ kind, target }: { readonly kind: string; readonly target?: string }): string {
  return target === undefined ? `what would ${kind}` : `what would ${kind} ${target}`;
}

function settingText(verdict: "off" | "warn" | "ask"): string {
  switch (verdict) {
    case "off":
      return "is off";
    case "warn":
      return "only puts on record what it would have stopped";
    case "ask":
      return "asks where it would have blocked";
  }
}

function whereTexts({ session, pane, folder }: Where): readonly string[] {
  const texts = [
    ...(pane === undefined ? [] : [`in the terminal ${pane}`]),
    ...(session === undefined ? [] : [`in the session ${session}`]),
    ...(folder === undefined ? [] : [`in ${folder} and below`]),
  ];
  return texts.length === 0 ? ["wherever an agent works"] : texts;
}

function howLongText({ once, until }: Pick<Sentence, "once" | "until">): string {
  return `${once ? "once" : "as often as it happens"}, ${endText(until)}`;
}

export function endText(until: Instant | null): string {
  return until === null ? "until you take it back" : `until ${instantText(until)}`;
}
