/** The vault from the command line: what it keeps, what it gives, whom it refuses, and that nothing of it is seen anywhere else. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Ended, type TrialHome, trialHome } from "./trial-home.ts";

const passphrase = "correct horse battery staple";
const secret = 'FAKE-tok\'en "with" $(quotes) \\ and é';

const homes: TrialHome[] = [];
after(() => homes.forEach((one) => one.remove()));

async function homeWithVault(): Promise<TrialHome> {
  const trial = trialHome();
  homes.push(trial);
  ended(await trial.sheepdog(["vault", "init", "--add", "ssh", "--new-identity", "key"]));
  return trial;
}

function ended({ code, out, err }: Ended): string {
  assert.equal(code, 0, err);
  return out;
}

function refused({ code, err }: Ended, words: RegExp): void {
  assert.equal(code, 2, err);
  assert.match(err, words);
}

const opened = ["--identity", "key"];
const shared = await homeWithVault();
ended(await shared.sheepdog(["vault", "put", "DEPLOY_TOKEN", "--note", "for tests", ...opened], { input: `${secret}\n` }));

test("a value comes back as it was put, without the newline that ended it", async () => {
  assert.equal(ended(await shared.sheepdog(["vault", "get", "DEPLOY_TOKEN", ...opened])), secret);
});

test("every file of the vault is its owner's alone", () => {
  const folder = join(shared.home, ".sheepdog/vault");
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name);
});

test("neither the file nor the list shows a value or a part of one", async () => {
  const file = readFileSync(join(shared.home, ".sheepdog/vault/vault"), "latin1");
  const list = ended(await shared.sheepdog(["vault", "list", "--json", ...opened]));
  for (const text of [file, list]) assert.ok(!text.includes("FAKE-") && !text.includes(secret));
  assert.match(list, /"name": "DEPLOY_TOKEN"/);
});

test("a passphrase opens it, a wrong one does not, and neither is repeated", async () => {
  const trial = trialHome();
  homes.push(trial);
  ended(await trial.sheepdog(["vault", "init", "--work-factor", "15", "--new-passphrase-fd", "3"], { descriptors: [passphrase] }));
  ended(await trial.sheepdog(["vault", "put", "A", "--passphrase-fd", "3"], { input: "value", descriptors: [`${passphrase}\n`] }));
  assert.equal(ended(await trial.sheepdog(["vault", "get", "A", "--passphrase-fd", "3"], { descriptors: [passphrase] })), "value");
  const wrong = await trial.sheepdog(["vault", "get", "A", "--passphrase-fd", "3"], { descriptors: ["incorrect horse battery"] });
  refused(wrong, /this is not the passphrase of the vault; nothing was opened/);
  assert.ok(!wrong.err.includes("incorrect horse"));
});

test("a short passphrase is refused, and makes no vault", async () => {
  const trial = trialHome();
  homes.push(trial);
  refused(await trial.sheepdog(["vault", "init", "--new-passphrase-fd", "3"], { descriptors: ["short"] }), /12 characters at least/);
  assert.ok(!existsSync(join(trial.home, ".sheepdog/vault/vault")));
});

test("without a terminal, a keyring and an identity it says how it opens", async () => {
  refused(await shared.sheepdog(["vault", "list"]), /opens by ssh .*see `--passphrase-fd`/);
});

test("names that are odd are refused before anything is opened", async () => {
  for (const name of ["../x", "a/b", "x\ny", "sheepdog/integrity", "x".repeat(200), "\u0410PI"])
    refused(await shared.sheepdog(["vault", "put", "--", name], { input: "x" }), /cannot be the name of a secret/);
});

test("the program that gets a secret has it in its environment, and no command line shows it", async () => {
  const script = 'printf "%s\\n" "$DEPLOY_TOKEN"; tr "\\0" "\\n" < /proc/$PPID/cmdline; tr "\\0" "\\n" < /proc/$$/cmdline';
  const out = ended(await shared.sheepdog(["vault", "run", "--with", "DEPLOY_TOKEN", ...opened, "--", "sh", "-c", script]));
  const [first, ...rest] = out.split("\n");
  assert.equal(first, secret);
  assert.ok(rest.length > 4 && !rest.join("\n").includes("FAKE-tok"));
});

test("the program's end is ours, and without a choice it is not started", async () => {
  const code = await shared.sheepdog(["vault", "run", "--with", "DEPLOY_TOKEN", ...opened, "--", "sh", "-c", "exit 7"]);
  assert.equal(code.code, 7);
  refused(await shared.sheepdog(["vault", "run", ...opened, "--", "sh", "-c", "echo started"]), /no secret was chosen/);
});

test("what is exported is taken by a shell as it was", async () => {
  const lines = ended(await shared.sheepdog(["vault", "export", "--all", ...opened]));
  const shell = await import("node:child_process");
  assert.equal(shell.execFileSync("sh", ["-c", `${lines}\nprintf %s "$DEPLOY_TOKEN"`], { encoding: "utf8" }), secret);
});

test("rotation keeps the value before, and another key keeps everything", async () => {
  const trial = shared.copy();
  homes.push(trial);
  ended(await trial.sheepdog(["vault", "rotate", "DEPLOY_TOKEN", "--generate", ...opened]));
  assert.match(ended(await trial.sheepdog(["vault", "get", "DEPLOY_TOKEN", ...opened])), /^[0-9a-f]{64}$/);
  assert.equal(ended(await trial.sheepdog(["vault", "get", "DEPLOY_TOKEN", "--previous", ...opened])), secret);
  ended(await trial.sheepdog(["vault", "rekey", ...opened]));
  assert.equal(ended(await trial.sheepdog(["vault", "get", "DEPLOY_TOKEN", "--previous", ...opened])), secret);
});

test("a way that was dropped opens nothing any more, and the last one stays", async () => {
  const trial = shared.copy();
  homes.push(trial);
  const way = /ssh \(key\), ([0-9a-f]{8})/.exec(ended(await trial.sheepdog(["vault", "check", ...opened])))?.[1] ?? "";
  refused(await trial.sheepdog(["vault", "rekey", "--drop", way, ...opened]), /a vault needs a way in; nothing was changed/);
  const words = ["vault", "rekey", "--drop", way, "--add", "passphrase", "--work-factor", "15", "--new-passphrase-fd", "3", ...opened];
  ended(await trial.sheepdog(words, { descriptors: [passphrase] }));
  refused(await trial.sheepdog(["vault", "list", ...opened]), /stays closed/);
  assert.match(ended(await trial.sheepdog(["vault", "list", "--passphrase-fd", "3"], { descriptors: [passphrase] })), /DEPLOY_TOKEN/);
});

test("an older vault in place of a newer one is found by who knows the number", async () => {
  const check = ["vault", "check", ...opened, "--at-least"];
  assert.equal((await shared.sheepdog([...check, "2"])).code, 0);
  const old = await shared.sheepdog([...check, "3"]);
  assert.equal(old.code, 1);
  assert.match(old.err, /older vault: generation 3 was seen before/);
});

const vaultFile = ".sheepdog/vault/vault";
const damages: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ["with one bit flipped", (file) => writeFileSync(file, flipped(readFileSync(file), 4_000)), /the vault is damaged/],
  ["cut off", (file) => writeFileSync(file, readFileSync(file).subarray(0, 300)), /the vault is damaged/],
  ["that is empty", (file) => writeFileSync(file, ""), /the vault is damaged/],
  ["that is gone", (file) => rmSync(file), /the vault is gone/],
  ["that others may read", (file) => chmodSync(file, 0o640), /others have rights on it/],
  ["with a second name", (file) => linkSync(file, `${file}.2`), /it has a second name/],
  ["that is a link", linked, /it is a link/],
  ["that is a folder", (file) => mkdirSync(emptied(file)), /it is no regular file/],
];

function linked(file: string): void {
  renameSync(file, `${file}.real`);
  symlinkSync(`${file}.real`, file);
}

function emptied(file: string): string {
  rmSync(file);
  return file;
}

function flipped(bytes: Buffer, bit: number): Buffer {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes;
}

for (const [what, damage, words] of damages) {
  test(`a vault ${what} is a fault for who reads and who writes, and none is made in its place`, async () => {
    const trial = shared.copy();
    homes.push(trial);
    damage(join(trial.home, vaultFile));
    const before = existsSync(join(trial.home, vaultFile));
    refused(await trial.sheepdog(["vault", "get", "DEPLOY_TOKEN", ...opened]), words);
    refused(await trial.sheepdog(["vault", "put", "NEW", ...opened], { input: "x" }), words);
    const init = await trial.sheepdog(["vault", "init", "--add", "ssh", "--new-identity", "key"]);
    refused(init, before ? /there is a vault already; it stays as it is/ : /the vault is gone/);
    assert.equal(existsSync(join(trial.home, vaultFile)), before);
  });
}

test("six at once each keep their value", async () => {
  const trial = shared.copy();
  homes.push(trial);
  const names = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX"];
  for (const put of await Promise.all(names.map((name) => trial.sheepdog(["vault", "put", name, ...opened], { input: `of ${name}` }))))
    ended(put);
  const list = ended(await trial.sheepdog(["vault", "list", ...opened]));
  for (const name of [...names, "DEPLOY_TOKEN"]) assert.match(list, new RegExp(`\\b${name}\\b`));
  assert.match(ended(await trial.sheepdog(["vault", "check", ...opened])), /generation 8/);
});

test("tokens come from the environment and from a shell's file, and what needs the shell is told by name", async () => {
  const trial = shared.copy();
  homes.push(trial);
  const env = { A_TOKEN: "fake-a", B_API_KEY: "your-api-key-here", AUTHOR: "me", NO_SUCH: "x" };
  const fromEnv = await trial.sheepdog(["vault", "import", ...opened], { env });
  assert.equal(fromEnv.code, 1);
  assert.match(fromEnv.out, /kept +A_TOKEN\n/);
  assert.match(fromEnv.out, /left out +B_API_KEY: it holds no secret yet/);
  assert.doesNotMatch(fromEnv.out, /AUTHOR|NO_SUCH|fake-a/);
  const file = "export C_TOKEN='fake c' # mine\nD_SECRET=\"x$(id)\"\nexport e_token=fake-e\nif broken (\nA_TOKEN=another\n";
  writeFileSync(join(trial.home, "rc"), file);
  const fromFile = await trial.sheepdog(["vault", "import", "--from-file", "rc", ...opened]);
  assert.match(fromFile.out, /kept +C_TOKEN\n/);
  assert.match(fromFile.out, /kept +e_token\n/);
  assert.match(fromFile.out, /D_SECRET: its value is worked out by the shell/);
  assert.match(fromFile.out, /A_TOKEN: another value is there; `--replace`/);
  assert.equal(ended(await trial.sheepdog(["vault", "get", "C_TOKEN", ...opened])), "fake c");
  assert.equal(ended(await trial.sheepdog(["vault", "get", "A_TOKEN", ...opened])), "fake-a");
});
