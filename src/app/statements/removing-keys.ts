/** A key taken away: what it signed ends at once. The last one says so itself, since whoever comes after it would need nobody's yes. */
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { dropFromKeyring, exclusively, isThere, removeFile } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { recordDeed } from "./deed-entries.ts";
import { type CountingKey, countingKeys, keyPlaces, publicEnding, shortId } from "./key-places.ts";
import { keeperName, privateEnding, privateKey } from "./private-keys.ts";
import { type KeyChoice, signerFor } from "./signer.ts";

export async function removeKey(desk: Desk, start: string, choice: KeyChoice): Promise<Result<CountingKey>> {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  if (!counting.ok) return counting;
  const [found, ...more] = counting.value.keys.filter(({ id }) => id.startsWith(start));
  if (found === undefined || more.length > 0) return fail(unclear(start, more.length));
  if (places.isManaged && !desk.around.isRoot) return fail(rootOnly);
  if (!places.isManaged && counting.value.keys.length === 1) {
    const agreed = await agreedByItself(desk, found, choice);
    if (!agreed.ok) return agreed;
  }
  const gone = exclusively(`${places.counting}/lock`, () => removeFile(`${places.counting}/${found.id}${publicEnding}`));
  const recorded = gone.ok
    ? recordDeed(desk, { did: "key-removed", id: found.id, by: "", about: `${found.key.kind} ${found.key.name}`, until: null })
    : gone;
  const forgotten = recorded.ok ? await forgetPrivate(desk, found.id) : recorded;
  return forgotten.ok ? done(found) : forgotten;
}

async function agreedByItself(desk: Desk, { id }: CountingKey, choice: KeyChoice): Promise<Result<void>> {
  const signer = signerFor(desk, { ...choice, key: id });
  if (!signer.ok)
    return fail({ ...signer.fault, todo: "if its passphrase is lost, remove its files from the folder of your keys yourself" });
  const signed = await signer.value.sign(
    [`sheepdog key 1\nremove ${id}`],
    `your last key is to go: ${shortId(id)}; nothing that it signed counts then\n`,
  );
  return signed.ok ? done(undefined) : signed;
}

/** An SSH key stays where it is: it was ours only by name. */
async function forgetPrivate(desk: Desk, id: string): Promise<Result<void>> {
  const places = keyPlaces(desk.around);
  const file = `${places.own}/${id}${privateEnding}`;
  if (!isThere(file)) return done(undefined);
  const key = privateKey(places, id);
  if (key.ok && key.value?.way === "keyring") await dropFromKeyring({ name: keeperName(id) });
  return removeFile(file);
}

function unclear(start: string, more: number): Fault {
  const what = more === 0 ? `no key begins with \`${start}\`` : `several keys begin with \`${start}\``;
  return { code: "key.unknown", what, todo: "`sheepdog key list` shows them" };
}

const rootOnly = {
  code: "key.managed",
  what: "which keys count here is for root to say",
  follows: "nothing was changed",
  todo: "run it with `sudo`",
};
