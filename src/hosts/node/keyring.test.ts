/** Secrets go to a keeper and come back by standard input and output, never among its words, and a keeper that fails is a fault. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { dropFromKeyring, fromKeyring, keepInKeyring, openedByMachine, sealedByMachine } from "./keyring.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-keyring-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A keeper that notes its words and holds what it was given in a file by its last word. */
const keeper = `#!/bin/sh
echo "$0 $*" >> "${folder}/words"
case "$1$2" in
store*) for last; do :; done; cat > "${folder}/kept-$last" ;;
lookup*) for last; do :; done; cat "${folder}/kept-$last" ;;
clear*) for last; do :; done; rm "${folder}/kept-$last" ;;
*encrypt*) tr A-Za-z N-ZA-Mn-za-m ;;
*decrypt*) tr A-Za-z N-ZA-Mn-za-m ;;
esac
`;
for (const name of ["secret-tool", "systemd-creds"]) writeFileSync(join(folder, name), keeper, { mode: 0o755 });
const here = { name: "aabb-01", folders: folder };

test("a secret is kept, found and forgotten", async () => {
  assert.ok((await keepInKeyring("AGE-SECRET-KEY-1FAKE\n", here)).ok);
  assert.deepEqual(await fromKeyring(here), { ok: true, value: "AGE-SECRET-KEY-1FAKE\n" });
  assert.ok((await dropFromKeyring(here)).ok);
  assert.equal((await fromKeyring(here)).ok, false);
});

test("one way's secret never takes the place of another's", async () => {
  await keepInKeyring("one", { ...here, name: "aabb-01" });
  await keepInKeyring("two", { ...here, name: "aabb-02" });
  assert.deepEqual(await fromKeyring({ ...here, name: "aabb-01" }), { ok: true, value: "one" });
});

test("what the machine seals is not the secret, and comes back", async () => {
  const sealed = await sealedByMachine("FAKE", here);
  assert.ok(sealed.ok && sealed.value !== "FAKE");
  assert.deepEqual(await openedByMachine(sealed.value, here), { ok: true, value: "FAKE" });
});

test("no secret stood among the words of any of them", () => {
  const words = readFileSync(join(folder, "words"), "utf8");
  assert.match(words, /--name=sheepdog-vault-aabb-01/);
  assert.doesNotMatch(words, /FAKE|one$|two$/m);
});

test("a keeper that is not there, and one that fails, are faults with words", async () => {
  const absent = await fromKeyring({ name: "x", folders: "/nowhere" });
  assert.equal(absent.ok ? undefined : absent.fault.code, "keeper.absent");
  writeFileSync(join(folder, "secret-tool"), "#!/bin/sh\necho 'the keyring is locked' >&2\nexit 1\n", { mode: 0o755 });
  const failed = await fromKeyring(here);
  assert.ok(!failed.ok);
  assert.equal(failed.fault.code, "keeper.failed");
  assert.match(failed.fault.what, /the keyring is locked/);
});
