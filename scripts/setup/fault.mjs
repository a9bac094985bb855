/** A fault of set-up, worded for the person who has to mend it. */
export class SetupFault extends Error {
  /** `evidence` is what a failed program said; it is shown below the sentence. */
  constructor(sentence, evidence = "") {
    super(sentence);
    this.evidence = evidence;
  }

  report() {
    const evidence = shownOf(this.evidence);
    return evidence === "" ? `sheepdog: ${this.message}` : `sheepdog: ${this.message}\n${evidence}`;
  }
}

/** npm says first what is wrong, a compiler says it last. */
const shownLines = 12;

function shownOf(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const shown = lines.length <= 2 * shownLines ? lines : [...lines.slice(0, shownLines), "…", ...lines.slice(-shownLines)];
  return shown.map((line) => `  | ${line}`).join("\n");
}
