/** The short code of a key: a person reads it from the device that made the key and gives it to the machine that is to trust it. */
import { bytesOfHex } from "../../base/hex.ts";

/**
 * The first 80 bits of the key's id, which is a hash of the public key, in sixteen letters and digits. Whoever wants to slip in a key of
 * their own has to find one with the same code: 2^80 tries.
 */
export function codeOf(id: string): string {
  let bits = 0n;
  for (const byte of (bytesOfHex(id) ?? new Uint8Array()).slice(0, codeBytes)) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: codeLetters }, (_, at) =>
    alphabet.charAt(Number((bits >> BigInt(5 * (codeLetters - 1 - at))) & 31n)),
  );
  return (letters.join("").match(/.{4}/g) ?? []).join("-");
}

/** Is this what a person may have typed for that key? In whatever case, with or without hyphens; nothing shorter than the whole code. */
export function isCode(typed: string, id: string): boolean {
  return plain(typed) === plain(codeOf(id));
}

function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, "").toUpperCase();
}

const codeBytes = 10;
const codeLetters = 16;

/** Without the letters and digits that look alike: no I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
