/** Small mistakes put into the guard one after another, and for each the test that notices it. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Chance } from "../../lib/random.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import type { Noticed } from "./trial.ts";

const checkout = fileURLToPath(new URL("../../..", import.meta.url));
/** Nobody's work on the checkout disturbs what is measured. */
const copied = ["src", "policies", "corpus", "test", "scripts", "package.json"] as const;

export type Result = { readonly mutant: Mutant; readonly noticed: Noticed };

type Wanted = {
  readonly count: number;
  readonly chance: Chance;
  /** Only files whose path holds this. */
  readonly within?: string;
  readonly minutes?: number;
  readonly workers?: number;
  readonly told?: (result: Result) => void;
};

/** Mutants drawn by chance, every one as likely as any other. Fewer come back where the minutes are over. */
export async function mutation({ count, chance, within = "", minutes = 600, workers = 2, told }: Wanted): Promise<readonly Result[]> {
  const copy = mkdtempSync(join(tmpdir(), "sheepdog-mutants-"));
  try {
    for (const part of copied) cpSync(join(checkout, part), join(copy, part), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
    const mutants = drawn(allMutants(copy, within), { count, chance });
    const end = Date.now() + minutes * 60_000;
    const results: Result[] = [];
    let next = 0;
    const take = (): Mutant | undefined => (Date.now() < end ? mutants[next++] : undefined);
    const tell = (result: Result): void => {
      results.push(result);
      told?.(result);
    };
    await Promise.all(Array.from({ length: Math.min(workers, count) }, () => work(copy, take, tell)));
    return results;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Every mistake that could be made in the files whose path holds this. */
function allMutants(root: string, within: string): readonly Mutant[] {
  const below = (folder: string, ending: string): readonly string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.split(sep).join("/")}`)
      .filter((path) => path.endsWith(ending) && !path.endsWith(".test.ts"));
  return [...below("src/guard", ".ts"), ...below("policies", ".rego")]
    .filter((path) => path.includes(within))
    .sort()
    .flatMap((path) => mutantsOf(path, readFileSync(join(root, path), "utf8")));
}

function drawn(mutants: readonly Mutant[], { count, chance }: { readonly count: number; readonly chance: Chance }): readonly Mutant[] {
  const left = [...mutants];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(chance.below(left.length), 1)).flat();
}

/** A mistake that ends the worker is noticed as well; another worker goes on. */
async function work(copy: string, take: () => Mutant | undefined, tell: (result: Result) => void): Promise<void> {
  let worker = await workerIn(copy);
  for (let mutant = take(); mutant !== undefined; mutant = take()) {
    worker.ask(mutant);
    const noticed = await worker.answer();
    tell({ mutant, noticed: noticed === undefined ? "it ends the program" : (noticed ?? undefined) });
    if (noticed === undefined) worker = await workerIn(copy);
  }
  worker.stop();
}

type Worker = {
  readonly ask: (mutant: Mutant) => void;
  /** The name of the test that notices, null where none does; undefined once the system has ended the program. */
  readonly answer: () => Promise<string | null | undefined>;
  readonly stop: () => void;
};

/** Node runs it whoever runs us: only its modules can be put together by hand. Chance is the same for every mistake. */
async function workerIn(copy: string): Promise<Worker> {
  const program = join(checkout, ".build/bin/node");
  const args = ["--experimental-vm-modules", "--no-warnings", "--max-old-space-size=2000", "test/guard/mutation/worker.ts"];
  const child: ChildProcess = spawn(program, args, {
    cwd: copy,
    env: { ...process.env, SHEEPDOG_SEED: "1", SHEEPDOG_SIZE: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const answer = async (): Promise<string | null | undefined> => {
    const { value, done } = await lines.next();
    if (done !== true) return JSON.parse(value) as string | null;
    if (child.exitCode !== null) throw new Error("the trial itself failed");
    return undefined;
  };
  if ((await answer()) !== "ready") throw new Error("the guard as it is does not load");
  return {
    ask: (mutant) => void child.stdin?.write(`${JSON.stringify(mutant)}\n`),
    answer,
    stop: () => void child.stdin?.end(),
  };
}
