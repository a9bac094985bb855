/** Envelopes and images changed by chance: what is no call is blocked, and a damaged guard lets nothing pass. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Chance, chanceFrom, rounds, seed } from "../lib/random.ts";
import { assertBlocked, call, chaosImage, folder, installed, packedImage, repository, scratch } from "./ground.ts";

const frozen = await chaosImage();
const packed = packedImage();
const guard = join(repository, ".build/guard");

const home = folder("home");
mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true });

const envelope = {
  session_id: "s",
  transcript_path: `${home}/t.jsonl`,
  cwd: home,
  permission_mode: "default",
  hook_event_name: "PreToolUse",
  tool_name: "Bash",
  tool_input: { command: "rm -rf ~", description: "d", timeout: 1000 },
  tool_use_id: "toolu_1",
};

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "\u0000",
  "käse",
  "../..",
  [],
  {},
  [[]],
  { __proto__: null },
  "x".repeat(70_000),
];

/** Some fields replaced, removed or doubled under another name; what would be run stays. */
function changedFields(chance: Chance): string {
  const fields = new Map<string, unknown>(Object.entries(envelope));
  const loose = ["session_id", "transcript_path", "permission_mode", "tool_use_id"];
  for (let count = chance.below(4); count >= 0; count -= 1) {
    const name = chance.of(loose);
    if (chance.below(3) === 0) fields.delete(name);
    else fields.set(chance.below(4) === 0 ? `${name}_` : name, chance.of(oddValues));
  }
  return JSON.stringify(Object.fromEntries(fields));
}

function changedBytes(chance: Chance, from: Uint8Array, [start, end]: readonly [number, number]): Uint8Array {
  const bytes = Uint8Array.from(from);
  for (let count = chance.below(4); count >= 0; count -= 1) bytes[start + chance.below(end - start)] = chance.below(256);
  return bytes;
}

function hook(input: string | Uint8Array): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const words = ["hook", "claude-code", "--root", join(home, ".sheepdog")];
  return spawnSync(guard, words, { input, env: { HOME: home }, encoding: "utf8", timeout: 20_000 });
}

/** Every agent's block: exit code 2, and a reason. */
function assertDenied(input: string | Uint8Array): void {
  const { status, stderr } = hook(input);
  assert.equal(status, 2, `seed ${seed}: ${Buffer.from(input).toString("latin1").slice(0, 400)}`);
  assert.match(stderr, /sheepdog/);
}

test("whatever else an envelope holds, what it would run is blocked", () => {
  const chance = chanceFrom(seed);
  assertDenied(JSON.stringify(envelope));
  for (let round = rounds(60, 5_000); round > 0; round -= 1) assertDenied(changedFields(chance));
});

test("an envelope with any bytes changed is judged or blocked, and blocked where it is no JSON", () => {
  const chance = chanceFrom(seed + 1);
  const whole = Buffer.from(JSON.stringify(envelope));
  for (let round = rounds(120, 10_000); round > 0; round -= 1) {
    const input = changedBytes(chance, whole, [0, whole.length]);
    if (isJson(input)) assert.ok([0, 2].includes(hook(input).status ?? -1), `seed ${seed}`);
    else assertDenied(input);
    assertDenied(whole.subarray(0, chance.below(whole.length)));
  }
});

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

for (const [what, image] of [
  ["a frozen", frozen],
  ["an unfrozen", packed],
] as const) {
  test(`${what} image with its head or its end changed lets nothing pass`, () => {
    const chance = chanceFrom(seed + 2);
    const whole = readFileSync(image);
    const ends: readonly (readonly [number, number])[] = [
      [0, 1024],
      [whole.length - 64, whole.length],
    ];
    const path = join(scratch, "damaged");
    for (let round = rounds(25, 1_000); round > 0; round -= 1) {
      writeFileSync(path, changedBytes(chance, whole, chance.of(ends)));
      chmodSync(path, 0o755);
      assertBlocked(installed(path, { input: call("loop") }));
    }
  });
}
