/** Every test file belongs to one suite, and a new one is run without anybody's doing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { suiteOf, testFiles } from "../../scripts/lib/suites.ts";

test("a test beside its source is a unit test, and so is one in a new folder", () => {
  assert.equal(suiteOf("src/guard/guard.test.ts"), "unit");
  assert.equal(suiteOf("test/new-folder/new.test.ts"), "unit");
});

test("whole programs and real clients have suites of their own", () => {
  assert.equal(suiteOf("test/native/hook.test.ts"), "end-to-end");
  assert.equal(suiteOf("test/agents/client.test.ts"), "agents");
  assert.equal(suiteOf("test/fleet/real/client.test.ts"), "fleet");
  assert.equal(suiteOf("test/fleet/drivers/driver.test.ts"), "end-to-end");
});

test("this file is found, once", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  assert.deepEqual(
    testFiles(root, "unit").filter((path) => path.endsWith("suites.test.ts")),
    ["test/scripts/suites.test.ts"],
  );
});
