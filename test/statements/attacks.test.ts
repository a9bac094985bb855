/** Who may loosen what, attacked: the guard blocks every route that it is asked about, and what it is not asked about brings nothing, or is found. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { canonicalJson, type Json } from "../../src/base/json.ts";
import { rounds } from "../lib/random.ts";
import { asked, type Ids, linesOf, liveFile, shell, triedAll } from "./attack-ground.ts";
import { type Attack, commands, disguises, files, type Fields, forgeries } from "./attack-table.ts";
import { carriedOut, type Level, noView } from "./carrying-out.ts";
import { noTerminal, type Person, personAt, personWithKey, phrase } from "./person.ts";

const attacks: readonly Attack[] = [...commands, ...disguises, ...files];

/** What the statements that are forged, moved or stolen would let pass. */
const push = "git push -f origin main";
const probes = [push, "kubectl --context prod scale deployment web --replicas=0"];

let person: Person = personAt();
let ids: Ids = { own: "", other: "" };
const people: Person[] = [person];
after(() => people.forEach((one) => one.remove()));

const keyOf = ({ home }: Person): string =>
  (readdirSync(join(home, ".sheepdog/keys")).find((name) => name.endsWith(".pub")) ?? "").replace(".pub", "");

/** A person with a key, and an attacker with one of their own who has signed what they would like to do. */
before(async () => {
  if (noTerminal !== false) return;
  person = await personWithKey();
  const attacker = await personWithKey();
  people.push(person, attacker);
  ids = { own: keyOf(person), other: keyOf(attacker) };
  execFileSync("git", ["init", "-q", person.project]);
  const signed = await attacker.types(["allow", "git.push.force", "--for", "7d", "--anywhere"], [phrase]);
  assert.equal(signed.code, 0, signed.shown);
  const mode = await attacker.types(["mode", "set", "write", "--session", "s1", "--for", "8h"], [phrase]);
  assert.equal(mode.code, 0, mode.shown);
  copyFileSync(liveFile(attacker), join(person.project, "copy"));
  copyFileSync(join(attacker.home, `.sheepdog/keys/${ids.other}.pub`), join(person.project, "pub"));
  // So that the files that are attacked are there.
  const own = await person.types(["allow", "git.push.force", "--once"], [phrase]);
  assert.equal(own.code, 0, own.shown);
});

test("what changes nothing passes", { skip: noTerminal }, async () => {
  for (const command of [
    "ls",
    "sheepdog mode get",
    "sheepdog statements list",
    "sheepdog approve list",
    "sheepdog trust check",
    "sheepdog key list",
  ])
    assert.equal((await asked(person, shell(command))).isBlocked, false, command);
});

test(`${attacks.length} attacks by three routes each are blocked before they happen`, { skip: noTerminal }, async () => {
  assert.ok(attacks.length >= 80);
  const passed: string[] = [];
  let tried = 0;
  for (const attack of attacks)
    for (const { route, isBlocked } of await triedAll(person, attack, ids)) {
      tried += 1;
      if (!isBlocked) passed.push(`${attack.what}, by ${route}: ${attack.line}`);
    }
  assert.equal(tried, 3 * attacks.length);
  assert.deepEqual(passed, []);
});

const possible = attacks.filter((attack) => attack.carriedOut === true);

/** All of them in full runs; else those that bring a key of their own, and some of the others. */
const real = possible.filter(({ line }, at) => line.includes("OTHER") || at % rounds(6, 1) === 0);

/** What is left where it is not judged: nothing at the managed level, and at the user's nothing that doctor does not find. */
function outcomes(level: Level): void {
  const all = carriedOut({ person: withoutOwn(), attacks: real, ids, probes }, level);
  const brought = all.filter(({ passed }) => passed.length > 0);
  if (level === "managed") assert.deepEqual([brought, all.filter(({ isUntouched }) => !isUntouched)], [[], []]);
  else
    assert.deepEqual(
      brought.filter(({ found }) => found.length === 0),
      [],
    );
  // Whoever writes files as the person can add a key: were that not so here, nothing would have been tried.
  const added = brought.find(({ what }) => what.startsWith("a key of its own among the keys"));
  assert.deepEqual(added?.found, level === "managed" ? undefined : ["key.unrecorded", "statement.unrecorded", "statement.unrecorded"]);
}

/** The probes must stand for what the attack brought, not for what the person signed. */
function withoutOwn(): Person {
  writeFileSync(liveFile(person), "");
  return person;
}

test(
  `user level: of ${real.length} attacks that nobody judges none brings anything that doctor does not find`,
  { skip: noView || noTerminal },
  () => outcomes("user"),
);

test(`managed level: of ${real.length} attacks that nobody judges none brings anything at all`, { skip: noView || noTerminal }, () =>
  outcomes("managed"),
);

test(
  `${forgeries.length} statements that are not what the person signed let nothing pass, and the one that is lets one call pass`,
  { skip: noTerminal },
  async () => {
    writeFileSync(liveFile(person), "");
    const made = await person.types(["allow", "git.push.force", "--here", "--", ...push.split(" ")], [phrase]);
    assert.equal(made.code, 0, made.shown);
    const [genuine = ""] = linesOf(person);
    const { statement, signature } = JSON.parse(genuine) as { readonly statement: Fields; readonly signature: string };
    for (const { what, from } of forgeries) {
      writeFileSync(liveFile(person), `${canonicalJson({ signature, statement: from(statement) as Json })}\n`);
      for (const probe of probes) assert.ok((await asked(person, shell(probe))).isBlocked, `${what}: ${probe}`);
    }
    writeFileSync(liveFile(person), `${genuine}\n`);
    const twice = [await asked(person, shell(push)), await asked(person, shell(push))];
    assert.deepEqual(
      twice.map(({ isBlocked }) => isBlocked),
      [false, true],
    );
    assert.match(readFileSync(liveFile(person), "utf8"), /"once":true/);
  },
);

test("a terminal that answers every prompt, in every way, brings nothing without the key", { skip: noTerminal }, async () => {
  const earlier = linesOf(person);
  const answers = ["y", "yes", "", "\u0003", "\u0004", "root", phrase.slice(1), phrase.toUpperCase()];
  for (const [at, answer] of answers.entries()) {
    const { line } = commands[at % 6] ?? { line: "" };
    const words = line.replace("sheepdog ", "").split(" ");
    assert.notEqual((await person.types(words, [answer, answer, answer])).code, 0, `${line} with \`${answer}\``);
  }
  assert.deepEqual(linesOf(person), earlier);
});
