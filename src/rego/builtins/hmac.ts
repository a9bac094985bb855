/** Keyed hashes of bytes: HMAC as RFC 2104 has it. */

export type Hash = { readonly of: (bytes: readonly number[]) => number[]; readonly block: number };

export function hmac({ of, block }: Hash, key: readonly number[], text: readonly number[]): number[] {
  const short = key.length > block ? of(key) : key;
  const padded = Array.from({ length: block }, (_, index) => short[index] ?? 0);
  const inner = of([...padded.map((byte) => byte ^ 0x36), ...text]);
  return of([...padded.map((byte) => byte ^ 0x5c), ...inner]);
}
