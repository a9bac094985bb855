/** Which folder above a file is open to others, on a real disk. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { exposed } from "./exposed.ts";

test("the nearest folder that others may write to is named, however deep the file lies below it", () => {
  const open = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-exposed-")));
  try {
    const deep = join(open, "closed/deep");
    mkdirSync(deep, { recursive: true, mode: 0o700 });
    chmodSync(open, 0o777);
    assert.equal(exposed(deep), open);
    chmodSync(deep, 0o770);
    assert.equal(exposed(deep), deep);
  } finally {
    rmSync(open, { recursive: true });
  }
});

test("a folder that is not there may become anybody's", () => {
  assert.equal(exposed("/nowhere/at/all"), "/nowhere/at/all");
});

test("the root belongs to the machine alone", () => {
  assert.equal(exposed("/"), undefined);
});
