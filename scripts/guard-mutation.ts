#!/usr/bin/env bun
/** Puts small mistakes into the guard and tells which of them no test notices; with `--report` the result is kept in `docs/mutation.md`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chanceFrom, seed } from "../test/lib/random.ts";
import { mutation, type Result } from "../test/guard/mutation/mutation.ts";
import { onGround } from "./lib/ground.ts";
import { mutationReport } from "./lib/mutation-report.ts";

/** `npm run guard:mutation -- 600 --seed 7 --within tools/cloud --minutes 20 --workers 2 --report` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    within: { type: "string" },
    minutes: { type: "string" },
    workers: { type: "string" },
    report: { type: "boolean" },
  },
});

await onGround(async ({ root }) => {
  const count = Number(positionals[0] ?? "60");
  const from = Number(values.seed ?? seed);
  const within = values.within ?? "";
  console.log(`${count} mistakes, seed ${from}`);
  const results = await mutation({
    count,
    chance: chanceFrom(from),
    within,
    minutes: Number(values.minutes ?? "600"),
    workers: Number(values.workers ?? "2"),
    told,
  });
  const noticed = results.filter((result) => result.noticed !== undefined).length;
  console.log(`\n${noticed} of ${results.length} are noticed`);
  if (values.report === true) writeFileSync(join(root, "docs/mutation.md"), mutationReport(results, { from, within }));
  return results.length > 0 && noticed >= results.length * 0.9;
});

function told({ mutant: { path, line, what }, noticed }: Result): void {
  console.log(noticed === undefined ? `SURVIVES ${path}:${line} ${what}` : `noticed  ${path}:${line} ${what} by ${noticed}`);
}
