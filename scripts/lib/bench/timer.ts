/** Asks the native timer: every candidate runs once in turn, so that noise meets all of them alike. */
import { execFileSync } from "node:child_process";
import type { BenchGround } from "./ground.ts";

export type Candidate = { readonly name: string; readonly stdin: string; readonly command: readonly string[] };

/** Milliseconds of the wall clock; the kilobytes are the most that the process itself had resident. */
export type Timing = {
  readonly name: string;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly rssKb: number;
  readonly exit: number;
};

export const nothing: Candidate = { name: "true", stdin: "/dev/null", command: ["/bin/true"] };

export function time(ground: BenchGround, runs: number, candidates: readonly Candidate[]): readonly Timing[] {
  const groups = candidates.flatMap(({ name, stdin, command }) => ["--", name, stdin, ...command]);
  const warmup = Math.max(2, Math.round(runs / 10));
  const env = { PATH: process.env["PATH"] ?? "", HOME: ground.home };
  const args = [String(runs), String(warmup), ...groups];
  const said = execFileSync(ground.timer, args, { encoding: "utf8", env, cwd: ground.project, maxBuffer: 1 << 20 });
  return JSON.parse(said) as readonly Timing[];
}
