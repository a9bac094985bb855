/** base64 and hexadecimal, there and back. Bytes that are no text come out as nothing known. */
import { decodeUtf8 } from "../../../base/decode-utf8.ts";
import { has } from "../describing/options.ts";
import type { Job } from "./pure.ts";

export function base64({ line, text }: Job): string | undefined {
  if (has(line, "d", "D", "decode")) return decoded(text.replace(/[\s]+/g, ""));
  if (line.options.some((option) => option.name !== "w" && option.name !== "wrap")) return undefined;
  const bytes = asciiBytes(text);
  const width = line.options.length === 0 ? lineWidth : Number(line.options[0]?.value?.text);
  if (bytes === undefined || !Number.isInteger(width)) return undefined;
  const code = encoded(bytes);
  return width === 0 ? code : (code.match(new RegExp(`.{1,${width}}`, "g")) ?? []).map((one) => `${one}\n`).join("");
}

const lineWidth = 76;
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function decoded(code: string): string | undefined {
  const found = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(code);
  if (found === null) return undefined;
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of found[1] ?? "") {
    held = ((held << 6) | letters.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return textOf(bytes);
}

function encoded(bytes: readonly number[]): string {
  let code = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const whole = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    const four = [18, 12, 6, 0].map((shift) => letters[(whole >> shift) & 63] ?? "").join("");
    code += two === undefined ? `${four.slice(0, 2)}==` : three === undefined ? `${four.slice(0, 3)}=` : four;
  }
  return code;
}

/** `-r -p`: plain hexadecimal back to bytes; `-p`: short texts as plain hexadecimal. It takes no letters together. */
export function hex({ given, text }: Job): string | undefined {
  const isReversed = given.includes("-r");
  const isPlain = given.some((word) => /^-(p|ps|plain|postscript)$/.test(word));
  if (!isPlain || !given.every((word) => /^-(r|p|ps|plain|postscript)$/.test(word))) return undefined;
  if (isReversed) {
    const digits = text.replace(/\s+/g, "");
    return /^([\da-fA-F]{2})*$/.test(digits) ? textOf((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))) : undefined;
  }
  const bytes = asciiBytes(text);
  if (bytes === undefined || bytes.length > 30) return undefined;
  return bytes.length === 0 ? "" : `${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}\n`;
}

function asciiBytes(text: string): readonly number[] | undefined {
  const bytes = Array.from(text, (letter) => letter.charCodeAt(0));
  return bytes.every((byte) => byte < 0x80) ? bytes : undefined;
}

function textOf(bytes: readonly number[]): string | undefined {
  const text = decodeUtf8(Uint8Array.from(bytes));
  return text.includes("\uFFFD") || text.includes("\0") ? undefined : text;
}
