/** Where the keys of people lie: the public halves that count, and the private ones, which are always a person's own. */
import { readJson } from "../../base/json.ts";
import { done, type Result } from "../../base/result.ts";
import { isThere, keyFolder, nodeVerifier, type Surroundings } from "../../hosts/node/node.ts";
import { keyIdOf, readKey, statementFiles, type StatementKey } from "../../proof/statements/statements.ts";
import { rootIn } from "../install/root.ts";

export type KeyPlaces = {
  /** The folder that names the keys that count. */
  readonly counting: string;
  /** The folder of this person's private halves. */
  readonly own: string;
  readonly lock: string;
  /** Only root says which keys count. */
  readonly isManaged: boolean;
};

/** Where this folder is, it alone says which keys count: nothing that runs as a person can add one. */
const managedKeys = `/etc/sheepdog/${statementFiles.keys}`;

export function keyPlaces({ home }: Pick<Surroundings, "home">): KeyPlaces {
  const own = `${rootIn(home).folder}/${statementFiles.keys}`;
  const isManaged = isThere(managedKeys);
  return { counting: isManaged ? managedKeys : own, own, lock: `${own}/lock`, isManaged };
}

/** The places as they are once root has said that it alone names the keys. */
export function managedKeyPlaces(around: Pick<Surroundings, "home">): KeyPlaces {
  return { ...keyPlaces(around), counting: managedKeys, isManaged: true };
}

export type CountingKey = { readonly id: string; readonly key: StatementKey };

export type CountingKeys = {
  readonly keys: readonly CountingKey[];
  /** What lies among them and does not count, and why. */
  readonly strange: readonly { readonly path: string; readonly why: string }[];
};

export const publicEnding = ".pub";

/** The public half of a key that was made here for another machine; or for this one, before root has said that it counts. */
export const elsewhereEnding = ".public";

export function countingKeys({ counting }: KeyPlaces): Result<CountingKeys> {
  return keysIn(counting, publicEnding);
}

export function elsewhereKeys({ own }: KeyPlaces): Result<CountingKeys> {
  return keysIn(own, elsewhereEnding);
}

function keysIn(path: string, ending: string): Result<CountingKeys> {
  const folder = keyFolder(path, ending);
  if (!folder.ok) return folder;
  const keys: CountingKey[] = [];
  const strange = [...folder.value.strange];
  for (const { name, text } of folder.value.files) {
    const read = keyNamed(name, text, ending);
    if (typeof read === "string") strange.push({ path: `${path}/${name}`, why: read });
    else keys.push(read);
  }
  return done({ keys, strange });
}

/** The key, or why it is none. */
function keyNamed(name: string, text: string, ending: string): CountingKey | string {
  const json = readJson(text);
  const key = json.ok ? readKey(json.value) : json;
  if (!key.ok) return `it holds no key: ${key.fault.what}`;
  const id = keyIdOf(nodeVerifier, key.value);
  return name === `${id}${ending}` ? { id, key: key.value } : "its name is not that of the key in it";
}

/** The first digits of an id, which is what people see and type. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
