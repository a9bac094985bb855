/** A profile restores what its original said on the rows of `corpus/seeds` where ours says something else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testGuard } from "../lib/bundled.ts";
import { profileNamed, verdictUnder } from "./profile.ts";
import { agrees, seeds } from "./seeds.ts";

const guard = testGuard();
const ruleIds = new Set(guard.layers.flatMap((layer) => layer.rules).map((rule) => rule.id));

/**
 * `gone` are the rows that no profile restores. Of claude-code-security: what matched letters that do nothing to the world (B, D19, D29, D32, P03, N), and
 * what ours is stricter about (D11, D12, D16). Of the others: values of a release (X08), `sudo` as such (S19), an editor that nobody types into (S28).
 */
const originals: readonly { readonly profile: string; readonly file: string; readonly gone: readonly string[] }[] = [
  { profile: "failsafe", file: "failsafe.txt", gone: ["X08"] },
  {
    profile: "ccs",
    file: "claude-code-security.txt",
    gone: [
      ...["B04", "B14", "B19", "B23", "B28", "B29", "B30", "B31", "B32", "B34", "D11", "D12", "D16", "D19", "D29", "D32"],
      ...["P03", "N49", "N50", "N51", "N53", "N55", "N56"],
    ],
  },
  { profile: "failover", file: "claude-failover.txt", gone: ["S19", "S28"] },
];

const isStop = (word: string): boolean => word === "block" || word === "ask" || word === "deny";

for (const { profile: name, file, gone } of originals) {
  const profile = profileNamed(name);
  const rows = seeds().filter((seed) => seed.file === file);

  test(`profile ${name}: where ours differs, its verdict comes back`, () => {
    const different = rows.filter(({ theirs, verdict }) => !agrees(theirs, verdict));
    const missing = different.filter(({ theirs, call }) => !agrees(theirs, verdictUnder(profile, guard, call)));
    assert.deepEqual(
      missing.map(({ id }) => id),
      gone,
    );
    assert.ok(different.length > missing.length);
  });

  test(`profile ${name}: where ours agrees, it still does`, () => {
    const settled = rows.filter(({ theirs, verdict }) => theirs !== "none" && agrees(theirs, verdict));
    const lost = settled.filter(({ theirs, call }) => isStop(theirs) !== isStop(verdictUnder(profile, guard, call)));
    assert.deepEqual(
      lost.map(({ id, call }) => `${id} ${call}`),
      [],
    );
  });

  test(`profile ${name}: every rule it speaks of is there`, () => {
    assert.deepEqual(
      Object.keys(profile.verdictOf).filter((id) => !ruleIds.has(id)),
      [],
    );
  });

  for (const rule of profile.layer.rules) {
    test(`profile ${name}: ${rule.id} hits and misses what it says`, () => {
      for (const hit of rule.hits) assert.equal(verdictUnder(profile, guard, hit), rule.verdict, hit);
      for (const miss of rule.misses) assert.equal(verdictUnder(profile, guard, miss), "allow", miss);
    });
  }
}
