/** Built-in functions by topic, where a table says more than OPA's own cases: edges, kinds, what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Json } from "../rego.ts";

function valueOf(term: string): Json | undefined {
  const compiled = compile([{ file: "b.rego", text: `package b\nanswer := ${term}` }]);
  if (!compiled.ok) assert.fail(compiled.faults.map(({ what }) => what).join("\n"));
  const answer = compiled.program.evaluate("data.b.answer", {}, { steps: 100_000 });
  return answer.ok ? answer.value : answer.fault.code;
}

const gives = (topic: string, cases: Readonly<Record<string, Json | undefined>>): void => {
  test(topic, () => {
    for (const [term, expected] of Object.entries(cases)) assert.deepEqual(valueOf(term), expected, term);
  });
};

gives("aggregates", {
  "count([])": 0,
  'count("日本")': 2,
  "sum({1, 2, 3})": 6,
  "sum([])": 0,
  "product([])": 1,
  "max([])": undefined,
  "min({3, 1})": 1,
  'max([1, "a", null])': "a",
  "sort({3, 1, 2})": [1, 2, 3],
});

gives("arithmetic", {
  "1 / 3 * 3": 1,
  "7 % 3": 1,
  "-7 % 3": -1,
  "1 % 0": undefined,
  "1 / 0": undefined,
  "1.5 % 1": undefined,
  "round(2.5)": 3,
  "round(-2.5)": -3,
  "ceil(1.1)": 2,
  "floor(-1.1)": -2,
  "abs(-3)": 3,
  "{1, 2} - {2}": [1],
});

gives("strings", {
  'concat(",", ["a", "b"])': "a,b",
  'split("", "")': [],
  'substring("héllo", 1, 3)': "éll",
  'substring("abc", -1, 2)': undefined,
  'indexof("abc", "d")': -1,
  'upper("ß")': "ß",
  'trim_space("\\n a\\t")': "a",
  'replace("aaa", "a", "b")': "bbb",
  'sprintf("%s %d %v", ["a", 1, [1]])': "a 1 [1]",
  'startswith("abc", "")': true,
  'strings.reverse("añb")': "bña",
});

gives("sets and objects", {
  "union({{1}, {2}})": [1, 2],
  "intersection({{1, 2}, {2}})": [2],
  "{1, 2} & {2, 3}": [2],
  '{"a", 1} | {"b"}': [1, "a", "b"],
  'object.get({"a": {"b": 1}}, ["a", "b"], 0)': 1,
  'object.remove({"a": 1, "b": 2}, ["a"])': { b: 2 },
  'object.union({"a": {"b": 1}}, {"a": {"c": 2}})': { a: { b: 1, c: 2 } },
  'json.filter({"a": {"b": 1, "c": 2}}, ["a/b"])': { a: { b: 1 } },
});

gives("patterns", {
  'regex.match("^a.c$", "abc")': true,
  'regex.match("(", "a")': undefined,
  'regex.replace("abc", "b", "[$0]")': "a[b]c",
  'regex.split(",", "a,b,")': ["a", "b", ""],
  'glob.match("*.b", ["."], "a.b")': true,
  'glob.match("*.b", ["."], "a.c.b")': false,
  'glob.match("**.b", ["."], "a.c.b")': true,
});

gives("conversions", {
  'to_number("1e2")': 100,
  'to_number("a")': undefined,
  "format_int(255, 16)": "ff",
  'json.unmarshal("[1, {}]")': [1, {}],
  'json.marshal({"b": {1, 2}, "a": null})': '{"a":null,"b":[1,2]}',
  'base64.decode(base64.encode("é"))': "é",
  'hex.encode("a")': "61",
  'units.parse_bytes("1KiB")': 1024,
  "type_name(set())": "set",
});

test("what a guard must not have is refused by name, with the reason", () => {
  const reasons: Readonly<Record<string, RegExp>> = {
    "http.send({})": /`http\.send` is not available: it would use the network/,
    "opa.runtime()": /`opa\.runtime` is not available: it would read the environment/,
    'rand.intn("a", 3)': /`rand\.intn` is not available: its answer would differ from run to run/,
    'io.jwt.decode("a")': /`io\.jwt\.decode` is not available: signed tokens are not supported yet/,
  };
  for (const [term, expected] of Object.entries(reasons)) {
    const compiled = compile([{ file: "b.rego", text: `package b\nanswer := ${term}` }]);
    assert.match(compiled.ok ? "" : (compiled.faults[0]?.what ?? ""), expected);
  }
});
