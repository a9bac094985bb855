/** How far a comparison with OPA has come, so that one that was stopped goes on where it was. Other sources start anew. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noTally, type Tally } from "./batch.ts";

export type Progress = {
  /** What was compared: the room, and what makes the policies. */
  readonly sources: string;
  readonly seed: number;
  /** The first seed that was not tried yet. */
  readonly next: number;
  readonly tally: Tally;
};

const compared = ["src/rego", "test/rego/differential"];

export function freshProgress(seed: number): Progress {
  return { sources: hashOfSources(), seed, next: seed, tally: noTally };
}

/** Nothing where there is none, or where it tells of other sources. */
export function readProgress(path: string): Progress | undefined {
  if (!existsSync(path)) return undefined;
  const progress = JSON.parse(readFileSync(path, "utf8")) as Progress;
  return progress.sources === hashOfSources() ? progress : undefined;
}

/** Whole or not at all. */
export function writeProgress(path: string, progress: Progress): void {
  const draft = `${path}.draft-${process.pid}`;
  writeFileSync(draft, JSON.stringify(progress));
  renameSync(draft, path);
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const folder of compared)
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (name.endsWith(".ts"))
        hash
          .update(`${name}\0`)
          .update(readFileSync(join(folder, name)))
          .update("\0");
  return hash.digest("hex");
}
