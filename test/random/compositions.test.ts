/** What holds for every command, tried on corpus commands put together by chance. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStricter, type Verdict } from "../../src/guard/guard.ts";
import { corpusCases } from "../corpus/corpus.ts";
import { decisionOn, testGuard } from "../lib/bundled.ts";
import { chanceFrom, rounds, seed } from "../lib/random.ts";

const guard = testGuard();
/** Commands that stand on their own: what follows a heredoc, a comment or broken quotes would be part of them. */
const commands = corpusCases()
  .map(({ command }) => command)
  .filter((command) => !/<<|["'`(]$|\$\($|\s#/.test(command) && command !== 'echo "');
const alone = new Map(commands.map((command) => [command, decisionOn(command, guard).verdict]));

function strictest(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((one, other) => (isStricter(other, one) ? other : one), "allow");
}

/** Each puts two commands together so that both may run, the second with nothing that the first has set. */
const compositions: readonly (readonly [string, (one: string, two: string) => string])[] = [
  ["one after the other", (one, two) => `(${one}); (${two})`],
  ["if and else", (one, two) => `if some-check; then (${one}); else (${two}); fi`],
  ["in a group", (one, two) => `{ (${one}); (${two}); }`],
  ["in the background", (one, two) => `(${one}) & (${two})`],
  ["behind and", (one, two) => `some-check && (${one}) && (${two})`],
  ["in a function", (one, two) => `f() { (${one}); (${two}); }; f`],
];

test(`a composition is never milder than its parts (seed ${seed})`, () => {
  const chance = chanceFrom(seed);
  for (let round = 0; round < rounds(1_000, 100_000); round += 1) {
    const [one, two] = [chance.of(commands), chance.of(commands)];
    const [how, compose] = chance.of(compositions);
    const whole = compose(one, two);
    const wanted = strictest(alone.get(one) ?? "deny", alone.get(two) ?? "deny");
    const { verdict } = decisionOn(whole, guard);
    assert.ok(!isStricter(wanted, verdict), `${how}: ${whole}\nis ${verdict}, and its parts are ${wanted}`);
  }
});

test(`a command stays data when a harmless program gets it as an argument (seed ${seed})`, () => {
  const chance = chanceFrom(seed);
  for (let round = 0; round < rounds(500, 20_000); round += 1) {
    const text = `'${chance.of(commands).replaceAll("'", `'\\''`)}'`;
    const whole = chance.of([`echo ${text}`, `grep -r ${text} src`, `git commit -m ${text}`, `printf '%s' ${text}`]);
    assert.equal(decisionOn(whole, guard).verdict, "allow", whole);
  }
});

test(`nothing that chance makes of a command makes the guard throw (seed ${seed})`, () => {
  const chance = chanceFrom(seed);
  const pieces = [
    "$(",
    ")",
    "`",
    '"',
    "'",
    "<<E\n",
    "E\n",
    "\\",
    "{",
    "}",
    "${x:-",
    ";",
    "|",
    "&",
    "&&",
    "\n",
    "(",
    "((",
    "[[",
    "*",
    "~",
    "$",
    "#",
    "\u0000",
    "\ud800",
    "if ",
    "do ",
  ];
  for (let round = 0; round < rounds(2_000, 1_000_000); round += 1) {
    let text = chance.of(commands);
    for (let change = chance.below(6); change >= 0; change -= 1) {
      const at = chance.below(text.length + 1);
      text = text.slice(0, at) + chance.of(pieces) + text.slice(at + chance.below(4));
    }
    decisionOn(text, guard);
  }
});
