/** Secrets without anybody there: a vault that only a person can open gives none, and says what to do. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import { surroundings } from "../../hosts/node/node.ts";
import { vaultSecrets } from "./vault-secrets.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog-secrets-"));
after(() => rmSync(home, { recursive: true, force: true }));

test("without a vault, or without a way in that needs nobody, nobody is asked and nothing is made up", async () => {
  const found = await vaultSecrets({ ...surroundings(), home, variable: () => undefined })("api-key");
  assert.ok(!found.ok);
  assert.match(sentenceOf(found.fault), /vault/);
});
