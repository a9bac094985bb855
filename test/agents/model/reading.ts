/** What a client sees of a hook that has ended, and what it makes of it. */

export type Ended = {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** None where a signal ended it. */
  readonly exit: number | null;
  /** Whether the client was still waiting for it. */
  readonly inTime: boolean;
};

export type Verdict = "runs" | "blocked";

/** One client's reading, as it was observed of the version that the tests drive. */
export type Reading = (ended: Ended) => Verdict;

export function ended(stdout: string, { stderr = "", exit = 0 as number | null, inTime = true } = {}): Ended {
  return { stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), exit, inTime };
}

/** The object that a text is, if it is one. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // What is no JSON is text to every client.
    return undefined;
  }
}
