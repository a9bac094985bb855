/** Every bound of a decision, and what passing it means. Counted, so that a verdict never depends on how busy the machine is. */
export const limits = {
  // Below these lie the native core's own, for what nobody can count; past them everything is blocked: `native/host/src/bounds.rs`.

  /** More text than this is not parsed: the doubt `bound`, hence never a silent allow. */
  shellBytes: 256 * 1024,
  /** Characters parsed in one call, scripts that are run or sourced again and again included. More: the doubt `bound`. */
  parsedChars: 1024 * 1024,
  /** Bytes of a script on disk that are looked at. More: the doubt `partly-read`. */
  scriptBytes: 48 * 1024,
  /** Scripts inside scripts: `bash -c`, `eval`, substitutions, functions. Deeper: the doubt `bound`. */
  shellDepth: 24,
  /** Simple commands and rounds of loops looked at in one call. More: the doubt `bound`, and nothing further is walked. */
  commands: 2_000,
  /** Words that one word may become by braces and splitting. More: its value counts as unknown. */
  wordsPerWord: 256,
  /** Characters of one value, such as a variable that doubles itself. More: its value counts as unknown. */
  valueChars: 64 * 1024,
  /** Steps of comparing one text with one shell pattern. More: the result counts as unknown. */
  patternSteps: 500_000,
  /** Arithmetic inside the variables of arithmetic. Deeper: the number counts as unknown. */
  arithmeticDepth: 8,
  /** Files that one pattern is resolved to. More: it stays a pattern. */
  patternFiles: 16,
  /** Values of a loop's list that are walked one by one. More: one round with an unknown value. */
  loopValues: 16,
  /** Rounds after which a loop must have settled. More: everything that a variable can hold counts as unknown. */
  loopRounds: 4,
  /** Names of a folder that are asked for at once to see which agents are there. More: each is asked for by itself. */
  presenceNames: 512,
  /** Questions to World in one call. More: every further answer is "not known", and the doubt `bound`. */
  questions: 2_000,
  /** Bytes of one text, names of one folder, entries of one tree: World looks at no more, whatever is asked for. More: "not whole". */
  worldTextBytes: 1024 * 1024,
  worldNames: 10_000,
  worldTreeEntries: 50_000,
  /** Tracked files that one question compares with git's index. More: "not known", so git brings none of them back. */
  worldTrackedFiles: 20_000,
  /** Bytes of an envelope, and of a line for the judge. More: blocked before anything is read of it. */
  inputBytes: 8 * 1024 * 1024,
  /** Entries counted below a folder that would be lost. More: "at least". A thousand cost about two milliseconds. */
  treeEntries: 1_000,
  /** Folders that a call reaches into, looked at for policies of repositories. More: the doubt `bound`. */
  reachedFolders: 64,
  /** Folders looked at upwards for the root of the project. Beyond: the working directory counts as the project. */
  projectDepth: 40,
  /** Bytes read of one configuration file of a tool. Beyond: what stands there counts as not written. */
  configBytes: 64 * 1024,
  /** Steps of the policy evaluator. More: deny, since no partial answer may count. */
  policySteps: 2_000_000,
} as const;
