/** Readers say where something is not what it should be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exactly, list, maybe, object, tagged, text, truth } from "./read.ts";

const animal = tagged<{ readonly kind: "dog" | "cat" }>("kind", {
  dog: object({ kind: exactly("dog"), tricks: list(text), old: maybe(truth) }),
  cat: object({ kind: exactly("cat") }),
});

test("a whole object is read and unknown members are left aside", () => {
  assert.deepEqual(animal({ kind: "dog", tricks: ["sit"], colour: "red" }, "pet"), { ok: true, value: { kind: "dog", tricks: ["sit"] } });
});

const refuses = (value: Parameters<typeof animal>[0], what: string) =>
  test(`${JSON.stringify(value)} is refused: ${what}`, () => {
    const read = animal(value, "pet");
    assert.equal(read.ok ? "" : read.fault.what, what);
  });

refuses({ kind: "dog", tricks: [1] }, "`pet.tricks[0]` is not a text");
refuses({ kind: "dog" }, "`pet.tricks` is not a list");
refuses({ kind: "dog", tricks: [], old: "yes" }, "`pet.old` is not true or false");
refuses({ kind: "cow" }, "`pet.kind` is not one of `dog`, `cat`");
refuses({ kind: "toString" }, "`pet.kind` is not one of `dog`, `cat`");
refuses(undefined, "`pet.kind` is not one of `dog`, `cat`");
refuses([], "`pet.kind` is not one of `dog`, `cat`");
