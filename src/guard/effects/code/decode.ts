/** Decoders of what hides code in plain sight. Bytes are texts with one character for each; undefined where the input is none of it. */
import { decodeUtf8 } from "../../../base/decode-utf8.ts";
import { utf8Bytes } from "../../../base/utf8.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function fromBase64(written: string): string | undefined {
  const content = written.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (/[^A-Za-z0-9+/]/.test(content) || content.length % 4 === 1) return undefined;
  return regrouped(
    Array.from(content, (letter) => letters.indexOf(letter)),
    { from: 6, to: 8 },
  )
    .map(byteText)
    .join("");
}

export function toBase64(binary: string): string {
  const padded = regrouped(bytesOf(binary), { from: 8, to: 6, padded: true })
    .map((at) => letters[at])
    .join("");
  return padded.padEnd(Math.ceil(padded.length / 4) * 4, "=");
}

export function fromBase32(written: string): string | undefined {
  const content = written.replace(/\s+/g, "").replace(/=+$/, "").toUpperCase();
  if (/[^A-Z2-7]/.test(content)) return undefined;
  return regrouped(
    Array.from(content, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)),
    { from: 5, to: 8 },
  )
    .map(byteText)
    .join("");
}

type Bits = { readonly from: number; readonly to: number; readonly padded?: true };

/** Numbers of some bits each, as numbers of other bits; what is left over counts only where it is padded. */
function regrouped(numbers: readonly number[], { from, to, padded }: Bits): readonly number[] {
  const made: number[] = [];
  let [held, bits] = [0, 0];
  for (const number of numbers) {
    held = ((held << from) | number) & 0xffff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      made.push((held >> bits) & ((1 << to) - 1));
    }
  }
  if (padded === true && bits > 0) made.push((held << (to - bits)) & ((1 << to) - 1));
  return made;
}

export function fromHex(written: string): string | undefined {
  const content = written.replace(/\s+/g, "");
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(content)) return undefined;
  return (content.match(/../g) ?? []).map((pair) => byteText(Number.parseInt(pair, 16))).join("");
}

export function toHex(binary: string): string {
  return bytesOf(binary)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

export function rot13(content: string): string {
  return content.replace(/[a-z]/gi, (letter) => {
    const first = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** Bytes of a text, as a binary text. */
export function encoded(content: string): string {
  return utf8Bytes(content).map(byteText).join("");
}

export function decoded(binary: string): string {
  return decodeUtf8(Uint8Array.from(bytesOf(binary)));
}

/** Two bytes for a character, the low one first: what `powershell -enc` takes. */
export function fromUtf16(binary: string): string {
  const found: string[] = [];
  for (let at = 0; at + 1 < binary.length; at += 2)
    found.push(String.fromCharCode(binary.charCodeAt(at) | (binary.charCodeAt(at + 1) << 8)));
  return found.join("");
}

export function percentDecoded(written: string, plus = false): string {
  const content = plus ? written.replaceAll("+", " ") : written;
  return content.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => decoded(fromHex(run.replaceAll("%", "")) ?? ""));
}

function bytesOf(binary: string): readonly number[] {
  return Array.from(binary, (character) => character.charCodeAt(0) & 0xff);
}

function byteText(byte: number): string {
  return String.fromCharCode(byte);
}
