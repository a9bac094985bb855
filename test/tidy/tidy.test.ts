/** The repository keeps its own rules. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { repositoryTree } from "./repository.ts";
import { sentenceOf, tidy } from "./tidy.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the repository keeps the rules of the house", () => {
  assert.deepEqual(tidy(repositoryTree(root)).map(sentenceOf), []);
});
