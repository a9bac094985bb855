/** A program: tries the mistakes that arrive on standard input, one JSON text in each line, and answers each with a line. */
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./mutants.ts";
import { trialIn } from "./trial.ts";

const trial = await trialIn(fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, ""));
console.log(JSON.stringify("ready"));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify((await trial(JSON.parse(line) as Mutant)) ?? null));
}
