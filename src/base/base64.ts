/** Base 64 as RFC 4648 has it in section 4: padded, and with one spelling for each value. */

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values: ReadonlyMap<string, number> = new Map(Array.from(letters, (one, value) => [one, value] as const));

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const left = bytes.length - at;
    text += letter(bits >> 18) + letter(bits >> 12) + (left > 1 ? letter(bits >> 6) : "=") + (left > 2 ? letter(bits) : "=");
  }
  return text;
}

function letter(bits: number): string {
  return letters.charAt(bits & 63);
}

/** Undefined where a letter is none, padding is missing, or bits that belong to no byte are set: what is signed has one spelling. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let filled = 0;
  for (const one of text.slice(0, text.length - padding)) {
    const value = values.get(one);
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0x3fff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[filled] = (bits >> held) & 0xff;
    filled += 1;
  }
  return base64Of(bytes) === text ? bytes : undefined;
}
