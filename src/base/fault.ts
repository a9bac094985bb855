/** Every failure a person may meet: what happened, what follows from it, what to do next. */
export type Fault = {
  /** Dotted and stable, `envelope.not-json`: it stands in logs, documents and tests. */
  readonly code: string;
  /** What happened, in lower case, user input in backticks. */
  readonly what: string;
  readonly follows?: string;
  readonly todo?: string;
};

export function sentenceOf(fault: Fault): string {
  return [fault.what, fault.follows, fault.todo].filter((part) => part !== undefined).join("; ");
}
