/** Queries answered as `opa eval` of version 1.22.0 answered them: values with text and place, then bindings, once for each way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { study } from "../../src/rego/rego.ts";

type Way = {
  readonly expressions: readonly {
    readonly value: unknown;
    readonly text: string;
    readonly location: { readonly row: number; readonly col: number };
  }[];
  readonly bindings?: { readonly [name: string]: unknown };
};

function answer(query: string): string {
  const opened = study([]);
  assert.ok(opened.ok);
  const told = opened.study.query(query, { limits: { steps: 10_000 } });
  if (!told.ok) return '["error"]';
  const { result = [] } = JSON.parse(told.value.json) as { readonly result?: readonly Way[] };
  return JSON.stringify(
    result.map(({ expressions, bindings = {} }) => [
      expressions.map(({ value, text, location }) => [value, location.row, location.col, text]),
      Object.entries(bindings).sort(),
    ]),
  );
}

const answers: readonly (readonly [query: string, opa: string])[] = [
  ["data.nope", "[]"],
  ["1 == 2", '[[[[false,1,1,"1 == 2"]],[]]]'],
  ["x := 1; x == 2", "[]"],
  ["not true", "[]"],
  ["not false", '[[[[true,1,1,"not false"]],[]]]'],
  ["[1,2][_]", '[[[[1,1,1,"[1,2][_]"]],[]],[[[2,1,1,"[1,2][_]"]],[]]]'],
  [
    "x := {1,2}; y = x[_]",
    '[[[[true,1,1,"x := {1,2}"],[true,1,13,"y = x[_]"]],[["x",[1,2]],["y",1]]],[[[true,1,1,"x := {1,2}"],[true,1,13,"y = x[_]"]],[["x",[1,2]],["y",2]]]]',
  ],
  ["1.50", '[[[[1.5,1,1,"1.50"]],[]]]'],
  ['{"b":1,"a":{1,2}}', '[[[[{"a":[1,2],"b":1},1,1,"{\\"b\\":1,\\"a\\":{1,2}}"]],[]]]'],
  ["some x in [1,2]; x > 1", '[[[[true,1,1,"some x in [1,2]"],[true,1,18,"x > 1"]],[["x",2]]]]'],
  ["x = 1; y = 2; x < y", '[[[[true,1,1,"x = 1"],[true,1,8,"y = 2"],[true,1,15,"x < y"]],[["x",1],["y",2]]]]'],
  ["every x in [1] { x > 0 }", '[[[[true,1,1,"every x in [1] { x > 0 }"]],[]]]'],
  ['some i, v in {"a": 1}', '[[[[true,1,1,"some i, v in {\\"a\\": 1}"]],[["i","a"],["v",1]]]]'],
  ["count([1,2])", '[[[[2,1,1,"count([1,2])"]],[]]]'],
  ["count([1,2]) > 5; true", "[]"],
  ["true; false", "[]"],
  ["false; true", "[]"],
  ["x := [false]; x[0]", "[]"],
  ["x := false", '[[[[true,1,1,"x := false"]],[["x",false]]]]'],
  ["x := false; x", "[]"],
  ["y = 1 with input as 2", '[[[[true,1,1,"y = 1 with input as 2"]],[["y",1]]]]'],
  ['input.a with input as {"a": false}', '[[[[false,1,1,"input.a with input as {\\"a\\": false}"]],[]]]'],
  ["_ = 1", '[[[[true,1,1,"_ = 1"]],[]]]'],
  ["[x | x := [1,2][_]]", '[[[[[1,2],1,1,"[x | x := [1,2][_]]"]],[]]]'],
  ['"a<b"', '[[[["a<b",1,1,"\\"a<b\\""]],[]]]'],
  ['{"x": x} = {"x": 1}', '[[[[true,1,1,"{\\"x\\": x} = {\\"x\\": 1}"]],[["x",1]]]]'],
  ["1 / 0", "[]"],
  ["null", '[[[[null,1,1,"null"]],[]]]'],
  ["a := null; b := a", '[[[[true,1,1,"a := null"],[true,1,12,"b := a"]],[["a",null],["b",null]]]]'],
  ["x := 1e3", '[[[[true,1,1,"x := 1e3"]],[["x",1000]]]]'],
  ["walk([1], [p, v])", '[[[[true,1,1,"walk([1], [p, v])"]],[["p",[]],["v",[1]]]],[[[true,1,1,"walk([1], [p, v])"]],[["p",[0]],["v",1]]]]'],
  [
    "numbers.range(1,3)[i]",
    '[[[[1,1,1,"numbers.range(1,3)[i]"]],[["i",0]]],[[[2,1,1,"numbers.range(1,3)[i]"]],[["i",1]]],[[[3,1,1,"numbers.range(1,3)[i]"]],[["i",2]]]]',
  ],
  ["false == false", '[[[[true,1,1,"false == false"]],[]]]'],
  ["x := 1; not x == 2", '[[[[true,1,1,"x := 1"],[true,1,9,"not x == 2"]],[["x",1]]]]'],
  ['count("abc", n)', '[[[[true,1,1,"count(\\"abc\\", n)"]],[["n",3]]]]'],
];

for (const [query, opa] of answers) test(`\`${query}\``, () => assert.equal(answer(query), opa));
