#!/usr/bin/env bun
/** Measures what the guard costs, as whole processes beside `/bin/true` in the same run. No timed test: it ends well whatever it finds. */
import { makeBenchGround } from "./lib/bench/ground.ts";
import { measureClaims } from "./lib/bench/claims.ts";
import { measureJudge } from "./lib/bench/judge.ts";
import { measureLedger } from "./lib/bench/ledger.ts";
import { reportLines, type Row } from "./lib/bench/report.ts";
import { measureHooks } from "./lib/bench/hooks.ts";
import { measureRego } from "./lib/bench/rego.ts";
import { measureStatements } from "./lib/bench/statements.ts";

const known = ["--json"];
const args = process.argv.slice(2);
const unknown = args.find((arg) => !known.includes(arg));
if (unknown !== undefined) {
  console.error(`bench does not know \`${unknown}\`; usage: npm run bench -- [--json]`);
  process.exit(2);
}

const ground = makeBenchGround();
try {
  const rows: readonly Row[] = [
    ...measureHooks(ground),
    ...measureStatements(ground),
    measureJudge(ground),
    measureLedger(ground),
    await measureClaims(ground.root),
    ...(await measureRego(ground)),
  ];
  console.log(args.includes("--json") ? JSON.stringify({ libc: ground.libc, rows }, undefined, 2) : reportLines(ground, rows).join("\n"));
} finally {
  ground.remove();
}
