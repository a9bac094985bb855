/** AgentProgram: a program that is an agent itself, and loads the guard unless its words or variables say otherwise. */

export type AgentProgram = {
  /** What it is called on a command line, and the packages that it comes in. */
  readonly names: readonly string[];
  /** With these words no hook of the guard runs, or nobody is asked before a call. */
  readonly opens: (words: readonly string[]) => boolean;
  /** The same for what a variable says. */
  readonly opensBy?: (variable: (name: string) => string | undefined) => boolean;
  /** Variables that say where its settings lie, and where they lie without them, below the home. */
  readonly homes: Readonly<Record<string, string>>;
  /** The first words of lines that change what it loads. */
  readonly changes: readonly string[];
};
