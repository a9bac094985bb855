/** Every bound of a decision, and what passing it means. Counted, so that a verdict never depends on how busy the machine is. */
export const limits = {
  /** More text than this is not parsed: the doubt `bound`, hence never a silent allow. */
  shellBytes: 256 * 1024,
  /** Scripts inside scripts: `bash -c`, `eval`, substitutions. Deeper: the doubt `bound`. */
  shellDepth: 24,
  /** Simple commands looked at in one call. More: the doubt `bound`. */
  commands: 4_000,
  /** Words that one word may become by braces and splitting. More: its value counts as unknown. */
  wordsPerWord: 256,
  /** Questions to World in one call. More: every further answer is "not known". */
  questions: 2_000,
  /** Entries counted below a folder that would be lost. More: "at least". A thousand cost about two milliseconds. */
  treeEntries: 1_000,
  /** Folders looked at upwards for the root of the project. */
  projectDepth: 40,
  /** Bytes read of one configuration file of a tool. */
  configBytes: 64 * 1024,
  /** Steps of the policy evaluator. More: deny, since no partial answer may count. */
  policySteps: 2_000_000,
} as const;
