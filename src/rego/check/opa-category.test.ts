/** Our codes and OPA's names for the same mistakes, each name as `opa check` of version 1.22.0 gives it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, opaCategory } from "../rego.ts";

test("each mistake has the category that OPA gives it", () => {
  const mistakes: Readonly<Record<string, string>> = {
    "p if {": "rego_parse_error",
    "p if x > 1": "rego_unsafe_var_error",
    "p if p": "rego_recursion_error",
    "p if count(1)": "rego_type_error",
    "p if nope(1)": "rego_type_error",
    "p := 1\np contains 2": "rego_type_error",
    "default p := 1\ndefault p := 2": "rego_type_error",
    "p if { some x; true }": "rego_compile_error",
    "p if { x := 1; x := 2 }": "rego_compile_error",
  };
  for (const [text, expected] of Object.entries(mistakes)) {
    const compiled = compile([{ file: "o.rego", text: `package o\n${text}` }]);
    assert.equal(compiled.ok ? "" : opaCategory(compiled.faults[0]?.code ?? ""), expected, text);
  }
});
