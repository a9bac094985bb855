/** Whole decisions grow with what they are about, and no faster: twice the command, at most two and a half times the work. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../lib/bundled.ts";

const guard = testGuard();

const times = (count: number, piece: (position: number) => string): string =>
  Array.from({ length: count }, (_, position) => piece(position)).join("");

/** Each fills a decision with much of one thing. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  "many effects of one command": (size) => `touch${times(size, (n) => ` f${n}`)}`,
  "many commands with an effect each": (size) => times(size, (n) => `touch f${n}; `),
  "many targets that are not known": (size) => `rm -f${times(size, (n) => ` "$X${n}"`)}`,
  "many doubts": (size) => times(size, (n) => `eval "$X${n}"; `),
  "many steps of many rules": (size) => times(size, () => "git stash drop; kubectl delete pod x; psql -c 'DROP TABLE a'; "),
  "many reads of secrets": (size) => `cat${times(size, (n) => ` .env.${n}`)}`,
  "many programs": (size) => times(size, () => "git status | cat; "),
  "many variables": (size) => `${times(size, (n) => `v${n}=${n}; `)}echo${times(size, (n) => ` $v${n}`)}`,
  "many functions": (size) => times(size, (n) => `f${n}() { touch x; }; f${n}; `),
  "many redirects": (size) => times(size, (n) => `echo x > f${n}; `),
  "many heredocs": (size) => times(size, (n) => `cat > f${n} <<E\ntext\nE\n`),
  "many substitutions": (size) => `echo${times(size, (n) => ` "$(echo ${n})"`)}`,
  "much code in another language": (size) => `python3 -c '${times(size, (n) => `open("f${n}", "w").write("x")\n`)}'`,
  "many statements of SQL": (size) => `psql -c '${times(size, (n) => `DELETE FROM a WHERE id = ${n}; `)}'`,
};

/** The best of several runs: what the machine does beside it only ever adds. */
function bestMs(command: string): number {
  const runs = Array.from({ length: 3 }, () => {
    const start = performance.now();
    decisionOn(command, guard);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

/** Every function that is set up copies those before it; that is not linear yet, and must not get worse. */
const allowed: Readonly<Record<string, number>> = { "many functions": 7 };

for (const [name, shape] of Object.entries(shapes)) {
  const most = allowed[name] ?? 2.5;
  test(`${name}: twice as many take at most ${most} times as long`, () => {
    bestMs(shape(32));
    const ratios: number[] = [];
    while (ratios.length < 5 && !ratios.some((ratio) => ratio <= most)) ratios.push(bestMs(shape(96)) / bestMs(shape(48)));
    assert.ok(Math.min(...ratios) <= most, `${ratios.map((ratio) => ratio.toFixed(2)).join(", ")} times`);
  });
}
