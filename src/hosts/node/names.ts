/** Bytes of the system as text, without loss: a byte that is no UTF-8 becomes a lone low surrogate, U+DC80 to U+DCFF. */
import { isUtf8 } from "node:buffer";

export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = characterAt(bytes, at);
    text += length === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : bytes.toString("utf8", at, at + length);
    at += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the character that begins here has; 0 where none begins. */
function characterAt(bytes: Buffer, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    if (at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}

/** The way back; `undefined` for a surrogate that stands for no byte. */
export function bytesOf(text: string): Buffer | undefined {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const parts = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) return Buffer.from(character, "utf8");
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : undefined;
  });
  return parts.every((part) => part !== undefined) ? Buffer.concat(parts) : undefined;
}
