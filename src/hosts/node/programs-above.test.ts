/** Who we run under: found through shells and interpreters, and no name is made up where nobody is. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { programsAbove } from "./programs-above.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-above-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const ofSystem = { skip: programsAbove(process.pid).length === 0 ? "this system does not say who runs" : false };
const look = join(import.meta.dirname, "programs-above.ts");
const asking = join(folder, "ask.ts");
writeFileSync(asking, `import { programsAbove } from ${JSON.stringify(look)};\nconsole.log(programsAbove().join("\\n"));\n`);

/** What a program sees that was started in this shell line as `$ASK`. */
function seenFrom(line: string): readonly string[] {
  const env = { ...process.env, ASK: `${process.execPath} ${asking}` };
  return spawnSync("/bin/sh", ["-c", line], { encoding: "utf8", env, timeout: 30_000 }).stdout.split("\n");
}

test("a script is known by its own name, not by that of its interpreter alone", ofSystem, () => {
  const agent = join(folder, "some-agent");
  writeFileSync(agent, "#!/bin/sh\n$ASK\n:\n", { mode: 0o755 });
  const seen = seenFrom(`sh -c '${agent}; :'; :`);
  assert.ok(seen.includes("some-agent"), seen.join(" "));
  assert.ok(!seenFrom("$ASK; :").includes("some-agent"));
});

test("who cannot be looked at has no name", () => {
  assert.deepEqual(programsAbove(0), []);
  assert.deepEqual(programsAbove(2 ** 30), []);
});
