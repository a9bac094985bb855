/** Bytes as hexadecimal digits and as Base64. */

const digits = "0123456789abcdef";

export function hexOf(bytes: readonly number[]): string {
  return bytes.map((byte) => (digits[byte >> 4] as string) + (digits[byte & 15] as string)).join("");
}

export function bytesOfHex(text: string): number[] | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
export const standard = `${letters}+/`;
export const forUrls = `${letters}-_`;

export function base64Of(bytes: readonly number[], alphabet: string, pads: boolean): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    const count = two === undefined ? 2 : three === undefined ? 3 : 4;
    for (let index = 0; index < count; index++) text += alphabet[(bits >> (18 - 6 * index)) & 63];
    if (pads) text += "=".repeat(4 - count);
  }
  return text;
}

/** Padding is required, line ends are skipped. */
export function bytesOfBase64(written: string, alphabet: string): number[] | undefined {
  const text = written.replace(/[\r\n]/g, "");
  const bare = text.replace(/={0,2}$/, "");
  if (text.length % 4 !== 0 || bare.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const letter of bare) {
    const value = alphabet.indexOf(letter);
    if (value === -1) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) bytes.push((bits >> (count -= 8)) & 0xff);
  }
  return bytes;
}
