/** How many tests passed, failed and were left out, by a JUnit report. */
import { existsSync, readFileSync } from "node:fs";

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

/** A report that was never written counts nothing. */
export function countsIn(file: string): Counts {
  return existsSync(file) ? countsOf(readFileSync(file, "utf8")) : noCounts;
}

/** In well-formed XML a `<` outside comments and CDATA always opens a tag, so tags can be counted without more ado. */
export function countsOf(report: string): Counts {
  const bare = report.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  const tests = bare.split(/<testcase\b/).slice(1);
  const failed = tests.filter((one) => /<(?:failure|error)\b/.test(one)).length;
  const skipped = tests.filter((one) => /<skipped\b/.test(one) && !/<(?:failure|error)\b/.test(one)).length;
  return { passed: tests.length - failed - skipped, failed, skipped };
}

export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed, skipped: sum.skipped + one.skipped }),
    noCounts,
  );
}

/** The one line that a machine reads. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
