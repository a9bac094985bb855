/** The guard as a program: the corpus once more, on a real disk, and the judge's protocol. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { guard } from "../lib/programs.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";
import { corpusCases } from "../corpus/corpus.ts";

type Answer = { readonly id: unknown; readonly verdict: string; readonly rules: readonly string[]; readonly error?: string };

async function judged(lines: readonly string[], { home, project }: RealHome): Promise<readonly Answer[]> {
  const run = await guard({ args: ["judge"], home, cwd: project, input: lines.map((line) => `${line}\n`).join("") });
  assert.equal(run.exit, 0, run.stderr);
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

test("the frozen guard decides every corpus line as the sources do", () =>
  inRealHome(async (place) => {
    // Lines that name the folder `home`, or the homes of others beside it, mean those of the corpus; this one lies elsewhere.
    const cases = corpusCases().filter(({ command }) => !/\bhome\b|\/\{?h\*|~[a-z]/.test(command));
    const line = (command: string, id: number) =>
      JSON.stringify({ id, tool: "shell", command, cwd: place.project, home: place.home, mode: "write" });
    const answers = await judged(
      cases.map(({ command }, id) => line(command, id)),
      place,
    );
    assert.equal(answers.length, cases.length);
    const different = cases.flatMap(({ file, line: row, verdict, rule }, id) => {
      const answer = answers[id];
      return answer?.id === id && answer.verdict === verdict && (answer.rules[0] ?? "-") === rule
        ? []
        : [`corpus/${file}:${row} ${answer?.verdict} ${answer?.rules[0]}`];
    });
    assert.deepEqual(different, []);
  }));

const refused: readonly (readonly [string, RegExp])[] = [
  ["{oops", /not JSON/],
  ["[]", /`line` is not an object/],
  ['{"id":7}', /`line\.command` is not a text/],
  ['{"id":7,"command":"ls"}', /`line\.cwd` is not an absolute path/],
  ['{"id":7,"command":"ls","cwd":"."}', /`line\.cwd` is not an absolute path/],
  ['{"id":7,"command":"ls","cwd":"/","home":5}', /`line\.home` is not an absolute path/],
  ['{"id":7,"command":"ls","cwd":"/","mode":"wirte"}', /`line\.mode` is not one of `read`, `write`/],
  ['{"id":7,"tool":"telepathy","command":"ls","cwd":"/"}', /`line\.tool` is not one of `shell`/],
  ['{"id":7,"call":{"version":1}}', /`call\./],
  [
    '{"id":7,"call":{"version":1,"act":{"kind":"wish"},"by":{"agent":"x"},"cwd":"/","home":"/","mode":"read"}}',
    /`call\.act\.kind` is not one of/,
  ],
  [
    '{"id":7,"call":{"version":1,"act":{"kind":"delegate","text":""},"by":{"agent":"x"},"cwd":"x","home":"/","mode":"read"}}',
    /`call\.cwd` is not an absolute path/,
  ],
  ['{"id":7,"command":"ls","cwd":"/","answers":[{"ask":"anything"}]}', /`line\.answers\[0\]/],
];

test("a line that is no call is denied with the reason, and the next line is judged all the same", () =>
  inRealHome(async (place) => {
    const answers = await judged(
      [...refused.map(([line]) => line), JSON.stringify({ id: "last", command: "ls", cwd: place.project })],
      place,
    );
    for (const [position, [line, reason]] of refused.entries()) {
      assert.equal(answers[position]?.verdict, "deny", line);
      assert.match(answers[position]?.error ?? "", reason, line);
    }
    assert.deepEqual(answers.at(-1), { id: "last", verdict: "allow", rules: [] });
  }));
