/** IP addresses and networks as numbers. An IPv4 address is also the IPv6 address it is mapped to. */

/** `value` has 128 bits; IPv4 addresses lie in `::ffff:0:0/96`. */
export type Address = { readonly value: bigint; readonly isFour: boolean };

/** `length` counts the bits of the prefix within the family: 32 at most for IPv4. */
export type Network = { readonly first: bigint; readonly isFour: boolean; readonly length: number };

const mapped = 0xffffn << 32n;

export function addressOf(text: string): Address | undefined {
  const four = fourOf(text);
  if (four !== undefined) return { value: mapped | four, isFour: true };
  const value = sixOf(text);
  return value === undefined ? undefined : { value, isFour: value >> 32n === 0xffffn };
}

function fourOf(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function sixOf(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map(groupsOf);
  const [left, right] = groups;
  if (left === undefined || (halves.length === 2 && right === undefined)) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...left, ...Array.from({ length: missing }, () => 0n), ...(right ?? [])].reduce((value, group) => (value << 16n) | group, 0n);
}

/** Groups of 16 bits; the last one may be written as an IPv4 address. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const four = index === parts.length - 1 ? fourOf(part) : undefined;
    if (four !== undefined) groups.push(four >> 16n, four & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** `address/length`, with the address cut to its prefix. */
export function networkOf(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const address = slash === -1 ? undefined : addressOf(text.slice(0, slash));
  const written = text.slice(slash + 1);
  if (address === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(written)) return undefined;
  const isFour = address.isFour && !text.includes(":");
  const length = Number(written);
  if (length > (isFour ? 32 : 128)) return undefined;
  return { first: address.value & ~hostBits({ isFour, length }), isFour, length };
}

/** The bits that vary inside a network. */
function hostBits({ isFour, length }: Pick<Network, "isFour" | "length">): bigint {
  return (1n << BigInt((isFour ? 32 : 128) - length)) - 1n;
}

export function lastOf(network: Network): bigint {
  return network.first | hostBits(network);
}

export function contains(network: Network, { value, isFour }: Address): boolean {
  return network.isFour === isFour && value >= network.first && value <= lastOf(network);
}

export function addressText(value: bigint): string {
  if (value >> 32n === 0xffffn) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(":");
  return `${groups.slice(0, zeros.start).join(":")}::${groups.slice(zeros.start + zeros.length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** The fewest networks that make up a stretch of addresses of one family. */
export function networksBetween(first: bigint, last: bigint, isFour: boolean): Network[] {
  const networks: Network[] = [];
  for (let from = first; from <= last;) {
    let length = isFour ? 32 : 128;
    while (length > 0) {
      const wider = { isFour, length: length - 1 };
      if ((from & hostBits(wider)) !== 0n || from + hostBits(wider) > last) break;
      length--;
    }
    networks.push({ first: from, isFour, length });
    from += hostBits({ isFour, length }) + 1n;
  }
  return networks;
}
