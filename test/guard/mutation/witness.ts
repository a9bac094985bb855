/** A program: judges every case that the repository has and prints each that is not as it should be. With a file of such lines, it stops at the first other. */
import { existsSync, readFileSync } from "node:fs";
import { isStricter } from "../../../src/guard/guard.ts";
import { corpusCases } from "../../corpus/corpus.ts";
import { decisionOn, testGuard } from "../../lib/bundled.ts";
import { chanceFrom } from "../../lib/random.ts";
import { carriers } from "../carriers.ts";
import { trialOf } from "../metamorphic/trial.ts";
import { commands } from "../metamorphic/commands.ts";
import { decisionOnSeed, openFile, seeds } from "../seeds.ts";

const [knownFile = ""] = process.argv.slice(2);
const known = new Set(existsSync(knownFile) ? readFileSync(knownFile, "utf8").split("\n") : []);
const guard = testGuard();

for (const { verdict, rule, command } of corpusCases()) {
  const got = decisionOn(command, guard);
  if (got.verdict !== verdict || (got.steps[0]?.rule ?? "-") !== rule) wrong(command);
}
for (const { id, hits, misses } of guard.layers.flatMap((layer) => layer.rules)) {
  const speaks = (command: string): boolean => decisionOn(command, guard).steps.some((step) => step.rule === id);
  for (const hit of hits) if (!speaks(hit)) wrong(`${id} ${hit}`);
  for (const miss of misses) if (speaks(miss)) wrong(`${id} ${miss}`);
}
for (const { file, verdict, rule, call } of seeds()) {
  const got = decisionOnSeed(call, guard);
  if (file !== openFile && (got.verdict !== verdict || (got.steps[0]?.rule ?? "-") !== rule)) wrong(call);
}
for (const command of commands) if (decisionOn(command, guard).verdict === "allow") wrong(command);
for (const carry of Object.values(carriers)) {
  const text = carry("rm -rf / && git push -f");
  if (isStricter(decisionOn(text, guard).verdict, "allow")) wrong(text);
}
const chance = chanceFrom(1);
for (const { text } of trialOf(guard, () => chance.below(12) === 0).misses) wrong(text);

function wrong(text: string): void {
  const line = text.replaceAll("\n", "␤");
  if (known.has(line)) return;
  console.log(line);
  if (knownFile !== "") process.exit(1);
}
