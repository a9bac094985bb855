#!/usr/bin/env bun
/** Puts small mistakes into a copy of the guard and tells which of them nothing notices: `npm run guard:mutation -- 60`. */
import { chanceFrom, seed } from "../test/lib/random.ts";
import { mutation, type Result } from "../test/guard/mutation/mutation.ts";
import { onGround } from "./lib/ground.ts";

await onGround(async () => {
  const count = Number(process.argv[2] ?? "60");
  console.log(`${count} mistakes, seed ${seed}`);
  const results = mutation(count, chanceFrom(seed), ({ mutant, noticed }) =>
    console.log(`${noticed.padEnd(22)} ${mutant.path}:${mutant.line} ${mutant.what}`),
  );
  const noticed = results.filter((result: Result) => result.noticed !== "survives").length;
  console.log(`\n${noticed} of ${results.length} are noticed`);
  return results.length > 0 && noticed >= results.length * 0.9;
});
