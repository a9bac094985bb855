/** The rows of a bench and how people read them. */
import { cpus } from "node:os";
import type { BenchGround } from "./ground.ts";
import type { Timing } from "./timer.ts";

export type Verdict = "reached" | "not reached" | "not there yet";

export type Row = {
  readonly what: string;
  readonly reach: string;
  readonly measured: string;
  readonly verdict: Verdict;
  readonly figures?: Readonly<Record<string, number>>;
};

/** `ratio` is a multiple of `/bin/true`, by medians. */
export type Reach = { readonly ratio?: number; readonly ms?: number; readonly residentMb?: number };

export function notThere({ what, reach, why }: { readonly what: string; readonly reach: Reach | string; readonly why: string }): Row {
  return { what, reach: typeof reach === "string" ? reach : reachText(reach), measured: why, verdict: "not there yet" };
}

type Measured = Omit<Row, "verdict"> & { readonly reached: boolean };

export function measuredRow({ reached, ...row }: Measured): Row {
  return { ...row, verdict: reached ? "reached" : "not reached" };
}

type Timed = { readonly what: string; readonly reach: Reach; readonly idle: Timing; readonly timing: Timing };

export function timedRow({ what, reach, idle, timing }: Timed): Row {
  const { min, median, p95, exit } = timing;
  const figures = { min, median, p95, exit, medians: median / idle.median, minima: min / idle.min, residentMb: timing.rssKb / 1024 };
  const times = [min, median, p95].map((ms) => ms.toFixed(2)).join(" / ");
  const ratios = [figures.medians, figures.minima].map((ratio) => ratio.toFixed(2)).join(" / ");
  const measured = `${times} ms, × ${ratios}, ${figures.residentMb.toFixed(1)} MB, exit ${exit}`;
  const answered = exit === 0 || exit === 2;
  const fast = within(figures.medians, reach.ratio) && within(median, reach.ms) && within(figures.residentMb, reach.residentMb);
  return measuredRow({ what, reach: reachText(reach), measured, figures, reached: answered && fast });
}

const within = (value: number, most: number | undefined): boolean => most === undefined || value <= most;

function reachText({ ratio, ms, residentMb }: Reach): string {
  const parts = [
    ratio === undefined ? [] : [`≤ ${ratio} ×`],
    ms === undefined ? [] : [`≤ ${ms} ms`],
    residentMb === undefined ? [] : [`≤ ${residentMb} MB`],
  ];
  return parts.flat().join(", ");
}

export function reportLines(ground: BenchGround, rows: readonly Row[]): readonly string[] {
  const head = ["what", "reach", "measured", ""];
  const table = [head, ...rows.map((row) => [row.what, row.reach, row.measured, row.verdict])];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [
    `Static ${ground.libc}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}). Each process ran in turn with \`/bin/true\`.`,
    "Measured: minimum / median / 95th of a hundred; × `/bin/true` by medians / by minima; most resident memory of the process itself.",
    "",
    ...lines,
  ];
}
