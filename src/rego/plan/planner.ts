/** Rules to a plan: the functions they become, and a plan for each question asked of them. */
import { done, fail, type Result } from "../../base/result.ts";
import type { CoreBody, CoreRule, CoreTerm } from "../check/reduced.ts";
import { isWildcard, writtenName } from "../check/reduced.ts";
import { variablesIn } from "../check/variables.ts";
import type { RegoFault } from "../syntax/source.ts";
import type { Entry, Function, Operand, Plan } from "./ir.ts";
import { Planning, type Planned } from "./planning.ts";
import { membersOf, planReference } from "./reference.ts";
import { constantLength, planFunction } from "./rule.ts";
import { RuleTree } from "./rule-tree.ts";
import { planBody } from "./statement.ts";

export class Planner {
  readonly #plan: Planning;

  constructor(packages: readonly (readonly string[])[], rules: readonly CoreRule[], planned: Planned = {}) {
    const tree = new RuleTree();
    for (const path of packages) tree.insert(path);
    for (const rule of rules) tree.insert(constantPath(rule.path), rule);
    this.#plan = new Planning(tree, planned);
  }

  /** All functions planned so far: later ones call only earlier ones. */
  get functions(): readonly Function[] {
    return this.#plan.functions;
  }

  get faults(): readonly RegoFault[] {
    return this.#plan.faults;
  }

  /** The plan that gives the value at a path below `data`. */
  planDocument(name: string, path: readonly string[]): Plan {
    const steps = path.map((step): CoreTerm => ({ is: "constant", value: step, at: 0 }));
    return this.#planQuery(name, () =>
      planReference(this.#plan, { is: "reference", head: "data", path: steps, at: 0 }, (operand) => this.#addResult(operand)),
    );
  }

  /** Functions that nothing calls are planned too, for what is wrong with them. */
  planFunctions(tree: RuleTree = this.#plan.tree): void {
    for (const name of tree.childNames()) {
      const child = tree.child(name) as RuleTree;
      if (child.arity > 0) planFunction(this.#plan, child.rules);
      else this.planFunctions(child);
    }
  }

  /** What answers for a path such as `data.sheepdog`, with the members there where no rule stands at it but some do below. */
  entry(path: string): Result<Entry> {
    const [root, ...steps] = path.split(".");
    if (root !== "data") return fail({ code: "rego.path", what: `\`${path}\` is no path below \`data\`` });
    const plan = this.planDocument(path, steps);
    let tree: RuleTree | undefined = this.#plan.tree;
    for (const name of steps) tree = tree?.rules.length === 0 ? tree.child(name) : undefined;
    const members = tree?.rules.length === 0 ? membersOf(this.#plan, tree) : undefined;
    const [flaw] = this.faults;
    return flaw === undefined ? done({ path, plan, members }) : fail(flaw);
  }

  /** The plan that gives an object of the variables a person wrote, once for each way in which the body holds. */
  planBody(name: string, body: CoreBody): Plan {
    const plan = this.#plan;
    const names = [...new Set(body.flatMap(variablesIn))].filter((one) => writtenName(one) !== "" && !isWildcard(one)).sort();
    return this.#planQuery(name, () =>
      planBody(plan, body, () => {
        const object = plan.local();
        plan.emit({ op: "make-object", target: object });
        for (const one of names)
          plan.emit({ op: "insert", object, key: { value: writtenName(one) }, value: plan.operandOf(one) as Operand });
        plan.emit({ op: "add-result", value: object });
      }),
    );
  }

  #planQuery(name: string, fill: () => void): Plan {
    let blocks: Plan["blocks"] = [];
    this.#plan.apart(() => {
      this.#plan.fromLocal(
        2,
        new Map([
          ["input", 0],
          ["data", 1],
        ]),
      );
      blocks = [this.#plan.block(fill)];
    });
    return { name, blocks };
  }

  #addResult(operand: Operand): void {
    const value = typeof operand === "number" ? operand : this.#plan.local();
    if (value !== operand) this.#plan.emit({ op: "assign", source: operand, target: value });
    this.#plan.emit({ op: "add-result", value });
  }
}

function constantPath(path: readonly CoreTerm[]): string[] {
  return path.slice(0, constantLength(path)).map((step) => (step as { readonly value: string }).value);
}
