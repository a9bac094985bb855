/** Breakers from the command line: where each stands, and how a person moves one. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fail } from "../../src/base/result.ts";
import { throughBreaker } from "../../src/hosts/node/breaker-file.ts";
import { scannerRule } from "../../src/proof/breaker/breaker.ts";
import { trialHome } from "./trial-home.ts";

const trial = trialHome();
after(trial.remove);
const folder = join(trial.home, ".sheepdog/breakers");
mkdirSync(folder, { recursive: true, mode: 0o700 });

test("without any there is nothing to tell", async () => {
  assert.deepEqual(await trial.sheepdog(["breaker", "list"]), { code: 0, signal: null, out: "", err: "" });
});

test("one that opened is told, and closed by hand", async () => {
  const file = { folder, name: "scanner", rule: scannerRule };
  for (let time = 0; time < scannerRule.failures; time += 1) await throughBreaker(file, async () => fail({ code: "x", what: "down" }));
  const open = await trial.sheepdog(["breaker", "list"]);
  assert.equal(open.code, 1);
  assert.match(open.out, /^open +scanner {2}since \d{4}-/);
  assert.equal((await trial.sheepdog(["breaker", "close", "scanner"])).code, 0);
  assert.equal((await trial.sheepdog(["breaker", "list"])).code, 0);
});

test("one that is damaged counts as open until a person closes it", async () => {
  writeFileSync(join(folder, "approver"), "torn", { mode: 0o600 });
  const torn = await trial.sheepdog(["breaker", "list"]);
  assert.equal(torn.code, 1);
  assert.match(torn.out, /damaged +approver: it counts as open/);
  assert.equal((await trial.sheepdog(["breaker", "close", "approver"])).code, 0);
  assert.equal((await trial.sheepdog(["breaker", "list"])).code, 0);
});

test("a name that is not there moves nothing", async () => {
  for (const name of ["typo", "../vault/vault", "lock"]) assert.equal((await trial.sheepdog(["breaker", "close", name])).code, 2);
});
