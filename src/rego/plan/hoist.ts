/** Lets what a negated statement looks up be worked out before it is negated. */
import type { CoreClaim, CoreTerm } from "../check/reduced.ts";
import type { Planning } from "./planning.ts";
import { planTerm } from "./term.ts";

/** The claim with variables in place of what has been worked out. References on its top level are part of what is negated. */
export function hoistClaim(plan: Planning, claim: CoreClaim, next: (claim: CoreClaim) => void): void {
  const here = new Hoisting(plan);
  switch (claim.is) {
    case "term":
      return here.inside(claim.term, (term) => next({ ...claim, term }));
    case "unify":
      return here.inside(claim.left, (left) => here.inside(claim.right, (right) => next({ ...claim, left, right })));
    case "call":
      return here.all(claim.args, { keepsTop: isEquality(claim) }, (args) => next({ ...claim, args }));
    default:
      return next(claim);
  }
}

function isEquality({ operator, result }: Extract<CoreClaim, { is: "call" }>): boolean {
  return operator.is === "builtin" && operator.name === "equal" && result === undefined;
}

type NextTerm = (term: CoreTerm) => void;

class Hoisting {
  readonly #plan: Planning;

  constructor(plan: Planning) {
    this.#plan = plan;
  }

  all(terms: readonly CoreTerm[], { keepsTop }: { readonly keepsTop: boolean }, next: (terms: readonly CoreTerm[]) => void): void {
    const rest = (done: readonly CoreTerm[]): void => {
      const term = terms[done.length];
      if (term === undefined) return next(done);
      const then: NextTerm = (other) => rest([...done, other]);
      if (keepsTop) this.inside(term, then);
      else this.#whole(term, then);
    };
    rest([]);
  }

  /** Only what stands within the brackets of a reference, or in a collection. */
  inside(term: CoreTerm, next: NextTerm): void {
    if (term.is === "comprehension") return next(term);
    if (term.is === "reference") return this.all(term.path, { keepsTop: false }, (path) => next({ ...term, path }));
    this.#whole(term, next);
  }

  #whole(term: CoreTerm, next: NextTerm): void {
    switch (term.is) {
      case "reference":
      case "comprehension":
        return this.#bound(term, next);
      case "array":
      case "set":
        return this.all(term.items, { keepsTop: false }, (items) => next({ ...term, items }));
      case "object": {
        const [keys, values] = [term.pairs.map(([key]) => key), term.pairs.map(([, value]) => value)];
        const paired = (sides: readonly CoreTerm[]): CoreTerm => ({
          ...term,
          pairs: keys.map((key, index) => [sides[index] ?? key, sides[index + keys.length] ?? key]),
        });
        return this.all([...keys, ...values], { keepsTop: false }, (sides) => next(paired(sides)));
      }
      default:
        return next(term);
    }
  }

  #bound(term: CoreTerm, next: NextTerm): void {
    planTerm(this.#plan, term, (operand) => {
      const name = `hoisted ${this.#plan.local()}`;
      this.#plan.bind(name, operand);
      next({ is: "variable", name, at: term.at });
    });
  }
}
