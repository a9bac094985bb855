/** Tries one mistake after another on the tests and tells which test notices it, if any. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { testFiles } from "../../../scripts/lib/suites.ts";
import { type Change, type Graph, graphOf, type Probe } from "./graph.ts";
import type { Mutant } from "./mutants.ts";

/** The name of the test, `it does not load`, `it runs out of time`; undefined where nothing notices. */
export type Noticed = string | undefined;

export type Trial = (mutant: Mutant) => Promise<Noticed>;

/**
 * Left out: tests about time and about chance, which say nothing of a mistake, those that only compare verdicts with each other, which are slow and
 * notice little, and the tests of this very folder.
 */
const left = /linear|limits|fuzz|differential|mutation|metamorphic|\/data\.test/;
const own = /^(?:src\/guard|test\/(?:guard|corpus))\//;

/** What imports while it runs cannot be put together beforehand. */
function isPlain(path: string): boolean {
  return !readFileSync(path, "utf8").includes("import(");
}

/** The tests of one mistake take seconds of the processor; what takes this much of it has no end. How long that is by the clock says how busy the machine is. */
const limits = { processorMs: 60_000, clockMs: 60_000 } as const;

export async function trialIn(root: string): Promise<Trial> {
  const graph = graphOf(root);
  const files = testFiles(root, "unit", "corpus").filter((file) => own.test(file) && !left.test(file) && isPlain(`${root}/${file}`));
  const usual = new Map<string, Usual>();
  for (const file of files) usual.set(file, usualOf((await graph.probesOf(file)) ?? []));
  const rankFor = ranking([...usual.values()].flatMap(({ names }) => names));
  const noticers = new Map<string, string[]>();
  return async (mutant) => {
    const text = readFileSync(`${root}/${mutant.path}`, "utf8");
    const change = { path: mutant.path, text: text.slice(0, mutant.start) + mutant.put + text.slice(mutant.end) };
    const before = noticers.get(mutant.path) ?? [];
    const rank = rankFor(hintsOf(mutant, text), before);
    for (const group of inOrder(files, mutant.path)) {
      const noticed = await noticedIn(graph, { group: group.map((file) => [file, usual.get(file) as Usual]), change, rank });
      if (noticed === undefined) continue;
      noticers.set(mutant.path, [noticed, ...before.filter((one) => one !== noticed)].slice(0, 40));
      return noticed;
    }
    return undefined;
  };
}

/** What the guard as it is does with a file of tests: those that fail anyway notice nothing. It is only asked where a test has failed. */
type Usual = { readonly names: readonly string[]; readonly failsAnyway: (name: string) => boolean };

function usualOf(probes: readonly Probe[]): Usual {
  const byName = new Map(probes.map((probe) => [probe.name, probe]));
  const known = new Map<string, boolean>();
  return {
    names: [...byName.keys()],
    failsAnyway: (name) => {
      const probe = byName.get(name);
      const fails = known.get(name) ?? (probe === undefined || !passes(probe));
      known.set(name, fails);
      return fails;
    },
  };
}

type Attempt = {
  readonly group: readonly (readonly [string, Usual])[];
  readonly change: Change;
  readonly rank: ReadonlyMap<string, number>;
};

type Tried = Probe & Pick<Usual, "failsAnyway">;

async function noticedIn(graph: Graph, { group, change, rank }: Attempt): Promise<Noticed> {
  const tried: Tried[] = [];
  for (const [file, { failsAnyway }] of group) {
    let probes: readonly Probe[] | undefined;
    try {
      probes = await graph.probesOf(file, change);
    } catch {
      return "it does not load";
    }
    tried.push(...(probes ?? []).map((probe) => ({ ...probe, failsAnyway })));
  }
  const likely = tried.filter(({ name }) => rank.has(name)).sort((one, other) => (rank.get(other.name) ?? 0) - (rank.get(one.name) ?? 0));
  const others = tried.filter(({ name }) => !rank.has(name));
  return withinTime(() => [...likely, ...others].find((probe) => !passes(probe) && !probe.failsAnyway(probe.name))?.name);
}

function passes({ body }: Probe): boolean {
  try {
    body();
    return true;
  } catch (error) {
    if (isTimeout(error)) throw error;
    return false;
  }
}

/** Only what runs through `node:vm` can be ended from outside, and only by the clock: it is tried again with more time where it had not much of the processor. */
function withinTime(work: () => Noticed, clockMs: number = limits.clockMs): Noticed {
  Object.assign(globalThis, { sheepdogTrial: work });
  const before = process.cpuUsage();
  try {
    return runInThisContext("sheepdogTrial()", { timeout: clockMs }) as Noticed;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 >= limits.processorMs ? "it runs out of time" : withinTime(work, clockMs * 4);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** The tests beside the file first, then the cases, then the others. */
function inOrder(files: readonly string[], path: string): readonly (readonly string[])[] {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const groups: readonly string[][] = [[], [], []];
  for (const file of files) groups[file.startsWith(folder) ? 0 : file.startsWith("test/corpus/") ? 1 : 2]?.push(file);
  return groups.filter((group) => group.length > 0);
}

/** The words of the line that is changed: whoever notices is likely to speak of them. */
function hintsOf({ start, end }: Mutant, text: string): readonly string[] {
  const from = text.lastIndexOf("\n", start) + 1;
  const to = text.indexOf("\n", end);
  return wordsOf(`${text.slice(start, end)} ${text.slice(from, to)}`);
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.match(/[\w-]{2,}/g) ?? [])];
}

/** A rank for each test that speaks of one of the words, or that has noticed something before. */
function ranking(names: readonly string[]): (hints: readonly string[], before: readonly string[]) => ReadonlyMap<string, number> {
  const byWord = new Map<string, string[]>();
  for (const name of names)
    for (const word of wordsOf(name)) {
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, [name]);
      else known.push(name);
    }
  return (hints, before) => {
    const ranks = new Map<string, number>(before.map((name) => [name, 3]));
    for (const hint of hints) for (const name of byWord.get(hint) ?? []) ranks.set(name, (ranks.get(name) ?? 0) + 2);
    return ranks;
  };
}
