/** What a text becomes: each term, statement and rule in a short notation, with everything that was left out put in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { regoText } from "../values/json.ts";
import { parseModule, parseQuery } from "./module.ts";
import type { Body, Rule, Statement, Term } from "./tree.ts";

function shownTerm(term: Term): string {
  switch (term.is) {
    case "constant":
      return regoText(term.value);
    case "variable":
      return term.name;
    case "reference":
      return `${shownTerm(term.head)}${term.path.map((step) => `[${shownTerm(step)}]`).join("")}`;
    case "array":
      return `(array ${term.items.map(shownTerm).join(" ")})`;
    case "set":
      return `(set ${term.items.map(shownTerm).join(" ")})`;
    case "object":
      return `(object ${term.pairs.map((pair) => pair.map(shownTerm).join(":")).join(" ")})`;
    case "call":
      return `(${[term.operator, ...term.args].map(shownTerm).join(" ")})`;
    case "comprehension": {
      const key = term.key === undefined ? "" : `${shownTerm(term.key)}:`;
      return `(${term.makes} of ${key}${shownTerm(term.value)} where ${shownBody(term.body)})`;
    }
    case "template":
      return `(text ${term.parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : shownStatement(part))).join(" ")})`;
  }
}

function shownStatement({ claim, negated, with: replaced }: Statement): string {
  const shown = shownClaim(claim);
  const changes = replaced.map(({ target, value }) => ` with ${shownTerm(target)}=${shownTerm(value)}`).join("");
  return `${negated ? "not " : ""}${shown}${changes}`;
}

function shownClaim(claim: Statement["claim"]): string {
  switch (claim.is) {
    case "term":
      return shownTerm(claim.term);
    case "unify":
      return `${shownTerm(claim.left)} = ${shownTerm(claim.right)}`;
    case "assign":
      return `${shownTerm(claim.left)} := ${shownTerm(claim.right)}`;
    case "declare":
      return `some ${claim.names.map(shownTerm).join(" ")}`;
    case "some-in":
      return `some ${[claim.key, claim.value].flatMap((one) => (one === undefined ? [] : [shownTerm(one)])).join(" ")} in ${shownTerm(claim.domain)}`;
    case "every":
      return `every ${claim.value.name} in ${shownTerm(claim.domain)} (${shownBody(claim.body)})`;
    case "not":
      return `not (${shownBody(claim.body)})`;
    default:
      return `(${shownBody(claim.left)}) ${claim.is} (${shownBody(claim.right)})`;
  }
}

function shownBody(body: Body): string {
  return body.map(shownStatement).join("; ");
}

function shownRule({ head, body, isDefault, otherwise }: Rule): string {
  const name = `${isDefault ? "default " : ""}${head.name.name}${head.path.map((step) => `[${shownTerm(step)}]`).join("")}`;
  const args = head.args === undefined ? "" : `(${head.args.map(shownTerm).join(" ")})`;
  const says =
    head.member !== undefined ? ` contains ${shownTerm(head.member)}` : head.value !== undefined ? ` := ${shownTerm(head.value)}` : "";
  const conditions = body.length === 0 ? "" : ` if ${shownBody(body)}`;
  return `${name}${args}${says}${conditions}${otherwise === undefined ? "" : ` else ${shownRule(otherwise)}`}`;
}

const reads = (topic: string, cases: Readonly<Record<string, string>>): void => {
  test(topic, () => {
    for (const [text, expected] of Object.entries(cases)) {
      const parsed = parseQuery(text, "v1");
      assert.equal(parsed.ok ? shownBody(parsed.value) : parsed.flaw.what, expected, text);
    }
  });
};

const readsRules = (topic: string, cases: Readonly<Record<string, string>>): void => {
  test(topic, () => {
    for (const [text, expected] of Object.entries(cases)) {
      const parsed = parseModule(`package p\n${text}`, "v1");
      assert.equal(parsed.ok ? parsed.value.rules.map(shownRule).join(" | ") : parsed.flaw.what, expected, text);
    }
  });
};

reads("products bind tighter than sums, sums tighter than comparisons, and equals go from the left", {
  "a + b * c": "(plus a (mul b c))",
  "a - b - c": "(minus (minus a b) c)",
  "(a + b) * c": "(mul (plus a b) c)",
  "a + 1 < b": "(lt (plus a 1) b)",
  "a & b | c": "(or (and a b) c)",
  "-x": "(minus 0 x)",
  "-1": "-1",
});

reads("a name after a dot is a constant, one in brackets a term", {
  "a.b.c": 'a["b"]["c"]',
  "a[b].c[1]": 'a[b]["c"][1]',
  'a["b c"]': 'a["b c"]',
  "[1][0]": "(array 1)[0]",
  "f(x)[0]": "(f x)[0]",
  "a.b(x)": '(a["b"] x)',
});

reads("braces hold a set, an object or a comprehension", {
  "{1, x}": "(set 1 x)",
  "{}": "(object )",
  "set()": "(set )",
  '{"a": 1, x: y}': '(object "a":1 x:y)',
  "{x | x := 1}": "(set of x where x := 1)",
  "{x: y | a[x] = y}": "(object of x:y where a[x] = y)",
  "[x | a[x]; b]": "(array of x where a[x]; b)",
  "{a | b} | c": "(or (set of a where b) c)",
});

reads("words make statements of their own", {
  "some x, y": "some x y",
  "some x in [1]": "some x in (array 1)",
  "some k, v in a": "some k v in a",
  "every x in a { x > 1 }": "every x in a ((gt x 1))",
  "not a.b": 'not a["b"]',
  "x in a": "(internal.member_2 x a)",
  "k, v in a": "(internal.member_3 k v a)",
  "a with input.x as 1 with b as c": 'a with input["x"]=1 with b=c',
});

reads("statements end with a line or a semicolon", {
  "a; b\nc": "a; b; c",
  "a\n\n# comment\nb": "a; b",
  "x := [\n1,\n2,\n]": "x := (array 1 2)",
});

reads("numbers and texts stay as they were written", {
  "1.50": "1.50",
  "1e3": "1e3",
  "12345678901234567890": "12345678901234567890",
  '"\\u00e9\\n"': '"é\\n"',
  "`a\\n`": '"a\\\\n"',
  '$"a{x + 1}b"': '(text "a" (plus x 1) "b")',
});

readsRules("a rule says true unless it says something else", {
  "p if x": "p if x",
  "p := 1": "p := 1",
  "p = 1 if x": "p := 1 if x",
  "p contains x if x := 1": "p contains x if x := 1",
  "p.q[x] := 1 if x": 'p["q"][x] := 1 if x',
  "f(x, [y]) := z if { x; y }": "f(x (array y)) := z if x; y",
  "default p := false": "default p := false",
  "p := 1 if a else := 2 if b else := 3": "p := 1 if a else p := 2 if b else p := 3",
});

readsRules("a body of one statement needs no braces, and a set at its start is none", {
  "p if { x }": "p if x",
  "p if {x | y}": "p if (set of x where y)",
  "p if {1, 2} == x": "p if (equal (set 1 2) x)",
});
