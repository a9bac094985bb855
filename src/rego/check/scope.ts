/** Which variable a name means at some point of a rule. Each body has a scope inside that of the body around it. */

/** Where a variable stands that nothing uses, and whether that is a flaw for everybody or only where strictness is asked for. */
export type Unused = { readonly at: number; readonly isStrict: boolean; readonly isArgument?: boolean };

export class Scope {
  readonly #parent: Scope | undefined;
  /** What names declared so far are called. */
  readonly #declared = new Map<string, string>();
  /** Names that some statement of this body declares, earlier or later. */
  readonly #own: ReadonlySet<string>;
  /** Names used here before they were declared here. */
  readonly #usedEarly = new Set<string>();

  /** What must be used and has not been yet. */
  readonly #unused = new Map<string, Unused>();

  constructor(parent: Scope | undefined, own: Iterable<string> = []) {
    this.#parent = parent;
    this.#own = new Set(own);
  }

  declare(name: string, unique: string): void {
    this.#declared.set(name, unique);
  }

  /** From now on this name must be used. */
  expectUse(name: string, unused: Unused): void {
    this.#unused.set(name, unused);
  }

  get unused(): Iterable<readonly [name: string, unused: Unused]> {
    return this.#unused;
  }

  /** Why a name cannot be declared here any more. */
  objection(name: string): string | undefined {
    if (this.#declared.has(name)) return `\`${name}\` is declared twice in this body`;
    return this.#usedEarly.has(name) ? `\`${name}\` is used before it is declared` : undefined;
  }

  /** What a use of the name means: a declared variable, one that rules of the module may also mean, or one of this rule. */
  find(name: string): { readonly unique: string | undefined; readonly isLocal: boolean } {
    let isLocal = false;
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#parent) {
      const unique = scope.#declared.get(name);
      if (unique !== undefined) scope.#unused.delete(name);
      if (unique !== undefined) return { unique, isLocal: true };
      if (!scope.#own.has(name)) continue;
      if (scope === this) scope.#usedEarly.add(name);
      isLocal = true;
    }
    return { unique: undefined, isLocal };
  }
}
