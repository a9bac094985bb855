/** Coverage and profiles as people read them. */
import type { Coverage, LineProfile } from "../../rego/rego.ts";

export function coverageText({ files, covered, missed, percent }: Coverage): string {
  const lines = files.map((one) => {
    const misses = one.missed.length === 0 ? "" : `  not reached: ${stretches(one.missed).join(", ")}`;
    return `${one.file}  ${one.percent} %${misses}\n`;
  });
  return `${lines.join("")}${covered} of ${covered + missed} lines reached, ${percent} %\n`;
}

/** `3-5` for lines that follow each other. */
function stretches(lines: readonly number[]): string[] {
  const found: { readonly first: number; last: number }[] = [];
  for (const line of lines) {
    const before = found.at(-1);
    if (before?.last === line - 1) before.last = line;
    else found.push({ first: line, last: line });
  }
  return found.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
}

export function profileText(lines: readonly LineProfile[]): string {
  const rows = lines.map(
    ({ steps, tried, file, line }) => `${String(steps).padStart(12)}  ${String(tried).padStart(10)}  ${file}:${line}\n`,
  );
  return `${"steps".padStart(12)}  ${"tried".padStart(10)}  line\n${rows.join("")}`;
}
