/** Keys of a person: made, taken and removed at a terminal, and by nobody who does not have one that counts already. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { easy, noTerminal, type Person, personAt, personWithKey, phrase } from "./person.ts";

const people: Person[] = [];
after(() => people.forEach((one) => one.remove()));
const atTerminal = { skip: noTerminal };

function newcomer(): Person {
  const person = personAt();
  people.push(person);
  return person;
}

async function keyHolder(): Promise<Person> {
  const person = await personWithKey();
  people.push(person);
  return person;
}

const keysOf = ({ home }: Person): string => join(home, ".sheepdog/keys");
const namesIn = (person: Person, ending: string): readonly string[] =>
  existsSync(keysOf(person)) ? readdirSync(keysOf(person)).filter((name) => name.endsWith(ending)) : [];
const logOf = async (person: Person): Promise<string> => (await person.runs(["log"])).shown;

test("a key is made at a terminal, lies sealed under a passphrase that is not shown, and is on record", atTerminal, async () => {
  const person = await keyHolder();
  const [file = ""] = namesIn(person, ".key");
  const path = join(keysOf(person), file);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.match(readFileSync(path, "utf8"), /"sealed":"-----BEGIN AGE ENCRYPTED FILE-----/);
  assert.equal(namesIn(person, ".pub").length, 1);
  assert.match(await logOf(person), /key-added ed25519/);
  const listed = JSON.parse((await person.runs(["key", "list", "--json"])).shown) as { level: string; keys: { opensBy: string }[] };
  assert.deepEqual([listed.level, listed.keys.map(({ opensBy }) => opensBy)], ["user", ["passphrase"]]);
});

test("without a terminal there is no key, whatever standard input says", atTerminal, async () => {
  const person = newcomer();
  const { code, shown } = await person.runs(["key", "add", ...easy], { input: `${phrase}\n${phrase}\n` });
  assert.equal(code, 2);
  assert.match(shown, /there is no terminal here.*run this in a terminal of your own/);
  assert.deepEqual([...namesIn(person, ".pub"), ...namesIn(person, ".key")], []);
});

test("a passphrase that is short, or typed differently the second time, makes no key", atTerminal, async () => {
  const person = newcomer();
  const short = await person.types(["key", "add", ...easy], ["short", "short"]);
  const differs = await person.types(["key", "add", ...easy], [phrase, `${phrase}!`]);
  assert.match(short.shown, /a passphrase has 12 characters at least/);
  assert.match(differs.shown, /the two are not the same/);
  assert.deepEqual(namesIn(person, ".pub"), []);
});

test("a second key wants the first one's yes; answers without its passphrase bring none", atTerminal, async () => {
  const person = await keyHolder();
  const guessed = await person.types(["key", "add", ...easy], ["y", "yes", phrase, phrase]);
  assert.equal(guessed.code, 2);
  assert.match(guessed.shown, /this is not the passphrase of the key/);
  assert.equal(namesIn(person, ".pub").length, 1);
  const agreed = await person.types(["key", "add", "--name", "second", ...easy], [phrase, `${phrase} 2`, `${phrase} 2`]);
  assert.equal(agreed.code, 0, agreed.shown);
  assert.equal(namesIn(person, ".pub").length, 2);
});

test("the last key goes only by itself, and what it signed ends with it", atTerminal, async () => {
  const person = await keyHolder();
  const [file = ""] = namesIn(person, ".pub");
  assert.equal((await person.types(["allow", "git.push.force"], [phrase])).code, 0);
  assert.equal((await person.types(["key", "remove", file.slice(0, 8)], ["no"])).code, 2);
  assert.equal(namesIn(person, ".pub").length, 1);
  assert.equal((await person.types(["key", "remove", file.slice(0, 8)], [phrase])).code, 0);
  assert.deepEqual([...namesIn(person, ".pub"), ...namesIn(person, ".key")], []);
  assert.match((await person.runs(["statements", "list"])).shown, /no key that counts has signed it/);
  assert.match(await logOf(person), /key-removed/);
});

test("a key that stopped counting makes no room for a first one", atTerminal, async () => {
  const person = await keyHolder();
  const [file = ""] = namesIn(person, ".pub");
  chmodSync(join(keysOf(person), file), 0o666);
  const { code, shown } = await person.types(["key", "add", ...easy], [phrase, phrase]);
  assert.equal(code, 2);
  assert.match(shown, /lies among your keys and does not count: others may write there/);
});

test("a private half that was exchanged signs nothing", atTerminal, async () => {
  const [person, stranger] = [await keyHolder(), await keyHolder()];
  const [own = ""] = namesIn(person, ".key");
  const [other = ""] = namesIn(stranger, ".key");
  const id = own.replace(".key", "");
  const theirs = readFileSync(join(keysOf(stranger), other), "utf8").replace(other.replace(".key", ""), id);
  writeFileSync(join(keysOf(person), own), theirs);
  const { code, shown } = await person.types(["allow", "git.push.force"], [phrase]);
  assert.equal(code, 2);
  assert.match(shown, /could not be opened|somebody has exchanged one of the two/);
  assert.match((await person.runs(["statements", "list"])).shown, /nothing is signed/);
});

test("a key of another device counts by the code that the device shows, and signs what is carried to it", atTerminal, async () => {
  const [machine, device] = [await keyHolder(), newcomer()];
  const made = await device.types(["key", "add", "--elsewhere", "--name", "phone", ...easy], [phrase, phrase]);
  const [, code = ""] = /code +([0-9A-Z-]{19})/.exec(made.shown) ?? [];
  const file = join(keysOf(device), namesIn(device, ".public")[0] ?? "");
  const wrong = await machine.types(["key", "add", "--enrol", code.replace(/.$/, (last) => (last === "0" ? "1" : "0")), file], [phrase]);
  assert.match(wrong.shown, /the code is not that of the key/);
  assert.equal((await machine.types(["key", "add", "--enrol", code, file], [phrase])).code, 0);
  const request = join(machine.home, "request");
  const id = namesIn(device, ".public")[0]?.slice(0, 8) ?? "";
  assert.equal((await machine.runs(["allow", "git.push.force", "--ask-device", request, "--key", id])).code, 0);
  const signed = await device.types(["statements", "sign", request], [phrase]);
  assert.match(signed.shown, /you are about to sign:\s+exception: the rule git\.push\.force/);
  assert.equal((await machine.runs(["statements", "accept", `${request}.signed`])).code, 0);
  assert.match((await machine.runs(["statements", "list"])).shown, /it counts/);
});

/** No security key is plugged in here: the same path with a key of software, which `ssh-keygen` asks for at the terminal just so. */
test("a key of OpenSSH signs through ssh-keygen, with the passphrase typed at the terminal", atTerminal, async () => {
  const person = newcomer();
  const file = join(person.home, "id_ed25519");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", phrase, "-C", "dev", "-f", file]);
  const added = await person.types(["key", "add", "--ssh", file], [phrase]);
  assert.equal(added.code, 0, added.shown);
  const agent = { SSH_AUTH_SOCK: join(person.home, "agent"), SSH_ASKPASS: "/bin/true", SSH_ASKPASS_REQUIRE: "force", DISPLAY: ":0" };
  const wrong = await person.types(["allow", "git.push.force"], ["not it", "not it", "not it"], { env: agent });
  assert.equal(wrong.code, 2, wrong.shown);
  const signed = await person.types(["allow", "git.push.force"], [phrase], { env: agent });
  assert.equal(signed.code, 0, signed.shown);
  assert.match((await person.runs(["statements", "list"])).shown, /it counts/);
});

test("a key of OpenSSH that anybody could use is not taken", atTerminal, async () => {
  const person = newcomer();
  const file = join(person.home, "id_ed25519");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
  assert.match((await person.types(["key", "add", "--ssh", file])).shown, /has no passphrase, so whatever runs as you could sign with it/);
});

test("inside an agent nobody is asked, although there is a terminal", atTerminal, async () => {
  const person = await keyHolder();
  const agent = join(person.home, "claude");
  writeFileSync(agent, '#!/bin/sh\n"$@"\n:\n', { mode: 0o755 });
  const { shown } = await person.types(["mode", "set", "write"], [phrase], { under: agent });
  assert.match(shown, /this runs inside Claude Code, and what loosens the guard is a person's to say/);
  assert.match((await person.runs(["statements", "list"])).shown, /nothing is signed/);
});
