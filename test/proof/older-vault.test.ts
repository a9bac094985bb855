/** A vault of the system that people come from is brought along whole: every entry, its name, and what of it is damaged. */
import assert from "node:assert/strict";
import { createCipheriv, createHash, pbkdf2Sync } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Ended, type TrialHome, trialHome } from "./trial-home.ts";

const opened = ["--identity", "key"];
const machine = ["--host", "old-host", "--machine-id", "0123456789abcdef"];
const homes: TrialHome[] = [];
after(() => homes.forEach((one) => one.remove()));

/** By the format's description, and not by our own reader of it. */
function writeVault(folder: string, entries: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(join(folder, "token_meta"), { recursive: true });
  const salt = Buffer.alloc(32, 5);
  const entropy = createHash("sha256").update("old-host:old-host:0123456789abcdef").digest();
  const key = pbkdf2Sync(entropy, salt, 600_000, 32, "sha256");
  writeFileSync(join(folder, ".vault_salt"), salt);
  for (const [name, value] of Object.entries(entries)) {
    const nonce = Buffer.alloc(12, name.length);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    writeFileSync(join(folder, `${name}.enc`), Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]));
  }
}

async function homeWithOlder(): Promise<TrialHome> {
  const trial = trialHome();
  homes.push(trial);
  const folder = join(trial.home, ".claude/.vault");
  writeVault(folder, {
    token_GROQ_API_KEY: Buffer.from("fake-groq"),
    token_MY_THING: Buffer.from("fake-thing"),
    cluster_secret: Buffer.alloc(32, 0xe9),
  });
  writeFileSync(join(folder, "token_meta/MY_THING.json"), JSON.stringify({ name: "MY_THING", category: "service", prefix: "fake-thi..." }));
  writeFileSync(join(folder, "cluster_secret.meta"), JSON.stringify({ name: "cluster_secret", key_length: 32 }));
  assert.equal((await trial.sheepdog(["vault", "init", "--add", "ssh", "--new-identity", "key"])).code, 0);
  return trial;
}

function ended({ code, out, err }: Ended, wanted = 0): string {
  assert.equal(code, wanted, err + out);
  return out;
}

const bring = ["import", "claude-code-security", ...machine, ...opened];

test("every entry comes along under its name, and the older vault stays as it is", async () => {
  const trial = await homeWithOlder();
  const folder = join(trial.home, ".claude/.vault");
  const before = readdirSync(folder);
  const out = ended(await trial.sheepdog(bring));
  for (const name of ["GROQ_API_KEY", "MY_THING", "cluster_secret"]) assert.match(out, new RegExp(`kept +${name}\n`));
  assert.equal(ended(await trial.sheepdog(["vault", "get", "GROQ_API_KEY", ...opened])), "fake-groq");
  assert.equal(
    ended(await trial.sheepdog(["vault", "get", "cluster_secret", "--base64", ...opened])),
    Buffer.alloc(32, 0xe9).toString("base64"),
  );
  const list = ended(await trial.sheepdog(["vault", "list", "--json", ...opened]));
  assert.match(list, /"name": "GROQ_API_KEY",\s+"category": "llm",\s+"note": "from claude-code-security"/);
  assert.match(list, /"name": "MY_THING",\s+"category": "service"/);
  assert.ok(!list.includes("fake-thi"));
  assert.deepEqual(readdirSync(folder), before);
});

test("brought along twice nothing changes", async () => {
  const trial = await homeWithOlder();
  ended(await trial.sheepdog(bring));
  const file = join(trial.home, ".sheepdog/vault/vault");
  const before = readFileSync(file);
  assert.match(ended(await trial.sheepdog(bring)), /MY_THING: it is there already/);
  assert.deepEqual(readFileSync(file), before);
});

test("an entry that is damaged is told by name, and the others come along", async () => {
  const trial = await homeWithOlder();
  const file = join(trial.home, ".claude/.vault/token_MY_THING.enc");
  const bytes = readFileSync(file);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const out = ended(await trial.sheepdog(bring), 1);
  assert.match(out, /left out +token_MY_THING: it cannot be decrypted: damaged, or written on another machine/);
  assert.match(out, /kept +GROQ_API_KEY/);
});

test("from another machine nothing comes along, and it says how to name that machine", async () => {
  const trial = await homeWithOlder();
  const { code, err } = await trial.sheepdog(["import", "claude-code-security", "--host", "other", ...opened]);
  assert.equal(code, 2);
  assert.match(err, /nothing in .* can be decrypted on this machine.*--host NAME --machine-id ID/);
});

test("a salt that is cut off is a fault, and none is made in its place", async () => {
  const trial = await homeWithOlder();
  const salt = join(trial.home, ".claude/.vault/.vault_salt");
  writeFileSync(salt, Buffer.alloc(16, 5));
  const { code, err } = await trial.sheepdog(bring);
  assert.equal(code, 2);
  assert.match(err, /is damaged; nothing in that vault can be decrypted any more/);
  assert.deepEqual(readFileSync(salt), Buffer.alloc(16, 5));
});

test("where there is none it says so", async () => {
  const trial = trialHome();
  homes.push(trial);
  const { code, err } = await trial.sheepdog(bring);
  assert.equal(code, 2);
  assert.match(err, /there is no vault of claude-code-security/);
});
