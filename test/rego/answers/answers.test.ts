/** What OPA answers to terms, topic by topic: ours answers the same, and at full size OPA is asked whether it still does. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { rounds } from "../../lib/random.ts";
import { jsonText } from "../../../src/rego/values/json.ts";
import { RegoObject } from "../../../src/rego/values/object.ts";
import { Oracle } from "../differential/oracle.ts";
import { evaluate } from "../evaluate.ts";
import { readExactly, valueOfCase } from "../cases.ts";
import { topics, type Topic } from "./answers.ts";

const input = '{"list": [3, 1, 2], "object": {"a": {"b": 1}}, "text": "a.b", "number": 2, "nothing": null}';

function ours(term: string): string {
  const modules = [`package p\nanswer := ${term}`];
  const answer = evaluate({ modules, query: "data.p.answer = x", input: valueOfCase(readExactly(input)) });
  if (answer.is !== "results") return answer.is;
  const [result] = answer.results;
  const value = result instanceof RegoObject ? result.get("x") : undefined;
  return value === undefined ? "undefined" : jsonText(value);
}

for (const { name, answers } of topics())
  test(name, () => {
    assert.ok(answers.length > 0);
    for (const { term, expected } of answers) assert.equal(ours(term), expected, term);
  });

const program = join(process.cwd(), ".cache/opa/opa");
const skip = rounds(0, 1) === 0 ? "at full size alone" : existsSync(program) ? false : "OPA is not at hand";

test("OPA answers so today", { skip, timeout: 600_000 }, async () => {
  const oracle = await Oracle.start(program);
  try {
    for (const topic of topics()) await askAgain(oracle, topic);
  } finally {
    oracle.stop();
  }
});

async function askAgain(oracle: Oracle, { name, answers }: Topic): Promise<void> {
  for (const { term, expected } of answers) {
    const said = await oracle.ask(`package p\nanswer := ${term}`, input);
    const document = said.is === "value" ? (readExactly(said.text) as { result?: { answer?: unknown } }).result?.answer : undefined;
    const shown = said.is !== "value" ? said.is : document === undefined ? "undefined" : jsonText(valueOfCase(document));
    assert.equal(shown, expected, `${name}: ${term}`);
  }
}
