/** UTF-8 into text, just as the web's `TextDecoder` does it, for engines that have none. */

const replacement = 0xfffd;

/** Bytes that are not UTF-8 become U+FFFD, one for each longest start of a character; a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const { point, length } = characterAt(bytes, at);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

type Character = { readonly point: number; readonly length: number };

function characterAt(bytes: Uint8Array, at: number): Character {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { point: first, length: 1 };
  if (first < 0xc2 || first > 0xf4) return { point: replacement, length: 1 };
  const more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  let point = first & (0x3f >> more);
  for (let offset = 1; offset <= more; offset += 1) {
    const next = bytes[at + offset];
    if (next === undefined || !mayFollow(first, next, offset)) return { point: replacement, length: offset };
    point = (point << 6) | (next & 0x3f);
  }
  return { point, length: 1 + more };
}

/** Four first bytes narrow their second one: no long forms, no surrogates, nothing past the last character. */
function mayFollow(first: number, next: number, offset: number): boolean {
  const least = offset > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = offset > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return next >= least && next <= most;
}
