/** What comparing with OPA on policies made at random brought to light, each as OPA answers it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonText } from "../../src/rego/values/json.ts";
import { RegoObject } from "../../src/rego/values/object.ts";
import { readExactly, valueOfCase } from "./cases.ts";
import { evaluate } from "./evaluate.ts";

function answerTo(rules: string, input = "{}"): string {
  const answer = evaluate({ modules: [`package p\n${rules}`], query: "data.p.answer = x", input: valueOfCase(readExactly(input)) });
  if (answer.is !== "results") return answer.is === "failed" ? answer.fault.code : (answer.faults[0]?.code ?? "");
  const [result] = answer.results;
  const value = result instanceof RegoObject ? result.get("x") : undefined;
  return value === undefined ? "undefined" : jsonText(value);
}

const answers = (name: string, cases: readonly (readonly [rules: string, expected: string, input?: string])[]): void => {
  test(name, () => {
    for (const [rules, expected, input] of cases) assert.equal(answerTo(rules, input), expected, rules);
  });
};

const matrix = '{"matrix": [[2, "b"], [1]]}';

answers("each way in which the items of a collection hold makes a collection of its own", [
  ['answer contains {"a": input.matrix[_][_]}', '[{"a":1},{"a":2},{"a":"b"}]', matrix],
  ["answer contains [input.matrix[_][0]]", "[[1],[2]]", matrix],
  ["answer contains x if { x := [{input.matrix[_][_]}] }", '[[[1]],[[2]],[["b"]]]', matrix],
  ["answer := {input.matrix[_][0]}", "rego.conflict", matrix],
  ["answer contains count(x) if { x := {input.matrix[0][_], 7} }", "[2]", matrix],
]);

answers("an object or a set whose keys are written out is there before any rule holds", [
  ["answer[2] contains 1 if false", '{"2":[]}'],
  ["answer[null] contains 1 if false", '{"null":[]}'],
  ["answer[2].a := 1 if false", '{"2":{}}'],
  ["answer[2].a[x] := 1 if { some x in [] }", '{"2":{"a":{}}}'],
  ["answer[2] := 1 if false", "{}"],
  ["answer[0] contains 1 if false\nanswer[x] contains 2 if { x := 3 }", '{"3":[2]}'],
]);

answers("numbers are printed as they were written, also beside equal ones", [
  ["default answer := 2.0\nanswer := x if { [_, x] = input.missing }", "2.0"],
  ["answer := [2.0, 2, 1e3, 1000]", "[2.0,2,1e3,1000]"],
]);

answers("fractions are multiplied with 53 bits, all else is done with 64", [
  ["answer := product([0.1, 3])", "0.30000000000000004"],
  ["answer := product([2.0, 3])", "6"],
  ["answer := sum([0.1, 0.2])", "0.3"],
  ["answer := sum([18446744073709551616, 1])", "18446744073709551617"],
  ["answer := product([])", "1"],
  ["answer := 0.1 * 3", "0.3"],
]);

answers("what is equal to an empty set, or made of it, is of no type that is known", [
  ["answer := 1 if { x = set(); y = x; y = 1 }", "undefined"],
  ["answer := 1 if { x = set(); y = [x]; x = 1 }", "undefined"],
  ["answer := 1 if { x = set(); y = [x]; y[0] = 1 }", "undefined"],
  ['answer := 1 if { x = set(); z = 3; y = {"a": x, "b": z}; z = "s" }', "undefined"],
  ['answer := 1 if { x = [set() | true]; z = 3; y = [x[0], z]; z = "s" }', "undefined"],
  ["answer := 1 if { x = set(); x == [x, 1] }", "undefined"],
  ['answer := 1 if { x = set(); {"a": x} == x }', "undefined"],
  ["answer := 1 if { x = set(); x == {x, 1} }", "undefined"],
  ["answer := 1 if { x = set(); x == [set(), 1] }", "rego.type"],
  ["answer := 1 if { x = set(); y = x; x = 1 }", "rego.type"],
  ["answer := 1 if { x = set(); y = {x, 3}; x = 1 }", "rego.type"],
  ['answer := 1 if { z = 3; [y, q] = [set() , z]; q = "s" }', "rego.type"],
]);

answers("what is made of an argument of a function is of no type that is known", [
  ['answer := 1\nf(x) := v if { some v, v in {"k": 2, "a": {x | true}} }', "1"],
  ["answer := 1\nf(x, [y, _]) := y if { z := [y, {x | y}, [x | true]]; strings.any_suffix_match(z, input.b) }", "1"],
  ['answer := 1\nf(x) := v if { some v, v in {"k": 2, "a": {3 | x}} }', "rego.type"],
]);

answers("beside an empty set a comprehension may be of any type", [
  ['answer := v if { some v, v in {"k": set(), "a": {1 | 2}} }', "undefined"],
  ['answer := v if { some v, v in {"k": set(), "a": {"": {1} | {2}}} }', "undefined"],
  ['answer := v if { x = {"k": set(), "a": [1 | 2]}; x[v] = 1 }', "undefined"],
  ['answer := v if { some v, v in {"k": {1}, "a": {1 | 2}} }', "rego.type"],
  ['answer := v if { x = {"k": set(), "a": {"": 1}}; x[v] = 1 }', "rego.type"],
]);

answers("a zero that is made by division, or of a fraction, has a sign", [
  ["answer := [0 / -1, -0 / 1, 0.0 / -1, 0 / 5, -0 / -1]", "[-0,-0,-0,0,0]"],
  ["answer := [-1 * 0, -1.5 * 0, 0 * -1.5, -0 * 1.5, -1.5 * -0]", "[0,-0,-0,-0,0]"],
  ["answer := [product([-1, 0.5, 0]), product([-1, 0]), product([0.5, 0])]", "[-0,0,0]"],
  ["answer[k] := k if { k := 0 / -1 }", '{"-0":-0}'],
  ["answer := [abs(0 / -1), (0 / -1) + 1.5, (0 / -1) == 0, 1.5 - 1.5]", "[0,1.5,true,0]"],
]);

answers("between minus one and zero the floor is zero and the ceiling one", [
  ["answer := [floor(-0.5), floor(-0.01), floor(-0.99), floor(-1.5), floor(-1.0), floor(0.5)]", "[0,0,0,-2,-1,0]"],
  ["answer := [ceil(-0.5), ceil(-1e-30), ceil(-1.5), ceil(-1.0000001), ceil(0.2), ceil(-2.0)]", "[1,1,-1,-1,1,-2]"],
  ["answer := [round(-0.5), round(-0.4), round(0.5), round(-1.5)]", "[-1,0,1,-2]"],
]);

const pairs = '{"l": [0, 1.5], "o": {"a": 1, "x": 2}}';

answers("the members of objects and sets that are written out are gone through in their order", [
  ['answer := [v | v := {"k": input.o[_], "a": input.l[_]}]', '[{"a":0,"k":1},{"a":0,"k":2},{"a":1.5,"k":1},{"a":1.5,"k":2}]', pairs],
  ['answer := [v | some v in {"k": input.o[_], "a": input.o[_], "b": 9}]', "[1,9,1,1,9,2,2,9,1,2,9,2]", pairs],
  ["answer := [s | s := {input.o[_], input.l[_]}]", "[[0,1],[0,2],[1,1.5],[1.5,2]]", pairs],
  ["answer := [s | s := {input.o[_] + 1, input.l[_] + 5}]", "[[2,5],[3,5],[2,6.5],[3,6.5]]", pairs],
  ["answer := [s | s := {[input.o[_]], [input.l[_]]}]", "[[[0],[1]],[[0],[2]],[[1],[1.5]],[[1.5],[2]]]", pairs],
  ['answer := [count(s) | s := {[input.o[_], input.l[_]]: 1, "x": input.o[_]}]', "[2,2,2,2,2,2,2,2]", pairs],
  ['answer := [[s.x, a] | s := {[input.l[_]]: 1, "x": input.o[_]}; some [a], _ in s]', "[[1,0],[1,1.5],[2,0],[2,1.5]]", pairs],
]);

answers("of equal values of a rule the first stays as it was written, of a key of a comprehension the last", [
  ["answer := v if { some v in [2, 2.0] }", "2"],
  ["answer := v if { some v in [2.0, 2] }", "2.0"],
  ["answer := 1 if { false } else := v if { some v in [2, 2.0] }", "2"],
  ["answer := f(2)\nf(x) := v if { some v in [x, 2.0] }", "2"],
  ['answer[k] := v if { some v in [2, 2.0]; k := "x" }', '{"x":2}'],
  ["answer.b := v if { some v in [2, 2.0] }", '{"b":2}'],
  ["answer := {k: v | some v in [2, 2.0]; k := v }", '{"2":2.0}'],
]);

answers("zeros after the point do not keep a number from counting", [
  ['answer := regex.find_n("a", "aaa", 2)', '["a","a"]'],
  ['answer := regex.find_n("a", "aaa", 2.0)', '["a","a"]'],
  ['answer := regex.find_n("a", "aaa", 2.5)', "undefined"],
  ["answer := array.slice([1, 2, 3], 1.0, 2.0)", "[2]"],
]);

answers("key and value of `some` may be one variable", [
  ["answer contains x if some x, x in [0, 5, 2]", "[0,2]"],
  ['answer contains x if some x, x in {"a": "a", "b": "c"}', '["a"]'],
]);

answers("an index with zeros after the point is an index", [
  ['answer := object.get({"a": [1, 2]}, ["a", 1.0], 0)', "2"],
  ["answer := [1, 2][x] if { x := input.place }", "2", '{"place": 1.0}'],
]);

answers("an empty text is one part, and none where the pattern is empty too", [
  ['answer := regex.split("", "")', "[]"],
  ['answer := regex.split(",", "")', '[""]'],
  ['answer := regex.split("a*", "")', '[""]'],
  ['answer := regex.split("", "ab")', '["a","b"]'],
]);

answers("of equal keys the first stays, of equal members of a list the last is the largest or smallest", [
  ["answer := {1: 2, 1.0: 3}", '{"1":3}'],
  ["answer := {1.0: 2, 1: 3}", '{"1.0":3}'],
  ["answer := max([1, 1.0])", "1.0"],
  ["answer := max([1.0, 1])", "1"],
  ["answer := min([1.0, 1])", "1"],
  ["answer := min([1, 1.0])", "1.0"],
]);

answers("half of a pair of surrogates is no character", [
  ['answer := "\\ud800a"', '"\ufffda"'],
  ['answer := json.unmarshal("{\\"\\\\udc00\\": 1}")', '{"\ufffd":1}'],
  ['answer := "\\ud83d\\ude00"', '"😀"'],
]);

answers("an empty pattern is replaced at every place, once", [
  ['answer := strings.replace_n({"": "x"}, "abc")', '"xaxbxcx"'],
  ['answer := strings.replace_n({"": "x", "a": "b"}, "aca")', '"xbxcxbx"'],
  ['answer := strings.replace_n({"": "x"}, "")', '"x"'],
]);

answers("what libraries of OPA take besides the standard", [
  ['answer := semver.compare("v1.2.3", "1.2.3")', "0"],
  ['answer := semver.is_valid("vv1.2.3")', "false"],
  ['answer := lower("\u0130")', '"i"'],
]);

answers("a reference in brackets needs the variable that it starts from", [
  ["answer if { input.t[o.v] }", "rego.unsafe"],
  ["answer if { input.t[o.v]; o = input.z }", "true", '{"t": {"a": 1}, "z": {"v": "a"}}'],
  ["answer if { input.t[[o.v]] }", "rego.unsafe"],
  ["answer if { input.t[input.z[x]] }", "true", '{"t": {"a": 1}, "z": {"v": "a"}}'],
  ["answer if { not input.m = {input.t[o.v]: 1}[input.z] }", "rego.unsafe"],
]);

answers("of how far bits are shifted the lowest 64 bits count", [
  ["answer := bits.rsh(10, 18446744073709551616)", "10"],
  ["answer := bits.lsh(10, 18446744073709551617)", "20"],
  ["answer := bits.rsh(10, 18446744073709551615)", "0"],
]);

answers("a comma needs something after it", [
  ["answer := [,]", "rego.parse"],
  ["answer := {,}", "rego.parse"],
  ["answer := [1,]", "[1]"],
]);

test("the domain of `some` sees the new variables, which have no value yet", () => {
  assert.equal(answerTo("answer if { some x in [y | y := x] }"), "rego.unsafe");
});

answers("a body nested in a statement does not know what that statement itself gives a value to", [
  ['answer if { input.list[_] = {"a": x, "b": [x | input.c]}; input.b = x }', "rego.unsafe"],
  ["answer if { [x, y] = [input.a, [x | input.c]]; input.b = x; y }", "rego.unsafe"],
  ["answer if { count([x | input.c], x); input.b = x }", "rego.unsafe"],
  ["answer if { input.list[x] == [y | y := x]; x = 1 }", "rego.unsafe"],
  ["answer if { a = 1; input.list[b] = [y | y = [a, b]]; input.object[b] }", "rego.unsafe"],
]);

answers("a statement that outputs just what its nested bodies need waits for another to give it a value", [
  ['answer := x if { input.list = {"a": x, "b": [x | input.c]}; input.b = x }', "3", '{"list": {"a": 3, "b": [3]}, "b": 3, "c": 1}'],
  ["answer := 1 if { input.list[x] = [y | y = x]; input.object[x] }", "1", '{"list": [[0]], "object": [7]}'],
]);

test("a variable that stands in for a function is not taken for one of the same name where that function is called", () => {
  const other = "package q\ndeclared if { x := 5; count([]) == 1; x == 5 }\nplain if { x = 5; count([]) == 1; x == 5 }";
  for (const rule of ["answer if { x := 1; data.q.declared with count as x }", "answer if { x = 1; data.q.plain with count as x }"]) {
    const answer = evaluate({ modules: [`package p\n${rule}`, other], query: "data.p.answer = x" });
    assert.equal(answer.is === "results" ? answer.results.length : answer.is, 1, rule);
  }
});

answers("a rule whose value is null is part of its document", [["r.n := null\nr.one := 1\nanswer := r", '{"n":null,"one":1}']]);

test("a package has the member of a rule whose value is always null", () => {
  const answer = evaluate({ modules: ["package p\nnone := null"], query: "data.p = x" });
  const [result] = answer.is === "results" ? answer.results : [];
  assert.equal(result instanceof RegoObject ? jsonText(result) : "", '{"x":{"none":null}}');
});

test("a number names the member that has it as text, in base documents alone", () => {
  const data = valueOfCase({ list: { 2: "two" } });
  const ask = (rules: string): number => {
    const answer = evaluate({ modules: [`package p\n${rules}`], query: "data.p.answer = x", data });
    return answer.is === "results" ? answer.results.length : -1;
  };
  assert.equal(ask("answer := data.list[2]"), 1);
  assert.equal(ask("answer := data.list[x] if { x := 2 }"), 1);
  assert.equal(ask("answer := x[2] if { x := data.list }"), 0);
});

answers("a rule that stands for a function is worked out when that is called, with all that is replaced there", [
  ["x := 1 if input.no\nanswer := 1 if { input.x == 1 with count as x }", "1", '{"x": 1}'],
  ["x := 1 if input.no\nanswer := 1 if { count([]) == 1 with count as x }", "undefined"],
  ["x := input.x\nanswer := y if { y := count([]) with count as x with input.x as 9 }", "9", '{"x": 1}'],
  ["x := input.x\nall := count([])\nanswer := y if { y := all with count as x with input.x as 9 }", "9", '{"x": 1}'],
  ["x.a := input.x\nanswer := y if { y := count([]) with count as x with input.x as 9 }", '{"a":9}', '{"x": 1}'],
  ["x := 7\nanswer := y if { y := count([]) with count as data.p.x with data.p.x as 9 }", "9"],
  ["x := 1\nf(a) := a\nanswer := [y, z] if { y := f(3) with f as x; z := f(4) }", "[1,4]"],
]);

answers("any other value that stands for a function is worked out before", [
  ["x := input.x\nanswer := y if { y := count([]) with count as [x] with input.x as 9 }", "[1]", '{"x": 1}'],
  ['x := {"a": input.x}\nanswer := y if { y := count([]) with count as x.a with input.x as 9 }', "1", '{"x": 1}'],
  ["answer := y if { y := count([]) with count as input.x with input.x as 9 }", "1", '{"x": 1}'],
  ["answer := 1 if { input.x == 1 with count as input.missing }", "undefined", '{"x": 1}'],
]);

answers("an interpolated string goes through nothing", [
  ['xs := [1, 2]\nanswer := $"{xs[_]}"', "rego.compile"],
  ['answer := $"{input.xs[_]}"', "rego.compile"],
  ['xs := [1, 2]\nanswer := x if { x := $"{xs[i]}" }', "rego.compile"],
  ['xs := [[1], [2]]\nanswer := $"a{count(xs[_])}"', "rego.compile"],
  ['xs := [1, 2]\nanswer := $"{[x | x := xs[_]]}"', '"[1, 2]"'],
  ['xs := [1, 2]\nanswer contains x if { some i, _ in xs; x := $"a{xs[i]}" }', '["a1","a2"]'],
  ['f(x) := $"{x.a} {x.b}"\nanswer := f({"a": 1})', '"1 \\u003cundefined\\u003e"'],
]);

answers("two ways of writing one number are one name of a document", [
  ["r[2.0] contains 1\nr[2] contains 2\nanswer := r[2]", "[1,2]"],
  ["r[2.0] := 1\nanswer := r[2]", "1"],
  ["r[2.0] := 1\nr[2] := 2\nanswer := r[2]", "rego.conflict"],
  ["r.a[1e3].b := 1\nanswer := r.a[1000].b", "1"],
]);

answers("what is rounded keeps all digits of the integer, and half a unit counts alike on both sides of a power of two", [
  ["answer := floor(1e30)", "1000000000000000000024696061952"],
  ["answer := round(12345678901234567890123)", "12345678901234567889920"],
  ["answer := ceil(123456789012345678901234567890.5)", "123456789012345678899921813504"],
  ["answer := abs(-36893488147419103233)", "36893488147419103230"],
  ["answer := 36893488147419103232 / 1", "36893488147419103230"],
]);

answers("what asks whether something is a URI or a network has an answer for values of every kind", [
  ["answer := uri.is_valid(input.none)", "false", '{"none": null}'],
  ['answer := net.cidr_contains_matches(input.none, ["10.0.0.0/8"])', "[]", '{"none": null}'],
  ['answer := net.cidr_contains_matches(["10.0.0.0/8"], input.none)', "[]", '{"none": 1}'],
]);

answers("a member is found among constants and others alike, be it asked in a statement or in a term", [
  ["answer if input.y in [input.y, 2]", "true", '{"y": 1}'],
  ['answer if input.y in {"k": input.y, "x": 2}', "true", '{"y": 1}'],
  ["answer if input.y in {input.z, 0}", "true", '{"y": [], "z": []}'],
  ["answer := x if { x := input.y in [input.z, 2] }", "false", '{"y": 1, "z": []}'],
]);

answers("an array holds a set as soon as it has met as many of its members as there are", [
  ["answer := object.subset([], set())", "false"],
  ["answer := object.subset([1], set())", "true"],
  ["answer := object.subset([1, 1], {1, 2})", "true"],
  ["answer := object.subset([1], {1, 2})", "false"],
  ["answer := object.subset([3, 2, 1], {1, 2})", "true"],
]);

answers("what is no text is its JSON where it names a value of a query", [
  ["answer := urlquery.encode_object({input.n: [`x`, `y z`]})", '"2=x\\u00262=y+z"', '{"n": 2}'],
  ["answer := urlquery.encode_object({input.n: `x`, `2`: `y`})", '"2=y"', '{"n": 2}'],
  ["answer := urlquery.encode_object({[input.n]: {`b`, `a`}})", '"%5B2%5D=a\\u0026%5B2%5D=b"', '{"n": 2}'],
]);
