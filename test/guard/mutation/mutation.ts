/** Puts one mutant after another into a copy of the guard and sees whether the cases, or else the unit tests, notice it. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Chance } from "../../lib/random.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";

const checkout = fileURLToPath(new URL("../../..", import.meta.url));
const patienceMs = 60_000;

export type Verdict = "by the cases" | "by the unit tests" | "by running out of time" | "survives";
export type Result = { readonly mutant: Mutant; readonly noticed: Verdict };

/** Mutants drawn by chance, from every file alike. */
export function mutation(count: number, chance: Chance, told: (result: Result) => void = () => undefined): readonly Result[] {
  const copy = mkdtempSync(join(tmpdir(), "sheepdog-mutants-"));
  try {
    for (const part of ["src", "policies", "corpus", "test", "package.json"]) cpSync(join(checkout, part), join(copy, part), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
    const known = join(copy, "known.txt");
    const asIs = run(copy, ["test/guard/mutation/witness.ts"]);
    if (asIs.status !== 0) throw new Error(`the guard as it is does not decide:\n${asIs.stderr}`);
    writeFileSync(known, asIs.stdout);
    return drawn(mutable(copy), { count, chance }).map((mutant) => {
      const result = { mutant, noticed: noticed(copy, mutant, known) };
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

function noticed(copy: string, mutant: Mutant, known: string): Verdict {
  const file = join(copy, mutant.path);
  const original = readFileSync(file, "utf8");
  writeFileSync(file, mutant.text);
  try {
    const cases = run(copy, ["test/guard/mutation/witness.ts", known]);
    if (cases.status === null) return "by running out of time";
    if (cases.status !== 0) return "by the cases";
    return run(copy, ["--test", "src/guard/**/*.test.ts"]).status === 0 ? "survives" : "by the unit tests";
  } finally {
    writeFileSync(file, original);
  }
}

/** Node runs it whoever runs us: it takes patterns of test files, and its answers are the same. */
function run(copy: string, args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const program = join(checkout, ".build/bin/node");
  const { status, stdout, stderr } = spawnSync(program, [...args], { cwd: copy, encoding: "utf8", timeout: patienceMs, maxBuffer: 1 << 26 });
  return { status, stdout, stderr };
}
