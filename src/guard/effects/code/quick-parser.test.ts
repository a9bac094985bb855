/** A parser that remembers builds the same trees as the library's own, for good code and for broken code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parser as javascript } from "@lezer/javascript";
import { parser as php } from "@lezer/php";
import { parser as python } from "@lezer/python";
import { chanceFrom, rounds, seed } from "../../../../test/lib/random.ts";
import { sample as javascriptSample } from "./javascript/sample.ts";
import { sample as phpSample } from "./php/sample.ts";
import { sample as pythonSample } from "./python/sample.ts";
import { hasInside, quickParser } from "./quick-parser.ts";

const grammars = {
  python: { parser: python, sample: pythonSample },
  javascript: { parser: javascript.configure({ dialect: "ts jsx" }), sample: javascriptSample },
  php: { parser: php, sample: phpSample },
} as const;

for (const [name, { parser, sample }] of Object.entries(grammars)) {
  const start = quickParser(parser, sample);
  const treeOf = (code: string): string => {
    const parse = start(code);
    for (;;) {
      const tree = parse.advance();
      if (tree !== null) return tree.toString();
    }
  };

  test(`${name}: the library has the inside that is made quick`, () => assert.ok(hasInside(parser)));

  test(`${name}: the sample has no fault, so that it fills what is used`, () => assert.ok(!treeOf(sample).includes("⚠")));

  test(`${name}: the same trees as the library's own (seed ${seed})`, () => {
    const chance = chanceFrom(seed);
    const lines = sample.split("\n");
    for (let round = 0; round < rounds(60, 2_000); round += 1) {
      const picked = Array.from({ length: 1 + chance.below(12) }, () => chance.of(lines));
      const whole = picked.join("\n");
      // Now and then a stretch is missing, and the parser has to find a way on.
      const at = chance.below(whole.length + 1);
      const code = chance.below(3) === 0 ? whole.slice(0, at) + whole.slice(at + 1 + chance.below(6)) : whole;
      assert.equal(treeOf(code), parser.parse(code).toString(), code);
    }
  });
}
