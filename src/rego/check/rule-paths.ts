/** Which rules make the document at a path, where it is known that nobody else does. */
import { pathKey } from "./names.ts";
import { isConstantText, type CoreRule, type CoreTerm } from "./reduced.ts";

type Group = { readonly rules: CoreRule[]; isShared: boolean };

export class RulePaths {
  readonly #groups = new Map<string, Group>();

  constructor(rules: readonly CoreRule[]) {
    for (const rule of rules) this.#add(rule);
  }

  /** The rules at the shortest start of the path at which there are any, and how long that is. `undefined` where none or others too have a say. */
  at(path: readonly CoreTerm[]): { readonly rules: readonly CoreRule[]; readonly length: number } | undefined {
    const names: string[] = [];
    for (const step of path) {
      if (!isConstantText(step)) return undefined;
      names.push((step as { readonly value: string }).value);
      const group = this.#groups.get(pathKey(names));
      if (group !== undefined && group.rules.length > 0) return group.isShared ? undefined : { rules: group.rules, length: names.length };
    }
    return undefined;
  }

  functions(path: readonly string[]): readonly CoreRule[] {
    return this.#groups.get(pathKey(path))?.rules.filter(({ args }) => args !== undefined) ?? [];
  }

  #add(rule: CoreRule): void {
    const open = rule.path.findIndex((step) => !isConstantText(step));
    const names = (open === -1 ? rule.path : rule.path.slice(0, open)).map((step) => (step as { readonly value: string }).value);
    for (let length = 1; length < names.length; length++) this.#group(names.slice(0, length)).isShared = true;
    const group = this.#group(names);
    if (open === -1) group.rules.push(rule);
    else group.isShared = true;
  }

  #group(path: readonly string[]): Group {
    const key = pathKey(path);
    const group = this.#groups.get(key) ?? { rules: [], isShared: false };
    this.#groups.set(key, group);
    return group;
  }
}
