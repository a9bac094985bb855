/** SharedMap: a map that is copied often and changed little. A copy costs nothing of its size, and what two copies have in common is one. */
import { invariant } from "../../../base/assert.ts";

/** Every name has a number, by which its value lies in a tree of nodes that are never changed, only replaced. */
type Node<V> = { readonly values: readonly (V | undefined)[] } | { readonly nodes: readonly (Node<V> | undefined)[] };

const bits = 4;
const width = 1 << bits;

/** One table for all copies, which only grows. */
type Names = { readonly numbers: Map<string, number>; readonly names: string[] };

export class SharedMap<V extends object | true> {
  readonly #names: Names;
  #root: Node<V> | undefined;
  /** How many levels of nodes stand above the values. */
  #height = 0;
  #size = 0;

  constructor(entries?: Iterable<readonly [string, V]>, names = noNames()) {
    this.#names = names;
    if (entries !== undefined) for (const [name, value] of entries) this.set(name, value);
  }

  get size(): number {
    return this.#size;
  }

  copy(): SharedMap<V> {
    const copy = new SharedMap<V>(undefined, this.#names);
    copy.adopt(this);
    return copy;
  }

  /** Holds the same, and has nothing in common with it: whatever names come, this map hears of none. */
  apart(): SharedMap<V> {
    const { numbers, names } = this.#names;
    const apart = new SharedMap<V>(undefined, { numbers: new Map(numbers), names: [...names] });
    apart.#root = this.#root;
    apart.#height = this.#height;
    apart.#size = this.#size;
    return apart;
  }

  /** Whatever it held, from here on it holds what the other does, which is a copy of the same map. */
  adopt(other: SharedMap<V>): void {
    invariant(this.#names === other.#names, "a map adopts a copy of itself alone");
    this.#root = other.#root;
    this.#height = other.#height;
    this.#size = other.#size;
  }

  get(name: string): V | undefined {
    const number = this.#names.numbers.get(name);
    return number === undefined ? undefined : valueAt(this.#root, number, this.#height);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: V): this {
    const number = this.#numberOf(name);
    while (number >= spanOf(this.#height)) {
      this.#root = this.#root === undefined ? undefined : { nodes: [this.#root] };
      this.#height += 1;
    }
    this.#put(number, value);
    return this;
  }

  delete(name: string): boolean {
    if (!this.has(name)) return false;
    this.#put(this.#numberOf(name), undefined);
    return true;
  }

  #numberOf(name: string): number {
    const { numbers, names } = this.#names;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }

  #put(number: number, value: V | undefined): void {
    const before = valueAt(this.#root, number, this.#height);
    if (before === value) return;
    this.#size += (value === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
    this.#root = changed(this.#root, { number, value, height: this.#height });
  }

  *keys(): Generator<string> {
    for (const name of this.#names.names) if (this.has(name)) yield name;
  }

  /** The names of which the two do not hold the same; what they share is not looked at. */
  differing(other: SharedMap<V>): readonly string[] {
    invariant(this.#names === other.#names, "only copies of one map are compared");
    if (this.#root === other.#root && this.#height === other.#height) return none;
    const numbers = differences({ node: this.#root, height: this.#height }, { node: other.#root, height: other.#height });
    return [...numbers].map((number) => this.#names.names[number] as string);
  }
}

const none: readonly string[] = [];

/** How many values there is room for below a node that stands so high. */
function spanOf(height: number): number {
  return 1 << (bits * (height + 1));
}

function noNames(): Names {
  return { numbers: new Map(), names: [] };
}

function valueAt<V>(root: Node<V> | undefined, number: number, height: number): V | undefined {
  let node = root;
  for (let level = height; level > 0 && node !== undefined; level -= 1)
    node = "nodes" in node ? node.nodes[(number >> (bits * level)) % width] : undefined;
  return node !== undefined && "values" in node && number < spanOf(height) ? node.values[number % width] : undefined;
}

type Change<V> = { readonly number: number; readonly value: V | undefined; readonly height: number };

function changed<V>(node: Node<V> | undefined, { number, value, height }: Change<V>): Node<V> {
  const at = (number >> (bits * height)) % width;
  if (height === 0) {
    const values = node !== undefined && "values" in node ? [...node.values] : [];
    values[at] = value;
    return { values };
  }
  const nodes = node !== undefined && "nodes" in node ? [...node.nodes] : [];
  nodes[at] = changed(nodes[at], { number, value, height: height - 1 });
  return { nodes };
}

type Tree<V> = { readonly node: Node<V> | undefined; readonly height: number };

function* differences<V>(one: Tree<V>, other: Tree<V>, first = 0): Generator<number> {
  if (one.node === other.node && (one.node === undefined || one.height === other.height)) return;
  const height = Math.max(one.height, other.height);
  for (let at = 0; at < width; at += 1) {
    if (height === 0) {
      if (leafAt(one.node, at) !== leafAt(other.node, at)) yield first + at;
    } else yield* differences(below(one, { at, height }), below(other, { at, height }), first + at * (spanOf(height) / width));
  }
}

function leafAt<V>(node: Node<V> | undefined, at: number): V | undefined {
  return node !== undefined && "values" in node ? node.values[at] : undefined;
}

/** A lower tree is the first branch of a higher one. */
function below<V>({ node, height }: Tree<V>, from: { readonly at: number; readonly height: number }): Tree<V> {
  if (height < from.height) return { node: from.at === 0 ? node : undefined, height: from.at === 0 ? height : from.height - 1 };
  return { node: node !== undefined && "nodes" in node ? node.nodes[from.at] : undefined, height: from.height - 1 };
}
