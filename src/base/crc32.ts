/** CRC-32: tells a torn record from a whole one, not a changed one from a true one. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Of a text of one byte for each character; eight lower-case hex digits. */
export function crc32(text: string): string {
  let value = 0xffffffff;
  for (let position = 0; position < text.length; position += 1) {
    value = (table[(value ^ text.charCodeAt(position)) & 0xff] as number) ^ (value >>> 8);
  }
  return ((value ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

/** Of bytes, as a number. */
export function crc32OfBytes(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let position = 0; position < bytes.length; position += 1) {
    value = (table[(value ^ (bytes[position] as number)) & 0xff] as number) ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}
