/** Text to bytes and back, without help from a runtime. */

export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const point of text) {
    const code = point.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code >= 0xd800 && code < 0xe000) bytes.push(0xef, 0xbf, 0xbd);
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** Bytes that are not UTF-8 become U+FFFD, one for each. */
export function textOfUtf8(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const [code, length] = codePointAt(bytes, at);
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

const replacement: readonly [number, number] = [0xfffd, 1];

/** The code point that starts at a byte, and how many bytes it takes. Overlong forms and surrogates are refused. */
function codePointAt(bytes: readonly number[], at: number): readonly [number, number] {
  const first = bytes[at] as number;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return replacement;
  let code = first & (0x7f >> length);
  for (let index = 1; index < length; index++) {
    const next = bytes[at + index];
    if (next === undefined || (next & 0xc0) !== 0x80) return replacement;
    code = (code << 6) | (next & 0x3f);
  }
  const isWrong = code < (length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80) || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff;
  return isWrong ? replacement : [code, length];
}
