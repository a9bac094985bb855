/** What a UUID says of itself. */
import { numericOfInteger } from "../values/number.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";

const plain = /^(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const braced = /^\{(.*)\}$/;
const bare = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;

export function parseUuid(text: string): RegoObject | undefined {
  const found = plain.exec(braced.exec(text)?.[1] ?? text) ?? bare.exec(text);
  if (found === null) return undefined;
  const [low, middle, high, clock, node] = found.slice(1).map((part) => (part as string).toLowerCase()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const version = Number.parseInt(high[0] as string, 16);
  const object = RegoObject.of([
    ["version", version],
    ["variant", variantOf(Number.parseInt(clock.slice(0, 2), 16))],
  ]);
  if (version === 1 || version === 2) for (const [key, value] of timeOf({ low, middle, high, clock, node })) object.set(key, value);
  if (version === 2) {
    object.set("id", Number.parseInt(low, 16));
    object.set("domain", ["Person", "Group", "Org"][Number.parseInt(clock.slice(2), 16)] ?? `Domain${Number.parseInt(clock.slice(2), 16)}`);
  }
  return object;
}

function variantOf(bits: number): string {
  if ((bits & 0xc0) === 0x80) return "RFC4122";
  if ((bits & 0xe0) === 0xc0) return "Microsoft";
  return (bits & 0xe0) === 0xe0 ? "Future" : "Reserved";
}

type Fields = { readonly low: string; readonly middle: string; readonly high: string; readonly clock: string; readonly node: string };

/** Ticks of 100 ns since the calendar reform of 1582. */
const reform = 122_192_928_000_000_000n;

function timeOf({ low, middle, high, clock, node }: Fields): [string, Value][] {
  const ticks = (BigInt(`0x${high}`) & 0xfffn) * (1n << 48n) + (BigInt(`0x${middle}`) << 32n) + BigInt(`0x${low}`);
  return [
    ["time", numericOfInteger((ticks - reform) * 100n)],
    ["nodeid", (node.match(/../g) ?? []).join("-")],
    ["macvariables", addressKind(Number.parseInt(node.slice(0, 2), 16))],
    ["clocksequence", Number.parseInt(clock, 16) & 0x3fff],
  ];
}

function addressKind(first: number): string {
  return `${(first & 2) === 0 ? "global" : "local"}:${(first & 1) === 0 ? "unicast" : "multicast"}`;
}
