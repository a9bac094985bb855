/** Texts as they stand in the query of an address. */
import { textOfUtf8, utf8Bytes } from "../../base/utf8.ts";
import { bytesOfHex, hexOf } from "./bytes.ts";

export function queryEncoded(text: string): string {
  return utf8Bytes(text)
    .map((byte) =>
      byte === 32
        ? "+"
        : /[\w.~-]/.test(String.fromCharCode(byte)) && byte < 128
          ? String.fromCharCode(byte)
          : `%${hexOf([byte]).toUpperCase()}`,
    )
    .join("");
}

export function queryDecoded(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes: number[] = [];
  for (const part of text.match(/%..|[^%]+/gs) ?? [])
    bytes.push(...(part.startsWith("%") ? (bytesOfHex(part.slice(1)) ?? []) : utf8Bytes(part.replaceAll("+", " "))));
  return textOfUtf8(bytes);
}
