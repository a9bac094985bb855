/** The rows of Rego in the frozen core: what many rules add to a call, and what compiling a policy in the hook costs. */
import { compile, type Source } from "../../../src/rego/rego.ts";
import { type BenchGround, hookCommand } from "./ground.ts";
import { envelopeFor } from "./hooks.ts";
import { imageOf, type Contents } from "./image.ts";
import { linesIn, manyRules, policyOf } from "./many-rules.ts";
import { measuredRow, notThere, type Row } from "./report.ts";
import { type Candidate, time } from "./timer.ts";

const files = 40;

/** Each line has one effect or two. */
const acts = [
  "rm -rf build/#",
  "git push -f origin b#",
  "chmod 777 f#",
  "curl -d @x http://h#/",
  "echo > out#",
  "git reset --hard x#",
  "cp a b#",
];

const calls = {
  few: { says: "2 effects", command: "rm -rf build && git push -f origin topic", mostMs: 0.5, runs: 300 },
  many: { says: "64 effects", command: script(64), mostMs: 4, runs: 60 },
} as const;

function script(lines: number): string {
  return Array.from({ length: lines }, (_, index) => (acts[index % acts.length] ?? "").replaceAll("#", String(index))).join("\n");
}

/** Both in turn: what one takes more than the other, or how often it takes the other. */
type Pair = { readonly what: string; readonly one: Candidate; readonly other: Candidate; readonly runs: number };

export async function measureRego(ground: BenchGround): Promise<readonly Row[]> {
  return [...(await rowsOfRules(ground)), ...(await rowsOfCompiling(ground))];
}

async function rowsOfRules(ground: BenchGround): Promise<readonly Row[]> {
  const [plain, many, more] = [
    await attempt(ground, "plain", {}),
    await attempt(ground, "many", { morePolicies: manyRules(files) }),
    await attempt(ground, "more", { morePolicies: manyRules(files * 10) }),
  ];
  const { few } = calls;
  const added = Object.values(calls).map((call) => {
    const what = `Rego: ${files * 8} rules more, a call with ${call.says}`;
    const pair = pairOf(ground, { what, from: plain, to: many, ...call });
    return typeof pair === "string" ? notThere({ what, reach: moreMs(call.mostMs), why: pair }) : addedRow(ground, pair, call.mostMs);
  });
  const what = `Rego: ${files * 80} rules beside ${files * 8}, the same ones match`;
  const pair = pairOf(ground, { what, from: many, to: more, ...few });
  return [...added, typeof pair === "string" ? notThere({ what, reach: `≤ ${mostRatio} ×`, why: pair }) : ratioRow(ground, pair)];
}

/** Where an image cannot be made, the row says why. */
type Attempt = { readonly image: string } | { readonly why: string };

async function attempt(ground: BenchGround, name: string, contents: Contents): Promise<Attempt> {
  try {
    return { image: await imageOf(ground, name, contents) };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
}

type Asked = { readonly what: string; readonly from: Attempt; readonly to: Attempt; readonly command: string; readonly runs: number };

function pairOf(ground: BenchGround, { what, from, to, command, runs }: Asked): Pair | string {
  if ("why" in from) return from.why;
  if ("why" in to) return to.why;
  const stdin = ground.fileWith(envelopeFor(ground, command));
  const candidate = (name: string, guard: string): Candidate => ({
    name,
    stdin,
    command: hookCommand({ ...ground, guard }, ground.rootInMemory ?? ground.root),
  });
  return { what, one: candidate("without", from.image), other: candidate("with", to.image), runs };
}

const moreMs = (ms: number): string => `≤ ${ms} ms more`;
const mostRatio = 1.3;

function addedRow(ground: BenchGround, pair: Pair, mostMs: number): Row {
  const { one, other } = timed(ground, pair);
  const figures = { without: one.median, with: other.median, addedMs: other.median - one.median, addedMsOfMinima: other.min - one.min };
  const measured = `${figures.addedMs.toFixed(2)} ms more in the median, ${figures.addedMsOfMinima.toFixed(2)} by minima (${one.median.toFixed(2)} → ${other.median.toFixed(2)})`;
  return measuredRow({ what: pair.what, reach: moreMs(mostMs), measured, figures, reached: figures.addedMs <= mostMs });
}

function ratioRow(ground: BenchGround, pair: Pair): Row {
  const { one, other } = timed(ground, pair);
  const figures = { few: one.median, many: other.median, medians: other.median / one.median, minima: other.min / one.min };
  const measured = `× ${figures.medians.toFixed(2)} by medians, × ${figures.minima.toFixed(2)} by minima (${one.median.toFixed(2)} → ${other.median.toFixed(2)} ms)`;
  return measuredRow({ what: pair.what, reach: `≤ ${mostRatio} ×`, measured, figures, reached: figures.medians <= mostRatio });
}

function timed(ground: BenchGround, { what, one, other, runs }: Pair): { readonly one: Timed; readonly other: Timed } {
  const [first, second] = time(ground, runs, [one, other]);
  if (first === undefined || second === undefined) throw new Error(`the timer left out \`${what}\``);
  if (first.exit !== second.exit) throw new Error(`\`${what}\`: one ended with ${first.exit}, the other with ${second.exit}`);
  return { one: first, other: second };
}

type Timed = ReturnType<typeof time>[number];

const policies = [
  { lines: 50, mostMs: 6, runs: 100 },
  { lines: 300, mostMs: 25, runs: 60 },
] as const;

/** A program of its own, whose hook does nothing else: what it takes without a policy is taken off. */
async function rowsOfCompiling(ground: BenchGround): Promise<readonly Row[]> {
  const image = await imageOf(ground, "compiling", { entries: ["scripts/lib/bench/compiling.native.ts"] });
  const candidate = (sources: readonly Source[]): Candidate => ({
    name: `${sources.length} files`,
    stdin: ground.fileWith(JSON.stringify({ sources, rules: rulesIn(sources) })),
    command: [image, "hook", "bench", "--root", ground.root],
  });
  return policies.map(({ lines, mostMs, runs }) => {
    const sources = policyOf(lines);
    const found = sources.reduce((sum, { text }) => sum + linesIn(text), 0);
    const what = `Rego: a policy of ${found} lines compiled in the hook`;
    return addedRow(ground, { what, one: candidate([]), other: candidate(sources), runs }, mostMs);
  });
}

function rulesIn(sources: readonly Source[]): number {
  const compiled = compile(sources);
  if (!compiled.ok) throw new Error(compiled.faults.map(({ what }) => what).join("\n"));
  return compiled.program.rules.length;
}
