/** What the tree knows of a text and its tokens do not: which brackets hold values, and where rules and statements start. */
import { bodiesOf, childrenOf, termsOfHead, type TreeNode } from "../syntax/children.ts";
import type { Body, Dialect, Module, Rule, Term } from "../syntax/tree.ts";

export type Landmarks = {
  readonly dialect: Dialect;
  /** Where the bracket of an array, set, object or comprehension stands. */
  readonly collections: ReadonlyMap<number, "list" | "comprehension">;
  /** Where statements start that are not the first ones of their bodies. */
  readonly statements: ReadonlySet<number>;
  /** Where the package, an import or a rule starts. */
  readonly chunks: ReadonlySet<number>;
};

export function landmarksOf(module: Module): Landmarks {
  const walk = new Walk();
  for (const rule of module.rules) walk.rule(rule);
  const heads = module.rules.filter(({ head, at }) => at <= head.at).map(({ at }) => at);
  const { collections, statements } = walk;
  return { dialect: module.dialect, collections, statements, chunks: new Set([...module.imports.map(({ at }) => at), ...heads]) };
}

class Walk {
  readonly collections = new Map<number, "list" | "comprehension">();
  readonly statements = new Set<number>();

  rule(rule: Rule): void {
    for (const term of termsOfHead(rule.head)) this.#node(term);
    for (const statement of rule.body) this.#node(statement);
    this.#starts(rule.body);
    if (rule.otherwise !== undefined) this.rule(rule.otherwise);
  }

  #node(node: TreeNode): void {
    if ("is" in node) this.#collection(node);
    for (const body of bodiesOf(node)) this.#starts(body);
    for (const child of childrenOf(node)) this.#node(child);
  }

  #collection({ is, at }: Term): void {
    if (is === "comprehension") this.collections.set(at, is);
    if (is === "array" || is === "set" || is === "object") this.collections.set(at, "list");
  }

  #starts(body: Body): void {
    for (const { at } of body.slice(1)) this.statements.add(at);
  }
}
