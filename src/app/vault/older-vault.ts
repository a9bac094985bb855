/** Reads the vault of a system that people come from: each entry by itself, and one that is damaged is told, never passed over. */
import type { Predecessor } from "../../agents/agents.ts";
import { isMembers } from "../../base/read.ts";
import { readJson } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  isThere,
  machineKey,
  machineNames,
  namesIn,
  openedWith,
  readBytes,
  readTextIfThere,
  type Surroundings,
} from "../../hosts/node/node.ts";
import type { Finds, Found, Passed } from "./importing.ts";

export type Machine = { readonly host?: string | undefined; readonly machineId?: string | undefined };

const leastSalt = 32;
const nonceBytes = 12;
const ending = ".enc";

export function readOlderVault(around: Surroundings, system: Predecessor, { host, machineId }: Machine): Result<Finds> {
  const folder = system.folder(around.home, around.variable);
  if (!isThere(`${folder}/${system.salt}`))
    return fail({ code: "import.absent", what: `there is no vault of ${system.name} at \`${folder}\`` });
  const salt = readBytes(`${folder}/${system.salt}`);
  if (!salt.ok) return salt;
  if (salt.value.length < leastSalt) return fail(unsalted(folder, system.salt));
  const names = namesIn(folder);
  if (!names.ok) return names;
  const key = machineKey(machineNames(host, machineId), salt.value, system.iterations(around.variable));
  const [found, passed]: [Found[], Passed[]] = [[], []];
  for (const file of names.value.filter((name) => name.endsWith(ending))) {
    const stem = file.slice(0, -ending.length);
    const value = opened(`${folder}/${file}`, key);
    if (value === undefined) passed.push({ name: stem, why: "it cannot be decrypted: damaged, or written on another machine" });
    else found.push({ value, ...described(folder, stem, system) });
  }
  key.fill(0);
  return found.length === 0 && passed.length > 0 ? fail(foreign(folder)) : done({ found, passed });
}

function unsalted(folder: string, salt: string): { readonly code: string; readonly what: string; readonly follows: string } {
  return { code: "import.salt", what: `\`${folder}/${salt}\` is damaged`, follows: "nothing in that vault can be decrypted any more" };
}

function foreign(folder: string): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "import.foreign",
    what: `nothing in \`${folder}\` can be decrypted on this machine`,
    follows: "nothing was taken over",
    todo: "name the machine that wrote it: `--host NAME --machine-id ID`",
  };
}

/** Nonce, then what was sealed, then the tag; nothing else is bound to it. */
function opened(path: string, key: Uint8Array): Uint8Array | undefined {
  const bytes = readBytes(path);
  return bytes.ok && bytes.value.length > nonceBytes
    ? openedWith(key, bytes.value.subarray(0, nonceBytes), { sealed: bytes.value.subarray(nonceBytes) })
    : undefined;
}

/** The name as it was given, where it is still known; in the file's name slashes are gone. */
function described(folder: string, stem: string, { tokenPrefix, tokenFolder, name: system }: Predecessor): Omit<Found, "value"> {
  const isToken = stem.startsWith(tokenPrefix);
  const file = isToken ? `${folder}/${tokenFolder}/${stem.slice(tokenPrefix.length)}.json` : `${folder}/${stem}.meta`;
  const text = readTextIfThere(file);
  const json = text.ok && text.value !== null ? readJson(text.value) : undefined;
  const told = json?.ok === true && isMembers(json.value) ? json.value : {};
  const name = typeof told["name"] === "string" ? told["name"] : isToken ? stem.slice(tokenPrefix.length) : stem;
  const category = told["category"];
  return { name, note: `from ${system}`, ...(typeof category === "string" && category !== "" ? { category } : {}) };
}
