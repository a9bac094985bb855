/** All rules by the constant part of their paths. Rules that share a path, or of which one path starts another, are planned together. */
import type { CoreRule } from "../check/reduced.ts";

export class RuleTree {
  readonly #children = new Map<string, RuleTree>();
  /** What stands in for children while a `with` replaces their documents. */
  readonly #hidden = new Map<string, number>();
  #rules: CoreRule[] = [];

  get rules(): readonly CoreRule[] {
    return this.#rules;
  }

  get arity(): number {
    return this.#rules[0]?.args?.length ?? 0;
  }

  /** The path may be that of a package without rules, which makes an empty document. */
  insert(path: readonly string[], rule?: CoreRule): void {
    let node: RuleTree = this;
    for (const name of path) {
      if (node.#rules.length > 0) break;
      const child: RuleTree = node.#children.get(name) ?? new RuleTree();
      node.#children.set(name, child);
      node = child;
    }
    if (rule === undefined) return;
    node.#rules = [...node.#descendants(), rule];
    node.#children.clear();
  }

  child(name: string): RuleTree | undefined {
    return (this.#hidden.get(name) ?? 0) > 0 ? undefined : this.#children.get(name);
  }

  lookup(path: readonly string[]): RuleTree | undefined {
    let node: RuleTree | undefined = this;
    for (const name of path) node = node?.child(name);
    return node;
  }

  childNames(): string[] {
    return [...this.#children.keys()].filter((name) => this.child(name) !== undefined).sort();
  }

  /** Makes the rules at and below a path invisible, until `show` is called as often. */
  hide(path: readonly string[]): void {
    this.#count(path, 1);
  }

  show(path: readonly string[]): void {
    this.#count(path, -1);
  }

  #count(path: readonly string[], change: number): void {
    const name = path.at(-1);
    let node: RuleTree | undefined = this;
    for (const step of path.slice(0, -1)) {
      if (node === undefined) return;
      node = node.#children.get(step);
    }
    if (node === undefined || name === undefined) return;
    node.#hidden.set(name, (node.#hidden.get(name) ?? 0) + change);
  }

  #descendants(): CoreRule[] {
    return [...this.#rules, ...[...this.#children.values()].flatMap((child) => child.#descendants())];
  }
}
