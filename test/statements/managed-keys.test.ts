/** The keys of a whole machine, in a view of `/etc` of its own: root says which count, by their code, and nobody who runs as the person does. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sheepdogWords } from "../proof/trial-home.ts";
import { noView } from "./carrying-out.ts";
import { easy, noTerminal, type Person, personAt, phrase, quoted } from "./person.ts";

const view = `set -e
mount --make-rprivate /
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work"
mount -t overlay overlay -o lowerdir=/etc,upperdir="$1/upper",workdir="$1/work" /etc
sheepdog() { HOME="$home" ${quoted(sheepdogWords([]))} "$@"; }
`;

const people: Person[] = [];
after(() => people.forEach((one) => one.remove()));

function inView(person: Person, script: string): { readonly status: number | null; readonly said: string } {
  const layer = mkdtempSync(join(tmpdir(), "sheepdog-layer-"));
  try {
    const words = ["-m", "/bin/sh", "-c", `home="$2"\n${view}${script}`, "sh", layer, person.home];
    const { status, stdout, stderr } = spawnSync("unshare", words, { encoding: "utf8", timeout: 120_000, cwd: person.project });
    return { status, said: `${stdout}${stderr}` };
  } finally {
    rmSync(layer, { recursive: true, force: true });
  }
}

test(
  "a key counts for the machine once root gives its code, and the person's own folder counts no more",
  { skip: noView || noTerminal },
  async () => {
    const person = personAt();
    people.push(person);
    const made = await person.types(["key", "add", "--elsewhere", "--name", "office", ...easy], [phrase, phrase]);
    const [, code = ""] = /code +([0-9A-Z-]{19})/.exec(made.shown) ?? [];
    const keys = join(person.home, ".sheepdog/keys");
    const file = join(keys, readdirSync(keys).find((name) => name.endsWith(".public")) ?? "");
    const { status, said } = inView(
      person,
      `sheepdog key add --managed --enrol 0000-0000-0000-0000 '${file}' || echo refused
sheepdog key add --managed --enrol '${code}' '${file}'
stat -c '%U %a' /etc/sheepdog/keys /etc/sheepdog/keys/*.pub
sheepdog key list
cp '${file}' '${file.replace(".public", ".pub")}'
rm /etc/sheepdog/keys/*.pub
sheepdog key list`,
    );
    assert.equal(status, 0, said);
    assert.match(said, /^refused$/m);
    assert.match(said, /the code is not that of the key/);
    assert.match(said, /counts from now on/);
    assert.match(said, /root 755\nroot 644/);
    assert.match(said, /office \(ed25519\), opens by passphrase[^]*none counts in \/etc\/sheepdog\/keys/);
  },
);

test("who is not root says nothing of it", { skip: noView || noTerminal }, async () => {
  const person = personAt();
  people.push(person);
  const made = await person.types(["key", "add", "--elsewhere", ...easy], [phrase, phrase]);
  const [, code = ""] = /code +([0-9A-Z-]{19})/.exec(made.shown) ?? [];
  const { said } = inView(
    person,
    `mkdir -p /etc/sheepdog/keys
chmod -R a+rX "$home"; chown -R 65534:65534 "$home"
key=$(ls "$home"/.sheepdog/keys/*.public)
setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$home" ${quoted(sheepdogWords(["key", "add", "--managed", "--enrol", code]))} "$key" || true
setpriv --reuid=65534 --regid=65534 --clear-groups cp "$key" /etc/sheepdog/keys/ || echo kept out`,
  );
  assert.match(said, /which keys count here is for root to say/);
  assert.match(said, /kept out/);
});
