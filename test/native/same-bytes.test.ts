/** The native host, built from the same sources in two folders, has the same bytes: an image can be checked by building it again. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { buildNative } from "../../native/build.mjs";
import { rounds } from "../lib/random.ts";
import { folder, repository } from "./ground.ts";

const atFullSize = { skip: rounds(0, 1) === 1 ? false : "at full size only: it compiles everything once more" };

test("a host that is built somewhere else has the same bytes", atFullSize, async () => {
  await buildNative({ log: () => {} });
  const place = folder("another place");
  const native = join(repository, "native");
  cpSync(native, join(place, "native"), { recursive: true, filter: (from) => relative(native, from) !== "target" });
  const made = spawnSync(process.execPath, [join(place, "native/build.mjs")], { cwd: place, encoding: "utf8", timeout: 500_000 });
  assert.equal(made.status, 0, made.stderr);
  for (const name of ["host", "timer"])
    assert.ok(readFileSync(join(place, ".build", name)).equals(readFileSync(join(repository, ".build", name))), name);
});
