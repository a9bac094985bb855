/** A ruling for Amp: the program that it asks answers with its exit code, and says on stderr what the model is told. */
import type { Answer } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export const answer = answerWith(lastWords);

/** It tells of nothing but calls. */
export function acknowledge(): Answer {
  return silence;
}

/** 0 allows, 1 asks the person, 2 and above rejects; the object says the same on stdout as stderr says in words. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ action: "reject", message: said }));
}
