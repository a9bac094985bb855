/** What a person says at the terminal, and what the real hook makes of it: exceptions, approvals, rules, modes and trust. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { asked, linesOf, liveFile, shell } from "./attack-ground.ts";
import { noTerminal, type Person, personAt, personWithKey, phrase } from "./person.ts";

const atTerminal = { skip: noTerminal };
let person: Person = personAt();
const people: Person[] = [person];
after(() => people.forEach((one) => one.remove()));

before(async () => {
  if (noTerminal !== false) return;
  person = await personWithKey();
  people.push(person);
  execFileSync("git", ["init", "-q", person.project]);
});

const push = "git push -f origin main";
const isBlocked = async (command: string, session?: string): Promise<boolean> => (await asked(person, shell(command), session)).isBlocked;

async function says(...args: readonly string[]): Promise<string> {
  const { code, shown } = await person.types(args, [phrase]);
  assert.equal(code, 0, `${args.join(" ")}: ${shown}`);
  return shown;
}

async function forget(): Promise<void> {
  await says("statements", "revoke", "all");
}

test("an exception for a command lets that pass and nothing else, here, and once", atTerminal, async () => {
  await says("allow", "git.push.force", "--", ...push.split(" "));
  assert.ok(await isBlocked("git push -f elsewhere main"));
  assert.deepEqual([await isBlocked(push), await isBlocked(push)], [false, true]);
});

test("an exception for a session holds there until it is taken back, which takes no key", atTerminal, async () => {
  await says("allow", "git.push.force", "--session", "s1", "--for", "15m");
  assert.deepEqual([await isBlocked(push), await isBlocked(push), await isBlocked(push, "s2")], [false, false, true]);
  const taken = await person.runs(["statements", "revoke", "all"]);
  assert.equal(taken.code, 0, taken.shown);
  assert.ok(await isBlocked(push));
});

test("nobody is asked to sign for a rule that protects the guard, or for words that are no rule", atTerminal, async () => {
  for (const rule of ["guard.own", "guard.canary", "git", "bdfghjk", "--json"])
    assert.notEqual((await person.types(["allow", rule], [phrase])).code, 0, rule);
  const nothing = await person.types(["allow", "git.push.force", "--", "ls"], [phrase]);
  assert.match(nothing.shown, /nothing that the command would do, and that can be named, is against/);
  assert.doesNotMatch(nothing.shown, /passphrase/);
});

test("a blocked call is found by its id, granted once in its session, and on record", atTerminal, async () => {
  await isBlocked(push, "s7");
  const waiting = JSON.parse((await person.runs(["approve", "list", "--json"])).shown) as {
    calls: { id: string; text: string; session: string }[];
  };
  const call = waiting.calls.find(({ session }) => session === "s7");
  assert.equal(call?.text, push);
  const shown = await says("approve", "grant", call?.id ?? "");
  assert.match(shown, /approval: `git push -f origin main` of claude-code in/);
  assert.deepEqual([await isBlocked(push, "s8"), await isBlocked(push, "s7"), await isBlocked(push, "s7")], [true, false, true]);
  assert.match((await person.runs(["log"])).shown, /signed approval: `git push -f origin main`/);
});

test("a call that was refused no longer waits, and waits again when it is tried again", atTerminal, async () => {
  const list = async (): Promise<string> => (await person.runs(["approve", "list"])).shown;
  await isBlocked("git push -f origin refused");
  const [id = ""] = /\b[bdfghjkmnpqrstvz]{8}(?= +waiting +claude-code +git push -f origin refused)/.exec(await list()) ?? [];
  assert.equal((await person.runs(["approve", "refuse", id])).code, 0);
  assert.doesNotMatch(await list(), /origin refused/);
  assert.match((await person.runs(["approve", "list", "--all"])).shown, /refused +claude-code +git push -f origin refused/);
  await isBlocked("git push -f origin refused");
  assert.match(await list(), /waiting +claude-code +git push -f origin refused/);
});

test("ids that nobody has, or that are none, are told apart", atTerminal, async () => {
  assert.match((await person.runs(["approve", "show", "bbbbbbbb"])).shown, /no call of the last day has the id/);
  assert.match((await person.runs(["approve", "show", "nope"])).shown, /is not the id of a call/);
});

test("a rule is set milder with a key, the last word counts, and default takes none", atTerminal, async () => {
  await says("rules", "set", "git.push.force", "warn");
  assert.equal(await isBlocked(push), false);
  await says("rules", "set", "git.push.force", "ask");
  assert.equal(await isBlocked(push), true);
  const back = await person.runs(["rules", "set", "git.push.force", "default"]);
  assert.equal(back.code, 0, back.shown);
  assert.match((await person.runs(["statements", "list"])).shown, /nothing is signed/);
});

const readMode = async (session: string): Promise<boolean> =>
  (await asked(person, shell("kubectl --context prod scale deployment web --replicas=0"), session)).said.includes("mode.read");

test("write mode is that of one session, and back to read takes no key", atTerminal, async () => {
  assert.ok(await readMode("m1"));
  const set = await says("mode", "set", "write", "--session", "m1", "--for", "10m");
  assert.match(set, /write, until /);
  assert.deepEqual([await readMode("m1"), await readMode("m2")], [false, true]);
  const back = await person.runs(["mode", "toggle", "--session", "m1"]);
  assert.equal(back.shown.trim(), "read");
  assert.ok(await readMode("m1"));
});

test("without a terminal there is no mode to ask for", atTerminal, async () => {
  assert.match((await person.runs(["mode", "get"])).shown, /there is no terminal here that a mode could belong to/);
});

test("a policy is trusted as it is; an edit is shown as one, and counts only when it is signed as well", atTerminal, async () => {
  const policy = join(person.project, ".sheepdog.rego");
  writeFileSync(policy, "package sheepdog\n\nimport rego.v1\n");
  const check = async (): Promise<readonly [number, string]> => {
    const { code, shown } = await person.runs(["trust", "check"]);
    return [code, shown.split(" ")[0] ?? ""];
  };
  assert.deepEqual(await check(), [1, "untrusted"]);
  assert.match(
    await says("trust", "add"),
    /\+package sheepdog[\s\S]*you are about to sign:[\s\S]*trust: all overrides in .*\.sheepdog\.rego as it is now/,
  );
  assert.deepEqual(await check(), [0, "trusted"]);
  appendFileSync(policy, "# edited \u001b[2J\n");
  assert.deepEqual(await check(), [1, "changed"]);
  const diff = await person.runs(["trust", "diff"]);
  assert.match(diff.shown, /\+# edited \ufffd\[2J/);
  assert.doesNotMatch(diff.shown, /-package|\u001b/);
  await says("trust", "add");
  assert.deepEqual(await check(), [0, "trusted"]);
  const signed = JSON.parse((await person.runs(["trust", "list", "--json"])).shown) as { trusts: unknown[] };
  assert.equal(signed.trusts.length, 1, "the edit took the place of what was signed before");
  assert.equal((await person.runs(["trust", "remove"])).code, 0);
  assert.deepEqual(await check(), [1, "untrusted"]);
});

test("where no policy lies there is nothing to trust", atTerminal, async () => {
  const empty = join(person.home, "empty");
  mkdirSync(empty);
  assert.match((await person.types(["trust", "add"], [phrase], { cwd: empty })).shown, /no policy lies in/);
});

test("doctor finds lines that are damaged, forged, or came back", atTerminal, async () => {
  await forget();
  await says("allow", "git.push.force", "--for", "15m");
  const line = linesOf(person).find((one) => one.includes("signature")) ?? "";
  const codes = async (): Promise<readonly string[]> => {
    const { findings } = JSON.parse((await person.runs(["doctor", "--json"])).shown) as { findings: { code: string }[] };
    return findings.map(({ code }) => code).filter((code) => /^(key|statement)\./.test(code));
  };
  assert.deepEqual(await codes(), []);
  appendFileSync(liveFile(person), `${line.replace("git.push.force", "git.push.farce")}\n{"half":\n`);
  assert.deepEqual(await codes(), ["statement.forged", "statement.damaged"]);
  await forget();
  writeFileSync(liveFile(person), `${line}\n`);
  assert.deepEqual(await codes(), ["statement.revived"]);
  await forget();
  await says("allow", "git.push.force");
  assert.equal(await isBlocked(push), false);
  assert.deepEqual(await codes(), []);
  rmSync(join(person.home, ".sheepdog/claims"));
  assert.deepEqual(await codes(), ["statement.revived"]);
});
