/** A map whose copies share what they have in common behaves like one that is copied in full. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, seed } from "../../../../test/lib/random.ts";
import { SharedMap } from "./shared-map.ts";

type Item = { readonly n: number };
const item = (n: number): Item => ({ n });

test("a copy changes on its own", () => {
  const map = new SharedMap([["a", item(1)]]);
  const copy = map.copy();
  copy.set("a", item(2)).set("b", item(3));
  map.delete("a");
  assert.deepEqual([map.get("a"), map.get("b"), map.size], [undefined, undefined, 0]);
  assert.deepEqual([copy.get("a"), copy.get("b"), copy.size], [{ n: 2 }, { n: 3 }, 2]);
});

test("a map that adopts another one holds what that holds, and goes on alone", () => {
  const map = new SharedMap([["a", item(1)]]);
  const copy = map.copy();
  copy.delete("a");
  copy.set("c", item(4));
  map.adopt(copy);
  copy.set("c", item(5));
  assert.deepEqual([...map.keys()], ["c"]);
  assert.deepEqual(map.get("c"), { n: 4 });
});

test("names that come later do not hide the ones before", () => {
  const map = new SharedMap<Item>();
  const before = map.copy();
  for (let n = 0; n < 5_000; n += 1) map.set(`v${n}`, item(n));
  assert.equal(map.size, 5_000);
  for (const n of [0, 1, 15, 16, 255, 256, 4_095, 4_096, 4_999]) assert.deepEqual(map.get(`v${n}`), { n });
  assert.equal(before.size, 0);
  assert.equal(before.has("v4999"), false);
  assert.equal(before.differing(map).length, 5_000);
});

test("what differs is found without what is shared", () => {
  const map = new SharedMap<Item>();
  for (let n = 0; n < 1_000; n += 1) map.set(`v${n}`, item(n));
  const copy = map.copy();
  assert.deepEqual(map.differing(copy), []);
  copy.set("v7", item(0)).set("new", item(1));
  copy.delete("v900");
  assert.deepEqual([...map.differing(copy)].sort(), ["new", "v7", "v900"]);
  assert.deepEqual(map.differing(copy), copy.differing(map));
});

type Pair = { readonly shared: SharedMap<Item>; readonly plain: Map<string, Item> };

const chance = chanceFrom(seed);

function step({ shared, plain }: Pair, n: number): void {
  const name = `n${chance.below(300)}`;
  if (chance.below(8) < 5) {
    const value = item(n);
    shared.set(name, value);
    plain.set(name, value);
  } else assert.equal(shared.delete(name), plain.delete(name));
  assert.equal(shared.size, plain.size);
  assert.equal(shared.get(name), plain.get(name));
}

function compare(one: Pair, other: Pair): void {
  const names = new Set([...one.plain.keys(), ...other.plain.keys()]);
  const differing = [...names].filter((name) => one.plain.get(name) !== other.plain.get(name));
  assert.deepEqual([...one.shared.differing(other.shared)].sort(), differing.sort());
  assert.deepEqual([...one.shared.keys()].sort(), [...one.plain.keys()].sort());
}

test(`it does as a plain map does, whatever is done to it and its copies (seed ${seed})`, () => {
  const pairs: Pair[] = [{ shared: new SharedMap(), plain: new Map() }];
  for (let n = 0; n < 3_000; n += 1) {
    const pair = chance.of(pairs);
    step(pair, n);
    if (n % 250 === 0) pairs.push({ shared: pair.shared.copy(), plain: new Map(pair.plain) });
    if (n % 100 === 0) compare(pair, chance.of(pairs));
  }
});

test("a map apart begins with the same, and neither hears of the other's names", () => {
  const first = new SharedMap([["a", true as const]]);
  const apart = first.apart().set("b", true);
  first.set("c", true);
  assert.deepEqual([[...apart.keys()], apart.size, [...first.keys()]], [["a", "b"], 2, ["a", "c"]]);
  assert.throws(() => apart.differing(first));
});
