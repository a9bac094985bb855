/** The archive keeps a task once, privately, and old files go while young ones stay. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { archive } from "./archive.ts";
import { sweepFiles } from "./sweep-files.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-archive-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("archived twice is archived once, and nobody else may read it", () => {
  const own = join(folder, "archive");
  for (let times = 0; times < 2; times += 1) assert.ok(archive(own, "../../t 1", "{}").ok);
  const [name = "", ...others] = readdirSync(own);
  assert.deepEqual([others, readFileSync(join(own, name), "utf8")], [[], "{}\n"]);
  assert.equal(statSync(join(own, name)).mode & 0o777, 0o600);
});

test("what is old goes, what is young stays, and where there is no folder there is nothing", () => {
  const own = join(folder, "archive");
  archive(own, "old", "{}");
  archive(own, "young", "{}");
  utimesSync(join(own, "old.json"), new Date(1_000), new Date(1_000));
  assert.equal(sweepFiles(own, Date.now() - 60_000), 1);
  assert.ok(!readdirSync(own).includes("old.json") && readdirSync(own).includes("young.json"));
  assert.equal(sweepFiles(join(folder, "none"), Date.now()), 0);
});
