/** Templates: what is filled in, what is skipped, and what is no template. `test/rego/answers/templates.txt` has OPA's answers to many more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { valueOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import { fillTemplate } from "./template.ts";

const document: Json = { name: "ada", count: 3, list: ["a", "b"], object: { y: 2, x: 1 }, yes: true, nothing: null };

function filled(template: string, json: Json = document): string {
  const values = valueOf(json);
  assert.ok(values instanceof RegoObject);
  const text = fillTemplate(template, values, { spend: () => true });
  return typeof text === "string" ? text : `${text.isUnsupported ? "unsupported" : "fault"}: ${text.what}`;
}

const gives = (topic: string, cases: Readonly<Record<string, string>>): void => {
  test(topic, () => {
    for (const [template, expected] of Object.entries(cases)) assert.equal(filled(template), expected, template);
  });
};

gives("values are shown as Go shows them", {
  "{{.name}} {{.count}}": "ada 3",
  "{{.list}} {{.object}}": "[a b] map[x:1 y:2]",
  "{{.missing}} {{.missing.deeper}} {{.nothing}}": "<undefined> <undefined> <undefined>",
});

gives("loops know where they are, and what is not there is an empty loop", {
  "{{range $i, $x := .list}}{{if $i}}, {{end}}{{$x}}{{end}}": "a, b",
  "{{range $k, $v := .object}}{{$k}}{{$v}}{{end}}": "x1y2",
  "{{range .missing}}x{{else}}none{{end}}": "none",
  '{{range .list}}{{if eq . "a"}}{{continue}}{{end}}{{.}}{{end}}': "b",
  "{{range .list}}{{.}}{{break}}{{end}}": "a",
});

gives("choices go by what is empty", {
  "{{if .list}}some{{else}}none{{end}}": "some",
  "{{if .missing}}a{{else if .yes}}b{{else}}c{{end}}": "b",
  "{{with .object}}{{.x}} of {{$.name}}{{end}}": "1 of ada",
  "{{if and .yes (not .nothing)}}both{{end}}": "both",
});

gives("a minus takes white space away, and comments are nothing", {
  "a {{- .count -}} b": "a3b",
  "a {{/* } }} */}} b": "a  b",
});

gives("functions take what stands before the bar last", {
  '{{.name | printf "%s!"}}': "ada!",
  "{{len .list}}{{index .list 1}}": "2b",
  '{{html "<&>"}} {{urlquery "a b"}}': "&lt;&amp;&gt; a+b",
  '{{eq .count "3"}} {{lt 1 2}}': "true true",
});

test("what is no template, and what does not fit, says so", () => {
  for (const template of [
    "{{",
    "{{if .yes}}",
    "{{end}}",
    "{{else}}",
    "{{unknown}}",
    "{{$x}}",
    "{{.name.deeper}}",
    "{{nil}}",
    "{{range .yes}}{{end}}",
  ])
    assert.match(filled(template), /^fault: /, template);
});

test("what Go has and we do not is never taken for something else", () => {
  for (const template of ['{{define "x"}}{{end}}', '{{template "x"}}', "{{1.5}}", '{{printf "%T" .count}}', "{{js .name}}"])
    assert.match(filled(template), /^unsupported: /, template);
});

test("sets and keys that are no text cannot be handed on", () => {
  const values = RegoObject.of([[1, "x"]]);
  assert.notEqual(typeof fillTemplate("x", values, { spend: () => true }), "string");
});

test("a template that goes on for too long is stopped", () => {
  let left = 100;
  const text = fillTemplate("{{range 1000}}{{range 1000}}x{{end}}{{end}}", new RegoObject(), { spend: (steps) => (left -= steps) > 0 });
  assert.notEqual(typeof text, "string");
});
