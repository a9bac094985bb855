/** A replay from start to end: every call of every source once, judged by the guard as the hook would, and counted. */
import type { Instant } from "../../base/instant.ts";
import { sentenceOf } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import type { Call, Mode } from "../../guard/guard.ts";
import { type Judge, judged, type Ruling } from "../judging.ts";
import type { Source } from "./sources.ts";
import { counting, type Tally } from "./tally.ts";
import type { Wanted } from "./wanted.ts";

export type Replay = { readonly judge: Judge; readonly mode: Mode; readonly since?: Instant };

/** `lost` is what the sources could not read, known when they have been read. */
export async function replayed(sources: readonly Source[], replay: Replay, lost: readonly string[]): Promise<Result<Tally>> {
  const counts = counting();
  const known = new Map<string, Ruling>();
  for (const batch of batches(wantedIn(sources, replay, counts.leaveOut))) {
    const calls = batch.map(({ call }) => ({ ...call, mode: replay.mode }));
    const rulings = await judged(replay.judge, calls, known);
    if (!rulings.ok) return rulings;
    for (const [position, ruling] of rulings.value.entries()) {
      const wanted = batch[position];
      if (wanted !== undefined) counts.add({ ...wanted, ruling });
    }
  }
  for (const why of lost) counts.leaveOut(why);
  return done(counts.tally());
}

type Readable = Omit<Wanted, "call"> & { readonly call: Call };

/** A call that one session took over from another is there twice, and happened once. */
function* wantedIn(sources: readonly Source[], { since }: Replay, leaveOut: (why: string) => void): Iterable<Readable> {
  const seen = new Set<string>();
  for (const source of sources) {
    const wanted = source.wanted();
    if (!wanted.ok) {
      leaveOut(sentenceOf(wanted.fault));
      continue;
    }
    for (const one of wanted.value) {
      if (one.id !== undefined && seen.has(one.id)) continue;
      if (one.id !== undefined) seen.add(one.id);
      if (since !== undefined && one.at !== undefined && one.at < since) continue;
      const { call, ...rest } = one;
      if (call.ok) yield { ...rest, call: call.value };
      else leaveOut(`${one.by}: ${sentenceOf(call.fault)}`);
    }
  }
}

const mostCalls = 500;
const mostLetters = 8 * 1024 * 1024;

/** Few enough that what the guard says about them is held easily. */
function* batches(wanted: Iterable<Readable>): Iterable<readonly Readable[]> {
  let batch: Readable[] = [];
  let letters = 0;
  for (const one of wanted) {
    batch.push(one);
    letters += JSON.stringify(one.call).length;
    if (batch.length < mostCalls && letters < mostLetters) continue;
    yield batch;
    [batch, letters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
