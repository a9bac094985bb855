/** Networks in CIDR notation. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { itemsOf } from "./aggregates.ts";
import { builtin, Refusal, type Answer, type Builtin, type Work } from "./builtin.ts";
import { addressOf, addressText, contains, lastOf, networkOf, networksBetween, type Network } from "./ip.ts";

type Texts = readonly [string, string];

export const networks: readonly Builtin[] = [
  builtin("net.cidr_contains", ["string", "string"], ([network, inner]: Texts) => containsText(network, inner)),
  builtin("net.cidr_overlap", ["string", "string"], ([network, inner]: Texts) => containsText(network, inner)),
  builtin("net.cidr_intersects", ["string", "string"], ([one, other]: Texts) => intersects(one, other)),
  builtin("net.cidr_is_valid", ["any"], ([text]: readonly [Value]) => typeof text === "string" && networkOf(text) !== undefined),
  builtin("net.cidr_expand", ["string"], ([text]: readonly [string], work) => expand(text, work)),
  builtin("net.cidr_merge", ["array|set"], ([all]: readonly [readonly Value[] | RegoSet]) => merged(itemsOf(all))),
  builtin("net.cidr_contains_matches", ["any", "any"], ([outer, inner]: readonly [Value, Value], work) => matches(outer, inner, work)),
];

function notNetwork(text: Value): Refusal {
  return new Refusal(`${JSON.stringify(text)} is neither an address nor a network in CIDR notation`);
}

function containsText(text: string, inner: string): Answer {
  const network = networkOf(text);
  if (network === undefined) return notNetwork(text);
  const address = addressOf(inner);
  if (address !== undefined) return contains(network, address);
  const other = networkOf(inner);
  if (other === undefined) return notNetwork(inner);
  return network.isFour === other.isFour && network.first <= other.first && lastOf(other) <= lastOf(network);
}

function intersects(one: string, other: string): Answer {
  const [left, right] = [networkOf(one), networkOf(other)];
  if (left === undefined || right === undefined) return notNetwork(left === undefined ? one : other);
  return left.isFour === right.isFour && left.first <= lastOf(right) && right.first <= lastOf(left);
}

/** Each address is a step of the evaluation. */
function expand(text: string, work: Work): Answer {
  const network = networkOf(text);
  if (network === undefined) return notNetwork(text);
  const addresses = new RegoSet();
  for (let value = network.first; value <= lastOf(network); value++) {
    if (!work.spend(1)) return undefined;
    addresses.add(addressText(value));
  }
  return addresses;
}

type Range = { readonly first: bigint; readonly last: bigint; readonly isFour: boolean; readonly shown: string | undefined };

/** A network that touches no other keeps its text. */
function merged(items: readonly Value[]): Answer {
  const ranges: Range[] = [];
  for (const item of items) {
    const range = rangeOf(item);
    if (range instanceof Refusal) return range;
    ranges.push(range);
  }
  ranges.sort((one, other) => Number(one.first - other.first > 0n) - Number(one.first - other.first < 0n));
  const joined: Range[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    if (before === undefined || before.isFour !== range.isFour || range.first > before.last + 1n) joined.push(range);
    else joined[joined.length - 1] = { ...before, last: range.last > before.last ? range.last : before.last, shown: undefined };
  }
  return RegoSet.of(
    joined.flatMap(({ first, last, isFour, shown }) =>
      shown === undefined ? networksBetween(first, last, isFour).map(networkText) : [shown],
    ),
  );
}

function networkText({ first, length }: Network): string {
  return `${addressText(first)}/${length}`;
}

/** An IPv4 address alone stands for the network of its class. */
function rangeOf(item: Value): Range | Refusal {
  if (typeof item !== "string") return new Refusal("`net.cidr_merge`: expected strings only");
  const address = addressOf(item);
  if (address !== undefined && !address.isFour) return new Refusal("`net.cidr_merge`: an IPv6 address needs a prefix length");
  const length = address === undefined ? 0 : classLength(address.value);
  const network = networkOf(address === undefined ? item : `${addressText(address.value)}/${length}`);
  if (network === undefined) return notNetwork(item);
  return {
    first: network.first,
    last: lastOf(network),
    isFour: network.isFour,
    shown: address === undefined ? networkText(network) : `${addressText(address.value)}/${length}`,
  };
}

function classLength(value: bigint): number {
  const top = Number((value >> 24n) & 255n);
  return top < 128 ? 8 : top < 192 ? 16 : 24;
}

type Entry = readonly [key: Value, network: Value];

function matches(outer: Value, inner: Value, work: Work): Answer {
  const found = new RegoSet();
  for (const [key, network] of entriesOf(outer)) {
    for (const [otherKey, other] of entriesOf(inner)) {
      if (!work.spend(1)) return undefined;
      const answer =
        typeof network === "string" && typeof other === "string"
          ? containsText(network, other)
          : new Refusal("`net.cidr_contains_matches`: expected strings, or arrays that start with one");
      if (answer instanceof Refusal) return answer;
      if (answer === true) found.add([key, otherKey]);
    }
  }
  return found;
}

/** What is to be compared, under the key it is reported by: nothing where it is of another kind, and no error. */
function entriesOf(value: Value): Entry[] {
  if (typeof value === "string") return [[value, value]];
  if (Array.isArray(value)) return (value as readonly Value[]).map((item, index) => [index, firstOf(item)]);
  if (value instanceof RegoSet) return value.sorted().map((member) => [member, firstOf(member)]);
  return value instanceof RegoObject ? value.sortedKeys().map((key) => [key, firstOf(value.get(key) as Value)]) : [];
}

function firstOf(item: Value): Value {
  return Array.isArray(item) ? ((item as readonly Value[])[0] ?? null) : item;
}
