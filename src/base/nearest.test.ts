/** Which name somebody may have meant. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, suggestion } from "./nearest.ts";

const names = ["startswith", "endswith", "count", "strings.reverse", "user"];

test("a slip of the keyboard is understood", () => {
  const slips = { startwith: "startswith", cuont: "count", coun: "count", "strings.revers": "strings.reverse", uesr: "user", usre: "user" };
  for (const [written, meant] of Object.entries(slips)) assert.equal(nearest(written, names), meant, written);
});

test("a name of its own is not, and says nothing", () => {
  for (const written of ["x", "harmless", "us"]) assert.equal(nearest(written, names), undefined, written);
  assert.equal(suggestion("harmless", names), "");
  assert.equal(suggestion("cuont", names), "; did you mean `count`?");
});
