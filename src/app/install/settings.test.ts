/** Settings get the guard and lose it again: to the byte, whatever happened in between. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { installers } from "../../agents/agents.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import type { FoundAgent } from "./found.ts";
import { type Root, rootIn } from "./root.ts";
import { carryOut, planMerge, takeOut, type TakenOut } from "./settings.ts";

const scratch = mkdtempSync(join(tmpdir(), "sheepdog-settings-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

type Case = { readonly home: string; readonly settings: string; readonly root: Root; readonly agent: FoundAgent };

let cases = 0;
function fresh(settings?: string, version = "2.1.330"): Case {
  cases += 1;
  const home = join(scratch, `home ${cases}`);
  const root = rootIn(home);
  mkdirSync(root.folder, { recursive: true });
  const path = join(home, ".claude/settings.json");
  if (settings !== undefined) {
    mkdirSync(join(home, ".claude"));
    writeFileSync(path, settings, { mode: 0o640 });
  }
  const installer = installers.find(({ name }) => name === "claude-code");
  assert.ok(installer !== undefined);
  const files = [{ name: "settings", path }];
  return { home, settings: path, root, agent: { installer, program: "/bin/true", version, scope: "user", files } };
}

function value<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? "" : sentenceOf(result.fault));
  return result.value;
}

/** What the settings are afterwards. */
function put({ agent, root, settings }: Case): string {
  const merge = value(planMerge(agent, root));
  if (merge.changed.length > 0) value(carryOut(agent, root, merge));
  return readFileSync(settings, "utf8");
}

function take({ agent, root }: Case): TakenOut["is"] | undefined {
  return value(takeOut(agent.installer, agent.files, root))[0]?.is;
}

const original = '{"hooks": {}, "model":   "opus" }';

test("settings come back to the byte, with their mode", () => {
  const one = fresh(original);
  const merged = put(one);
  assert.ok(merged.includes(one.root.guard));
  assert.equal(put(one), merged);
  assert.equal(take(one), "restored");
  assert.equal(readFileSync(one.settings, "utf8"), original);
  assert.equal(statSync(one.settings).mode & 0o777, 0o640);
  assert.equal(take(one), "untouched");
});

test("settings that were not there are gone again, and so is the folder that was made for them", () => {
  const one = fresh();
  put(one);
  assert.equal(take(one), "restored");
  assert.deepEqual([existsSync(one.settings), existsSync(join(one.home, ".claude"))], [false, false]);
});

test("a folder that somebody has used since stays", () => {
  const one = fresh();
  put(one);
  writeFileSync(join(one.home, ".claude/other"), "x");
  assert.equal(take(one), "restored");
  assert.deepEqual([existsSync(one.settings), existsSync(join(one.home, ".claude/other"))], [false, true]);
});

test("what somebody else has changed since stays as they left it, without our entry", () => {
  const one = fresh('{\n  "model": "opus"\n}\n');
  const merged = put(one);
  writeFileSync(one.settings, merged.replace('"opus"', '"sonnet"'));
  assert.equal(take(one), "cleaned");
  assert.equal(readFileSync(one.settings, "utf8"), '{\n  "model": "sonnet"\n}\n');
});

test("a newer client gets its own entry, and the first state of the settings is still kept", () => {
  const one = fresh(original, "2.1.197");
  put(one);
  const newer = { ...one, agent: { ...one.agent, version: "2.1.330" } };
  assert.ok(put(newer).includes('"args"'));
  assert.equal(take(newer), "restored");
  assert.equal(readFileSync(one.settings, "utf8"), original);
});

test("an entry of ours that is renewed after others changed the settings keeps their change", () => {
  const one = fresh('{\n  "model": "opus"\n}\n', "2.1.197");
  writeFileSync(one.settings, put(one).replace('"opus"', '"sonnet"'));
  const newer = { ...one, agent: { ...one.agent, version: "2.1.330" } };
  put(newer);
  assert.equal(take(newer), "restored");
  assert.equal(readFileSync(one.settings, "utf8"), '{\n  "model": "sonnet"\n}\n');
});

test("an entry without a record is found and taken out all the same", () => {
  const one = fresh('{\n  "model": "opus"\n}\n');
  put(one);
  rmSync(one.root.record);
  assert.equal(take(one), "cleaned");
  assert.equal(readFileSync(one.settings, "utf8"), '{\n  "model": "opus"\n}\n');
});

test("a record and a backup whose settings never came about change nothing", () => {
  const one = fresh(original);
  put(one);
  writeFileSync(one.settings, original);
  assert.equal(take(one), "untouched");
  assert.ok(put(one).includes(one.root.guard));
  assert.equal(take(one), "restored");
  assert.equal(readFileSync(one.settings, "utf8"), original);
});

test("a link stays a link on the way in and out", () => {
  const one = fresh();
  mkdirSync(join(one.home, ".claude"));
  writeFileSync(join(one.home, "kept.json"), original);
  symlinkSync("../kept.json", one.settings);
  put(one);
  assert.ok(lstatSync(one.settings).isSymbolicLink());
  assert.equal(take(one), "restored");
  assert.ok(lstatSync(one.settings).isSymbolicLink());
  assert.equal(readFileSync(join(one.home, "kept.json"), "utf8"), original);
});

test("two settings files of one agent are each remembered", () => {
  const one = fresh(original);
  const second = join(one.home, "cfg/settings.json");
  const other = { ...one, settings: second, agent: { ...one.agent, files: [{ name: "settings", path: second }] } };
  put(one);
  put(other);
  assert.deepEqual([take(one), take(other)], ["restored", "restored"]);
  assert.deepEqual([readFileSync(one.settings, "utf8"), existsSync(join(one.home, "cfg"))], [original, false]);
});

test("settings that the client would reject, or that are no text, are left alone", () => {
  for (const bytes of [Buffer.from("{oops"), Buffer.from([0xff, 0xfe])]) {
    const one = fresh("");
    writeFileSync(one.settings, bytes);
    const merge = planMerge(one.agent, one.root);
    assert.ok(!merge.ok);
    assert.ok(sentenceOf(merge.fault).includes(one.settings));
    assert.equal(takeOut(one.agent.installer, one.agent.files, one.root).ok, false);
    assert.deepEqual(readFileSync(one.settings), bytes);
  }
});

test("a backup that is gone is a fault, and the settings stay", () => {
  const one = fresh(original);
  const merged = put(one);
  rmSync(one.root.backups, { recursive: true });
  const taken = takeOut(one.agent.installer, one.agent.files, one.root);
  assert.ok(!taken.ok);
  assert.match(sentenceOf(taken.fault), /backup .* is gone/);
  assert.equal(readFileSync(one.settings, "utf8"), merged);
});

test("a record that cannot be read stops everything before it begins", () => {
  const one = fresh(original);
  writeFileSync(one.root.record, '{"version":9}');
  assert.equal(carryOut(one.agent, one.root, value(planMerge(one.agent, one.root))).ok, false);
  assert.equal(takeOut(one.agent.installer, one.agent.files, one.root).ok, false);
  assert.equal(readFileSync(one.settings, "utf8"), original);
});

test("a backup and the record are for their owner only", () => {
  const one = fresh(original);
  put(one);
  chmodSync(one.settings, 0o644);
  assert.deepEqual([statSync(one.root.backups).mode & 0o777, statSync(one.root.record).mode & 0o777], [0o700, 0o600]);
});
