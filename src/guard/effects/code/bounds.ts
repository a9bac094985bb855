/** Every bound of reading code, and what passing it means. Counted, so that a reading never depends on how busy the machine is. */
export const bounds = {
  /** Characters of code read in one go, texts that it executes itself included. More: nothing further is read, and `unread` says so. */
  codeChars: 256 * 1024,
  /**
   * Steps of the parsers in one call, about four for each word of code. More: what stands behind is not read, and `unread` says so. One costs about six
   * hundred of the eight million steps that the native core has for a whole call.
   */
  parserSteps: 6_000,
  /** So many steps counts one where the parser looks for a way on after a fault. */
  faultSteps: 20,
  /** Brackets and blocks inside each other. Deeper: the code is not read, and `unread` says so. */
  nesting: 100,
  /** Expressions inside each other, such as a sum of many parts. Deeper: that part is not read, and `unread` says so. */
  expressionDepth: 200,
  /** Expressions and statements looked at in one call, rounds of loops included. More: reading ends, and `unread` says so. */
  steps: 60_000,
  /** Functions inside functions, and executed texts inside executed texts. Deeper: not entered, and `unread` says so. */
  calls: 16,
  /** How often a function may call itself where it is known that it does, and where it is not. More: it is entered once with unknown arguments. */
  recursionKnown: 6,
  recursionUnknown: 2,
  /** Rounds of all loops that are followed one by one. More: a loop counts as one with an unknown number of rounds. */
  rounds: 4_000,
  /** Characters of one value. More: it counts as unknown. */
  valueChars: 64 * 1024,
  /** Members of one list or table. More: it counts as unknown. */
  members: 4_096,
  /** Things that code would do. More: reading ends, and `unread` says so. */
  deeds: 400,
} as const;

/** What is left of the bounds that all code of one call shares. */
export type Budget = { parserSteps: number; steps: number };

export function newBudget(): Budget {
  return { parserSteps: bounds.parserSteps, steps: bounds.steps };
}
