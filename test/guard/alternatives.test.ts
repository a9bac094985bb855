/** Whoever follows the advice of a rule is let through: every alternative that names a command, an option, a statement or a file is judged itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStricter, type Rule } from "../../src/guard/guard.ts";
import { decisionOn, testGuard } from "../lib/bundled.ts";
import { quoted } from "./metamorphic/words.ts";

const guard = testGuard();

/** What a person would put in for the words in capitals. */
const filled: Readonly<Record<string, string>> = {
  FILE: "README.md",
  FOLDER: "src",
  URL: "https://example.com/x",
  HOST: "host",
  NAME: "web",
  PATTERN: "'*.log'",
  BRANCH: "topic",
  NUMBER: "4711",
  PATH: "src/index.ts",
  COMMAND: "ls",
  IMAGE: "alpine",
};

for (const rule of guard.layers.flatMap((layer) => layer.rules)) {
  const named = [...(rule.instead ?? "").matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  for (const text of named) {
    test(`${rule.id}: \`${text}\` passes`, () => {
      for (const command of commandsFor(text, rule)) {
        const { verdict, steps } = decisionOn(command, guard);
        assert.ok(!isStricter(verdict, "warn"), `\`${command}\` is ${verdict} by ${steps.map((step) => step.rule).join(", ")}`);
        assert.ok(!steps.some((step) => step.rule === rule.id && step.verdict !== "warn"), command);
      }
    });
  }
  test(`${rule.id} says what to do instead`, () => assert.match(rule.instead ?? "", /^[`a-z].*[^.]$/));
}

test("a text in capitals that nobody can fill in is noticed", () => {
  assert.throws(() => withWords("rm PLACE"), /PLACE/);
});

/** An option goes behind what the rule hits, a statement to a client, a name of a file is written to. */
function commandsFor(text: string, rule: Rule): readonly string[] {
  if (text.startsWith("-")) return rule.hits.map((hit) => `${hit} ${text}`);
  if (/^(SELECT|DELETE|UPDATE|BEGIN)\b/.test(text)) return [`psql -c ${quoted(text.replace("…", "DELETE FROM orders WHERE id = 7"))}`];
  if (/^[\w-]+\.\w+$/.test(text)) return [`echo x > ${text}`];
  if (text === "sudo") return ["sudo ls"];
  return [withWords(text)];
}

function withWords(text: string): string {
  return text.replaceAll(/(?<!\$)\b[A-Z]{3,}\b/g, (word) => {
    const value = filled[word];
    if (value === undefined) throw new Error(`nobody knows what to put in for ${word} in \`${text}\``);
    return value;
  });
}
