/** Puts one mutant after another into a copy of the guard and sees whether the cases, or else the unit tests, notice it. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Chance } from "../../lib/random.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";

const checkout = fileURLToPath(new URL("../../..", import.meta.url));
/** A mutant may take this many times as long as the guard as it is; a busy machine is no mistake. */
const patience = 10;
const unitTests = ["--test", "src/guard/**/*.test.ts"];

export type Verdict = "by the cases" | "by the unit tests" | "by running out of time" | "survives";
export type Result = { readonly mutant: Mutant; readonly noticed: Verdict };

/** Mutants drawn by chance, from every file alike. */
export function mutation(count: number, chance: Chance, told: (result: Result) => void = () => undefined): readonly Result[] {
  const copy = mkdtempSync(join(tmpdir(), "sheepdog-mutants-"));
  try {
    for (const part of ["src", "policies", "corpus", "test", "package.json"])
      cpSync(join(checkout, part), join(copy, part), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
    const trial = trialIn(copy);
    return drawn(mutable(copy), { count, chance }).map((mutant) => {
      const result = { mutant, noticed: noticed(trial, mutant) };
      told(result);
      return result;
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The sources that say what commands do, and the rules that judge it. */
function mutable(root: string): readonly Mutant[] {
  const effects = readdirSync(join(root, "src/guard/effects"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/guard/effects/${path.split(sep).join("/")}`)
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
  const policies = readdirSync(join(root, "policies"))
    .filter((name) => name.endsWith(".rego"))
    .map((name) => `policies/${name}`);
  return [...effects, ...policies].sort().flatMap((path) => mutantsOf(path, readFileSync(join(root, path), "utf8")));
}

function drawn(mutants: readonly Mutant[], { count, chance }: { readonly count: number; readonly chance: Chance }): readonly Mutant[] {
  const left = [...mutants];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(chance.below(left.length), 1)).flat();
}

/** What the guard as it is does: cases that are off already, whether the unit tests pass, and how long both may take. */
type Trial = { readonly copy: string; readonly known: string; readonly unitsPass: boolean; readonly limitMs: number };

function trialIn(copy: string): Trial {
  const known = join(copy, "known.txt");
  const start = performance.now();
  const cases = run(copy, ["test/guard/mutation/witness.ts"]);
  if (cases.status !== 0) throw new Error(`the guard as it is does not decide:\n${cases.stderr}`);
  writeFileSync(known, cases.stdout);
  const unitsPass = run(copy, unitTests).status === 0;
  return { copy, known, unitsPass, limitMs: patience * (performance.now() - start) };
}

/** Unit tests that fail anyway notice nothing, and neither does one that was not given the time to end. */
function noticed({ copy, known, unitsPass, limitMs }: Trial, mutant: Mutant): Verdict {
  const file = join(copy, mutant.path);
  const original = readFileSync(file, "utf8");
  writeFileSync(file, mutant.text);
  try {
    const cases = run(copy, ["test/guard/mutation/witness.ts", known], limitMs);
    if (cases.status === null) return "by running out of time";
    if (cases.status !== 0) return "by the cases";
    const units = unitsPass ? run(copy, unitTests, limitMs).status : 0;
    return units === 0 || units === null ? "survives" : "by the unit tests";
  } finally {
    writeFileSync(file, original);
  }
}

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Node runs it whoever runs us: it takes patterns of test files, and its answers are the same. */
function run(copy: string, args: readonly string[], timeout = 600_000): Ended {
  const program = join(checkout, ".build/bin/node");
  const { status, stdout, stderr } = spawnSync(program, [...args], { cwd: copy, encoding: "utf8", timeout, maxBuffer: 1 << 26 });
  return { status, stdout, stderr };
}
