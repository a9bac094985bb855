/** What people have signed, through the guard as it is installed: what counts passes, everything else is blocked as before, and it is on record. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "../../src/base/crc32.ts";
import { framed, readRecords } from "../../src/proof/ledger/ledger.ts";
import {
  approvalIdOf,
  claimOf,
  keyText,
  lineOf,
  revocationLine,
  type Signed,
  type Statement,
} from "../../src/proof/statements/statements.ts";
import { keyFileOf, layStatements, signed as signedAs, testKey, textOf } from "../lib/signing.ts";
import { folder, repository, shell } from "./ground.ts";

const guard = join(repository, ".build/guard");
const key = testKey("person");
const stranger = testKey("stranger");
const now = Date.now();
const hour = 3_600_000;
const project = folder("project");

const signed = (said: Partial<Statement> = {}, by = key): Signed => signedAs(by, { at: now - 1_000, until: now + hour, ...said });

/** A guard's own folder with this key and these lines. */
function rootWith(text: string, keys = [key]): string {
  const own = folder("signed");
  layStatements(own, keys, text);
  return own;
}

type Hook = { readonly command?: string; readonly session?: string; readonly cwd?: string };

function envelope({ command = "git push -f", session = "s1", cwd = project }: Hook): string {
  const said = { session_id: session, cwd, hook_event_name: "PreToolUse", tool_name: "Bash", tool_use_id: "t1" };
  return JSON.stringify({ ...said, tool_input: { command } });
}

const hookLine = (own: string) => `'${guard}' hook claude-code --root '${own}'`;

/** From a session without a terminal, whatever the tests run in. */
function hook(own: string, asked: Hook = {}) {
  return shell(`setsid -w ${hookLine(own)}`, { input: envelope(asked) });
}

function lastEntry(own: string): Record<string, unknown> {
  const { leaves } = readRecords(readFileSync(`${own}/ledger/records`, "latin1"));
  return JSON.parse(leaves.at(-1) ?? "") as Record<string, unknown>;
}

function passes(own: string, asked: Hook = {}): boolean {
  const { exit, stderr } = hook(own, asked);
  assert.ok(exit === 0 || exit === 2, stderr);
  return exit === 0;
}

test("what a person signed passes, and the record says by which statement", () => {
  const one = signed();
  const own = rootWith(textOf(one));
  assert.ok(passes(own));
  assert.deepEqual([lastEntry(own)["verdict"], lastEntry(own)["leaves"], lastEntry(own)["rules"]], ["allow", [one.statement.id], []]);
  assert.ok(!passes(own, { command: "rm -rf ~" }));
  assert.ok(!("leaves" in lastEntry(own)));
});

const line = lineOf(signed());
const blocked: readonly (readonly [string, () => string])[] = [
  ["nothing was signed", () => rootWith("")],
  ["a stranger signed", () => rootWith(textOf(signed({}, stranger)))],
  ["the key is not there", () => rootWith(textOf(signed()), [])],
  ["a stranger signed in the key's name", () => rootWith(textOf({ ...signed(), signature: signed({ by: key.id }, stranger).signature }))],
  ["the signature is another statement's", () => rootWith(textOf({ ...signed(), signature: signed().signature }))],
  ["it has ended", () => rootWith(textOf(signed({ at: now - 2 * hour, until: now - 1_000 })))],
  ["it is signed for later", () => rootWith(textOf(signed({ at: now + hour, until: now + 2 * hour })))],
  ["it is for another session", () => rootWith(textOf(signed({ where: { session: "s2" } })))],
  ["it is for a pane, and the hook has none", () => rootWith(textOf(signed({ where: { pane: "boot/34816/1/1" } })))],
  ["it is for another folder", () => rootWith(textOf(signed({ where: { folder: "/nowhere" } })))],
  ["it is for another rule", () => rootWith(textOf(signed({ about: { is: "exception", rule: "git.push" } })))],
  [
    "it is for another effect",
    () => rootWith(textOf(signed({ about: { is: "exception", rule: "git.push.force", effect: { kind: "delete" } } }))),
  ],
  ["its line is cut off", () => rootWith(line)],
  ["its line is in another spelling", () => rootWith(`${line.replaceAll(",", ", ")}\n`)],
  ["the file is too large", () => rootWith(textOf(signed()) + " ".repeat(256 * 1024))],
  [
    "it was taken back",
    () => {
      const one = signed();
      return rootWith(textOf(one, revocationLine(one.statement.id, one.statement)));
    },
  ],
  [
    "it was taken back before",
    () => {
      const one = signed();
      return rootWith(textOf(revocationLine(one.statement.id, one.statement), one));
    },
  ],
  ["others may write the key's file", () => keyed((path) => chmodSync(path, 0o622))],
  ["others may write the folder of keys", () => keyed((path) => chmodSync(join(path, ".."), 0o770))],
  ["the key's file is a link", () => keyed((path) => swapForLink(path))],
  ["the key's file holds another key", () => keyed((path) => writeFileSync(path, keyText(stranger.file)))],
  ["the key lies under another name", () => keyed((path) => writeFileSync(path.replace(key.id, stranger.id), keyText(key.file)))],
  ["the key's file is too long", () => keyed((path) => writeFileSync(path, keyText(key.file) + " ".repeat(5_000)))],
];

function keyed(spoil: (path: string) => void): string {
  const own = rootWith(textOf(signed(), signed({ by: stranger.id }, key)));
  spoil(join(own, keyFileOf(key)[0]));
  return own;
}

function swapForLink(path: string): void {
  const elsewhere = `${folder("elsewhere")}/key`;
  writeFileSync(elsewhere, readFileSync(path), { mode: 0o600 });
  rmSync(path);
  symlinkSync(elsewhere, path);
}

for (const [what, own] of blocked) {
  // The last case of a key under another name keeps the right one as well, so there only the wrong name must not count.
  const counts = what === "the key lies under another name";
  test(`where ${what}, ${counts ? "only the other one counts" : "it is blocked"}`, () => assert.equal(passes(own()), counts));
}

for (const said of [
  { where: { session: "s1" } },
  { where: { folder: project } },
  { until: null },
  { about: { is: "exception", rule: "git.push.force", effect: { kind: "vcs" } } },
] as const) {
  test(`with ${JSON.stringify(said)} it passes where that is so`, () => assert.ok(passes(rootWith(textOf(signed(said))))));
}

test("what ended before the newest record stays ended, although the clock was set back", () => {
  const ended = signed({ at: now - 2 * hour, until: now - hour });
  const own = rootWith(textOf(signed()));
  const later = (at: number) =>
    writeFileSync(`${own}/ledger/records`, framed(`{"act":"shell","agent":"x","at":${at},"is":"decision"}`, crc32));
  later(now + 2 * hour);
  assert.ok(!passes(own), "by the ledger it is two hours later");
  later(now);
  assert.ok(passes(own));
  writeFileSync(`${own}/statements/live`, textOf(ended));
  assert.ok(!passes(own));
});

test("a text in the ledger is no instant of it", () => {
  const own = rootWith(textOf(signed()));
  hook(own, { command: `echo ',"at":${now + 2 * hour},'` });
  assert.ok(passes(own));
});

test("a statement for one call passes one, and no other after it", () => {
  const own = rootWith(textOf(signed({ once: true })));
  assert.ok(!passes(own, { command: "git push -f; rm -rf ~" }), "something else holds it back, so it is not used up");
  assert.ok(passes(own));
  assert.ok(!passes(own));
  writeFileSync(`${own}/statements/live`, textOf(signed({ once: true })), { mode: 0o600 });
  assert.ok(passes(own), "another one");
});

test("of 64 hooks at once exactly one passes by a statement for one call", () => {
  const own = rootWith(textOf(signed({ once: true })));
  writeFileSync(`${own}/call`, envelope({}));
  const each = `setsid -w ${hookLine(own)} < '${own}/call' > /dev/null 2>&1; echo $? > '${own}/exit-'$n`;
  shell(`for n in $(seq 64); do { ${each}; } & done; wait`);
  const exits = Array.from({ length: 64 }, (_, n) => readFileSync(`${own}/exit-${n + 1}`, "utf8").trim());
  assert.equal(exits.filter((exit) => exit === "0").length, 1, exits.join(" "));
  assert.equal(exits.filter((exit) => exit === "2").length, 63, exits.join(" "));
});

test("where nobody can claim, a statement for one call does not count", () => {
  const own = rootWith(textOf(signed({ once: true })));
  mkdirSync(`${own}/claims`);
  assert.ok(!passes(own));
});

test("a blocked call has a name; once a person approved it, it passes once, as it was", () => {
  const own = rootWith("");
  const told = hook(own);
  const { approval } = lastEntry(own) as { approval: string };
  assert.match(told.stderr, new RegExp(`sheepdog approve grant ${approvalIdOf(approval)}`));
  const yes = signed({ once: true, about: { is: "approval", decision: approval }, where: { session: "s1" } });
  writeFileSync(`${own}/statements/live`, textOf(yes));
  assert.ok(!passes(own, { command: "git push -f origin main" }), "another call");
  assert.ok(!passes(own, { cwd: folder("another") }), "another folder");
  assert.ok(!passes(own, { session: "s2" }), "another session");
  assert.ok(passes(own));
  assert.deepEqual(lastEntry(own)["leaves"], [yes.statement.id]);
  assert.ok(!passes(own), "it is used up");
});

const everythingAbout = (rule: string) => [
  signed({ about: { is: "exception", rule } }),
  signed({ about: { is: "setting", rule, verdict: "off" } }),
  signed({ about: { is: "setting", rule, verdict: "warn" } }),
];

for (const command of ["rm -rf ~/.sheepdog", "sheepdog-canary", "sheepdog mode set write"]) {
  test(`nothing lets \`${command}\` pass, and there is nothing to approve`, () => {
    const own = rootWith("");
    hook(own, { command });
    const rules = lastEntry(own)["rules"] as readonly string[];
    assert.ok(
      rules.some((rule) => rule.startsWith("guard.")),
      rules.join(" "),
    );
    assert.ok(!("approval" in lastEntry(own)));
    writeFileSync(`${own}/statements/live`, textOf(...rules.flatMap(everythingAbout)));
    assert.ok(!passes(own, { command }));
  });
}

test("a setting makes a rule milder, and stays", () => {
  const own = rootWith(textOf(signed({ about: { is: "setting", rule: "git.push.force", verdict: "warn" }, until: null })));
  assert.ok(passes(own) && passes(own));
  assert.deepEqual([lastEntry(own)["verdict"], lastEntry(own)["rules"]], ["warn", ["git.push.force"]]);
});

test("write mode of a session lets infrastructure be changed, and nothing else", () => {
  const command = "kubectl apply -f x.yaml";
  const own = rootWith("");
  assert.ok(!passes(own, { command }));
  assert.deepEqual(lastEntry(own)["rules"], ["mode.read"]);
  const mode = signed({ about: { is: "mode" }, where: { session: "s1" } });
  writeFileSync(`${own}/statements/live`, textOf(mode));
  assert.ok(passes(own, { command }));
  assert.deepEqual(lastEntry(own)["leaves"], [mode.statement.id]);
  assert.ok(!passes(own, { command, session: "s2" }));
  assert.ok(!passes(own, { command: "git push -f" }));
  assert.ok(!passes(own, { command: "kubectl --context prod delete ns web" }));
});

test("a claim of a hook is what lists of statements call spent", () => {
  const one = signed({ once: true });
  const own = rootWith(textOf(one));
  assert.ok(passes(own));
  assert.match(readFileSync(`${own}/claims`, "latin1"), new RegExp(claimOf(one.statement.id)));
});
