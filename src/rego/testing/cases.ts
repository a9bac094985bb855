/** The cases of a test such as `test_sizes[name]`: one for each name that the rule came to, whether it held for it or not. */
import type { CoreRule } from "../check/reduced.ts";
import type { Note, Origin } from "../plan/ir.ts";
import type { Frame } from "../run/link.ts";
import type { Observer } from "../run/observer.ts";
import { regoText } from "../values/json.ts";
import type { RegoObject } from "../values/object.ts";
import { keyOf, type Key, type Value } from "../values/value.ts";

export type TestCase = { readonly name: string; readonly passed: boolean };

/** Watches which values the names of cases take. */
export class CaseWatch implements Observer {
  readonly seesAll = true;
  readonly #names = new Map<Key, Value>();
  /** The variables that name cases, and the files where they do. */
  readonly #variables: ReadonlyMap<string, string>;

  constructor(rules: readonly CoreRule[]) {
    this.#variables = new Map(
      rules.flatMap(({ path, source }) => {
        const last = path.at(-1);
        return last?.is === "variable" ? [[last.name, source.file] as const] : [];
      }),
    );
  }

  noted({ variables }: Note, frame: Frame, origin: Origin | undefined): void {
    for (const [variable, operand] of variables) {
      if (this.#variables.get(variable) !== origin?.file) continue;
      const value = typeof operand === "number" ? frame[operand] : operand.value;
      if (value !== undefined) this.#names.set(keyOf(value), value);
    }
  }

  ended(): void {}

  charged(): void {}

  stepped(): void {}

  /** By name; a case that the value does not have did not hold. */
  cases(value: RegoObject): readonly TestCase[] {
    for (const [name] of value.pairs()) this.#names.set(keyOf(name), name);
    const cases = [...this.#names.values()].map((name) => ({
      name: typeof name === "string" ? name : regoText(name),
      passed: value.get(name) === true,
    }));
    return cases.sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
