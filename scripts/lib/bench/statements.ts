/** What live statements cost: the same hooks with none and with a hundred of them, side by side in one run. */
import { mkdirSync } from "node:fs";
import { layStatements, signed, testKey, textOf } from "../../../test/lib/signing.ts";
import type { About, Signed, Where } from "../../../src/proof/statements/statements.ts";
import { type BenchGround, hookCommand } from "./ground.ts";
import { envelopeFor } from "./hooks.ts";
import { measuredRow, type Row } from "./report.ts";
import { time, type Timing } from "./timer.ts";

const runs = 300;
const mostMs = 0.15;

const calls = [
  { what: "allowed call, 100 live statements against none", command: "git status && npm test" },
  { what: "denied call, 100 live statements against none", command: "git push -f" },
] as const;

export function measureStatements(ground: BenchGround): readonly Row[] {
  const root = `${ground.root}-signed`;
  mkdirSync(root, { mode: 0o700 });
  layStatements(root, [key], textOf(...Array.from({ length: 100 }, (_, index) => oneOf(index))));
  return calls.map(({ what, command }) => {
    const stdin = ground.fileWith(envelopeFor(ground, command));
    const [none, hundred] = time(ground, runs, [
      { name: "none", stdin, command: hookCommand(ground) },
      { name: "hundred", stdin, command: hookCommand(ground, root) },
    ]);
    if (none === undefined || hundred === undefined) throw new Error(`the timer left out \`${what}\``);
    return rowOf(what, none, hundred);
  });
}

function rowOf(what: string, none: Timing, hundred: Timing): Row {
  const [byMinimum, byMedian] = [hundred.min - none.min, hundred.median - none.median];
  const measured = `${(1000 * byMinimum).toFixed(0)} µs by minima, ${(1000 * byMedian).toFixed(0)} µs by medians`;
  return measuredRow({ what, reach: `≤ ${1000 * mostMs} µs`, measured, figures: { byMinimum, byMedian }, reached: byMinimum <= mostMs });
}

const key = testKey("bench");

/** A mode, an exception, an approval and trust in turn, each about something else than the calls here. */
function oneOf(index: number): Signed {
  const at = Date.now() - 1_000;
  return signed(key, { at, until: at + 86_400_000, ...kinds[index % kinds.length]?.(index) });
}

type Kind = (index: number) => { readonly about: About; readonly where?: Where; readonly once?: boolean };

const hashOf = (index: number): string => index.toString(16).padStart(64, "0");

const kinds: readonly Kind[] = [
  (index) => ({ about: { is: "mode" }, where: { pane: `00000000-0000-4000-8000-000000000000/34816/${index}/1` } }),
  (index) => ({ about: { is: "exception", rule: `bench.rule${index}` }, where: { session: `session-${index}` } }),
  (index) => ({ about: { is: "approval", decision: hashOf(index) }, once: true }),
  (index) => ({ about: { is: "trust", folder: `/srv/bench-${index}`, file: ".sheepdog.rego", sha256: hashOf(index) } }),
];
