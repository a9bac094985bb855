/** The short name of a call that waits for a person: eight letters for the start of its hash. Two calls may share it, so a person's yes is to the whole hash. */

/** No vowels, and none that are easily taken for another. */
const letters = "bdfghjkmnpqrstvz";
const length = 8;

export function approvalIdOf(decision: string): string {
  return Array.from(decision.slice(0, length), (digit) => letters.charAt(Number.parseInt(digit, 16))).join("");
}

export function isApprovalId(text: string): boolean {
  return text.length === length && Array.from(text).every((letter) => letters.includes(letter));
}
