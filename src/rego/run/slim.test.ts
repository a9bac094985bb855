/** Slim plans do what the plans did that they were made of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block, Statement } from "../plan/ir.ts";
import { slim } from "./slim.ts";

const scan = (block: Block): Statement => ({ op: "scan", source: 0, key: 3, value: 4, block });
const text = (value: string) => ({ value });

test("a value that is only handed on is read where it comes from", () => {
  const plan: Block = [
    scan([
      { op: "assign", source: 4, target: 5 },
      { op: "dot", source: 5, key: text("id"), target: 6 },
      { op: "assign", source: 6, target: 7 },
      { op: "not", block: [{ op: "equal", left: 7, right: text("a") }] },
      { op: "call", name: "count", args: [7], result: 8 },
    ]),
  ];
  assert.deepEqual(slim([plan]), [
    [
      scan([
        { op: "dot", source: 4, key: text("id"), target: 6 },
        { op: "not", block: [{ op: "equal", left: 6, right: text("a") }] },
        { op: "call", name: "count", args: [6], result: 8 },
      ]),
    ],
  ]);
});

const kept: readonly (readonly [string, readonly Block[]])[] = [
  ["it is read in another block", [[{ op: "assign", source: 4, target: 5 }], [{ op: "return", source: 5 }]]],
  [
    "it is read before, when the loop comes round again",
    [
      [
        scan([
          { op: "is-defined", source: 5 },
          { op: "assign", source: 4, target: 5 },
        ]),
      ],
    ],
  ],
  [
    "it gets another value later",
    [
      [
        { op: "assign", source: 4, target: 5 },
        { op: "block", blocks: [[{ op: "reset", target: 5 }]] },
        { op: "is-undefined", source: 5 },
      ],
    ],
  ],
  ["what it came from gets another value later", [[{ op: "assign", source: 4, target: 5 }, scan([{ op: "equal", left: 4, right: 5 }])]]],
  [
    "a document is replaced that it came from",
    [
      [
        { op: "assign", source: 0, target: 5 },
        { op: "with", local: 0, path: [], value: text("a"), block: [{ op: "equal", left: 0, right: 5 }] },
      ],
    ],
  ],
  [
    "it is a constant",
    [
      [
        { op: "assign", source: text("a"), target: 5 },
        { op: "return", source: 5 },
      ],
    ],
  ],
];

for (const [why, blocks] of kept) {
  test(`a value stays where it was put if ${why}`, () => assert.deepEqual(slim(blocks), blocks));
}

test("how many blocks a `break` ends is no local", () => {
  const plan: Block = [
    { op: "assign", source: 4, target: 1 },
    { op: "block", blocks: [[{ op: "break", depth: 1 }]] },
    { op: "return", source: 1 },
  ];
  assert.deepEqual(slim([plan]), [
    [
      { op: "block", blocks: [[{ op: "break", depth: 1 }]] },
      { op: "return", source: 4 },
    ],
  ]);
});
