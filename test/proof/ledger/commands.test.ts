/** The command line over a ledger: sealing, verifying, proving, looking, reporting. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { runCli } from "../../../src/app/cli.ts";
import { countersign, newWitness } from "../../../src/app/ledger/witnessing.ts";
import { frame } from "../../../src/proof/ledger/ledger.ts";
import type { Json } from "../../../src/base/json.ts";
import { faultOf, valueOf } from "./ground.ts";

const ground = mkdtempSync(join(tmpdir(), "ledger-commands-"));
after(() => rmSync(ground, { recursive: true, force: true }));

type Said = { readonly code: number; readonly out: string; readonly err: string };

let homes = 0;

/** A home with a ledger of its own, and the command line in it. */
function newHome() {
  const home = join(ground, `home-${(homes += 1)}`);
  const ledger = join(home, ".sheepdog/ledger");
  mkdirSync(ledger, { recursive: true });
  const sheepdog = async (...args: readonly string[]): Promise<Said> => {
    let [out, err] = ["", ""];
    const around = { cwd: home, home, accountHome: home, isRoot: false, system: "linux" as const, variable: () => undefined };
    const code = await runCli(args, { out: (text) => (out += text), err: (text) => (err += text), around, guard: "/none" });
    return { code, out, err };
  };
  const write = (...entries: readonly Json[]): void => appendFileSync(join(ledger, "records"), entries.map(frame).join(""), "latin1");
  return { home, ledger, sheepdog, write };
}

const instant = Date.UTC(2026, 10, 21, 10, 0, 0);

function decision(text: string, more: { readonly [name: string]: Json } = {}): Json {
  const usual = {
    version: 1,
    is: "decision",
    agent: "claude-code",
    session: "s1",
    callId: null,
    cwd: "/home/dev/shop",
    act: "shell",
    verdict: "allow",
  };
  return { ...usual, at: instant, text, rules: [], effects: [], doubts: [], world: "", engine: "test", ...more };
}

const pushed = decision("git push -f git@github.com:acme/private.git", {
  verdict: "deny",
  rules: ["git.push.force"],
  at: instant + 60_000,
});
const refused: Json = { version: 1, is: "refusal", at: instant + 120_000, agent: "codex", reason: "it is not JSON" };

test("a ledger is sealed, verified and proved, and what was changed is found", async () => {
  const { ledger, sheepdog, write } = newHome();
  assert.equal((await sheepdog("ledger", "verify")).code, 2);
  write(decision("ls"), pushed, refused);
  const sealed = await sheepdog("ledger", "seal");
  assert.match(sealed.out, /whoever checks it needs its key: \S+\nsealed 3 new records of 3 in all\n/);
  const line = (await sheepdog("ledger", "witness", "line")).out.trim();
  assert.match((await sheepdog("ledger", "verify")).out, /is what was sealed[^]*cannot be seen here/);
  assert.match((await sheepdog("ledger", "verify", "--line", line)).out, /is what was sealed[^]*compared with 1 checkpoint kept elsewhere/);
  const text = readFileSync(join(ledger, "records"), "latin1");
  writeFileSync(join(ledger, "records"), text.replace("git push -f", "git push -n"), "latin1");
  const changed = await sheepdog("ledger", "verify");
  assert.deepEqual([changed.code, /record 1, at byte \d+ of `records`, is not what was sealed \[changed\]/.test(changed.out)], [1, true]);
});

test("a ledger that was begun anew in another's place is found by its line", async () => {
  const { ledger, sheepdog, write } = newHome();
  write(decision("ls"));
  await sheepdog("ledger", "seal");
  const line = (await sheepdog("ledger", "witness", "line")).out.trim();
  rmSync(ledger, { recursive: true });
  mkdirSync(ledger);
  write(decision("ls"));
  await sheepdog("ledger", "seal");
  const verified = await sheepdog("ledger", "verify", "--line", line);
  assert.deepEqual([verified.code, verified.out.includes("[replaced]")], [1, true]);
});

test("a proof is checked with the key alone", async () => {
  const { home, sheepdog, write } = newHome();
  write(decision("ls"), pushed);
  await sheepdog("ledger", "seal");
  const key = /^key +(\S+)/m.exec((await sheepdog("ledger", "show")).out)?.[1] ?? "";
  writeFileSync(join(home, "proof"), (await sheepdog("ledger", "prove", "1")).out);
  writeFileSync(join(home, "record"), (await sheepdog("ledger", "show", "1", "--leaf")).out);
  assert.match((await sheepdog("ledger", "check", "proof", "--record", "record", "--key", key)).out, /^proved: this is record 1/);
  writeFileSync(join(home, "record"), (await sheepdog("ledger", "show", "0", "--leaf")).out);
  assert.deepEqual((await sheepdog("ledger", "check", "proof", "--record", "record", "--key", key)).code, 1);
  assert.equal((await sheepdog("ledger", "prove", "2")).code, 2);
});

test("a witness remembers what it saw, and a ledger that was put back gets nothing from it", async () => {
  const { home, ledger, sheepdog, write } = newHome();
  const state = join(home, "witness/state.json");
  valueOf(newWitness(state, "example.org/w1"));
  assert.equal(faultOf(newWitness(state, "example.org/w1")), "witness.there");
  write(decision("ls"), pushed);
  await sheepdog("ledger", "seal");
  const old = readFileSync(join(ledger, "records"));
  const log = /^key +(\S+)/m.exec((await sheepdog("ledger", "show")).out)?.[1] ?? "";
  const request = (await sheepdog("ledger", "witness", "request", "--old", "0")).out;
  assert.equal(faultOf(countersign(state, { request, seconds: 1 })), "witness.unknown-log");
  valueOf(countersign(state, { request, seconds: 1, log }));
  write(refused);
  await sheepdog("ledger", "seal");
  valueOf(countersign(state, { request: (await sheepdog("ledger", "witness", "request", "--old", "2")).out, seconds: 2 }));
  for (const name of ["checkpoint", "sealed", "hashes"]) rmSync(join(ledger, name));
  writeFileSync(join(ledger, "records"), old);
  await sheepdog("ledger", "seal");
  assert.equal(
    faultOf(countersign(state, { request: (await sheepdog("ledger", "witness", "request", "--old", "0")).out, seconds: 3 })),
    "witness.shrunk",
  );
  assert.equal(statSync(state).mode & 0o777, 0o600);
});

test("segments are put aside and purged when they are old, and not before", async () => {
  const { ledger, sheepdog, write } = newHome();
  write(decision("ls"));
  assert.match((await sheepdog("ledger", "rotate")).out, /segment 1 was put aside/);
  write(pushed);
  assert.match((await sheepdog("ledger", "purge", "--older-than", "0")).out, /no segment is old enough/);
  const aside = join(ledger, "segments/00000001");
  utimesSync(aside, 1, 1);
  assert.match((await sheepdog("ledger", "purge")).out, /1 segment purged/);
  assert.equal(existsSync(aside), false);
  assert.match((await sheepdog("ledger", "verify")).out, /is what was sealed[^]*purged {3}2 records/);
  assert.doesNotMatch((await sheepdog("log")).out, / ls /);
});

test("entries are found by what is asked for", async () => {
  const { sheepdog, write } = newHome();
  write(decision("ls -la"), pushed, refused, decision("npm test", { cwd: "/home/dev/shop-two", session: "s2" }));
  const found = async (...args: readonly string[]): Promise<number> =>
    (await sheepdog("log", "--json", ...args)).out.split("\n").length - 1;
  assert.equal(await found(), 4);
  assert.equal(await found("--verdict", "deny"), 1);
  assert.equal(await found("--verdict", "refused"), 1);
  assert.equal(await found("--rule", "git"), 1);
  assert.equal(await found("--rule", "git.push"), 1);
  assert.equal(await found("--rule", "gi"), 0);
  assert.equal(await found("--text", "NPM"), 1);
  assert.equal(await found("--agent", "codex"), 1);
  assert.equal(await found("--session", "s2"), 1);
  assert.equal(await found("--cwd", "/home/dev/shop"), 2);
  assert.equal(await found("--cwd", "/home/dev"), 3);
  assert.equal(await found("--since", "2026-11-21T10:01Z"), 2);
  assert.equal(await found("--until", "2026-11-21T10:01"), 2);
  assert.equal(await found("-n", "1"), 1);
  assert.equal((await sheepdog("log", "--since", "yesterday")).code, 2);
});

test("an index that is damaged, old or gone is made again; what is on record counts", async () => {
  const { ledger, sheepdog, write } = newHome();
  write(decision("ls -la"));
  const index = join(ledger, "index.sqlite");
  const [first] = [(await sheepdog("log")).out];
  assert.equal(statSync(index).mode & 0o777, 0o600);
  for (const suffix of ["-wal", "-shm"]) rmSync(`${index}${suffix}`, { force: true });
  writeFileSync(index, "this is no index ".repeat(300));
  assert.equal((await sheepdog("log")).out, first);
  write(pushed);
  assert.match((await sheepdog("log")).out, /git push/);
  truncateSync(join(ledger, "records"), 0);
  write(refused);
  assert.match((await sheepdog("log")).out, /^\S+ +refused +codex +it is not JSON\n$/);
});

test("what somebody took out of the index is found again when it is made anew", async () => {
  const { ledger, sheepdog, write } = newHome();
  write(decision("ls -la"), pushed);
  await sheepdog("log");
  const index = new DatabaseSync(join(ledger, "index.sqlite"));
  index.exec("DELETE FROM entry WHERE verdict = 'deny'");
  index.close();
  assert.doesNotMatch((await sheepdog("log")).out, /git push/);
  assert.match((await sheepdog("log", "--anew")).out, /git push/);
});

test("a torn record is passed over, and an entry cannot speak to the terminal", async () => {
  const { ledger, sheepdog, write } = newHome();
  appendFileSync(join(ledger, "records"), frame(decision("half")).slice(0, 40), "latin1");
  write(decision("echo \u001b[31mred\u202e\nsecond line"));
  assert.match((await sheepdog("log")).out, /^\S+ +allow +claude-code +echo \ufffd\[31mred\ufffd ⏎ second line +in \/home\/dev\/shop\n$/);
});

test("other systems get what they take", async () => {
  const { sheepdog, write } = newHome();
  write(decision('say "hi]" \\ there'), pushed, refused);
  const loki = JSON.parse((await sheepdog("log", "--format", "loki")).out) as { streams: { stream: object; values: [string, string][] }[] };
  assert.deepEqual(
    loki.streams.map(({ stream }) => stream),
    [
      { job: "sheepdog", kind: "decision", agent: "claude-code", verdict: "allow" },
      { job: "sheepdog", kind: "decision", agent: "claude-code", verdict: "deny" },
      { job: "sheepdog", kind: "refusal", agent: "codex", verdict: "refused" },
    ],
  );
  assert.equal(loki.streams[0]?.values[0]?.[0], `${instant}000000`);
  const otlp = JSON.parse((await sheepdog("log", "--format", "otlp")).out) as {
    resourceLogs: { scopeLogs: { logRecords: { severityText: string; timeUnixNano: string }[] }[] }[];
  };
  const logRecords = otlp.resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
  assert.deepEqual(
    logRecords.map(({ severityText }) => severityText),
    ["INFO", "ERROR", "ERROR"],
  );
  assert.equal(logRecords[0]?.timeUnixNano, `${instant}000000`);
  const [line = ""] = (await sheepdog("log", "--format", "syslog")).out.split("\n");
  assert.equal(
    line,
    '<110>1 2026-11-21T10:00:00.000Z - sheepdog - decision [sheepdog@32473 agent="claude-code" verdict="allow" session="s1" cwd="/home/dev/shop"] say "hi]" \\ there',
  );
});

test("a report tells what was stopped and why, in three forms, and nothing in it is read as anything else", async () => {
  const { sheepdog, write } = newHome();
  write(decision("ls"), pushed, refused, decision("rm -rf `x` | <script>alert(1)</script>", { verdict: "ask", rules: ["files.delete"] }));
  const { out } = await sheepdog("report");
  assert.match(out, /3 calls, 2 of them stopped/);
  assert.match(out, /\| `` rm -rf `x` \\\| <script>alert\(1\)<\/script> `` \|/);
  assert.match(out, /## Refusals[^]*it is not JSON \| 1 \|/);
  const html = (await sheepdog("report", "--format", "html")).out;
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /&#60;script&#62;/);
  const summary = JSON.parse((await sheepdog("report", "--format", "json")).out) as { calls: number; agents: object[] };
  assert.deepEqual([summary.calls, summary.agents], [3, [{ name: "claude-code", count: 3, stopped: 2 }]]);
});

test("a report that is shared says neither who nor where", async () => {
  const { home, sheepdog, write } = newHome();
  const cwd = `${home}/acme-shop/api`;
  write(
    decision(`git clone git@github.com:acme/private.git ${home}/acme-shop/api/x`, { cwd, verdict: "deny" }),
    decision("git config user.email jane.doe@acme.example && gh repo view acme/other", { cwd, verdict: "deny" }),
    decision("cat /home/jane/notes /Users/jane/x https://gitlab.acme.example/acme/tools", { cwd, verdict: "deny" }),
  );
  for (const format of ["md", "html", "json"]) {
    const { out } = await sheepdog("report", "--share", "--format", format);
    assert.doesNotMatch(out, /acme\/|acme-shop|jane|private|home-\d/, format);
    assert.match(out, /project-1/, format);
  }
});
