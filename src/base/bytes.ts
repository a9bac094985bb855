/** Bytes: joined, compared, and made from plain ASCII. */

export function joinedBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return allJoined(parts);
}

/** However many there are: a call takes only so many arguments. */
export function allJoined(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** For what is public: it stops at the first difference. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

/** One byte for each character; what lies beyond Latin-1 loses its upper bits, so only ASCII belongs here. */
export function bytesOfAscii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** One character for each byte. */
export function asciiOf(bytes: Uint8Array): string {
  let text = "";
  // In pieces, for the same reason.
  for (let at = 0; at < bytes.length; at += pieceBytes) text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes));
  return text;
}

const pieceBytes = 8_192;
