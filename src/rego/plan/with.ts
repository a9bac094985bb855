/** Plans `with`: documents and functions replaced while one statement is worked out. */
import { nameOfOperator, type CoreStatement, type CoreTerm, type CoreVariable, type CoreWith } from "../check/reduced.ts";
import type { Block, Operand, Local } from "./ir.ts";
import type { Planning, Replacement } from "./planning.ts";
import { planStatement } from "./statement.ts";
import { planTerms } from "./term.ts";

type Patch = { readonly root: "data" | "input"; readonly path: readonly string[]; readonly value: CoreTerm };

/** Values are worked out first; then come the statement with its documents patched, and inside it what follows, with them restored. */
export function planWith(plan: Planning, statement: CoreStatement, next: () => void): void {
  const patches = statement.with.flatMap(patchOf);
  const mocks = new Map(statement.with.flatMap((one) => mockOf(plan, one)));
  const hidden = patches.filter(({ root }) => root === "data").map(({ path }) => path);
  const isShadowing = mocks.size > 0 || hidden.some((path) => plan.tree.lookup(path) !== undefined);
  const replaced = { plan, mocks, hidden: isShadowing ? hidden : [], variables: isShadowing ? variablesOf(mocks) : undefined };
  planTerms(
    plan,
    patches.map(({ value }) => value),
    (values) => {
      const roots = [...new Set(patches.map(({ root }) => root))].sort();
      const saved = roots.map((root) => save(plan, root));
      enter(replaced);
      const block = plan.block(() => {
        planStatement(plan, { ...statement, with: [] }, () => {
          leave(replaced);
          const rest = plan.block(next);
          emitAll(
            plan,
            saved.map(({ local, copy }) => ({ local, path: [], value: copy })),
            rest,
          );
          enter(replaced);
        });
      });
      leave(replaced);
      emitAll(
        plan,
        patches.map(({ root, path }, index) => ({ local: plan.document(root), path, value: values[index] as Operand })),
        block,
      );
    },
  );
}

function patchOf({ target, value }: CoreWith): Patch[] {
  if (target.is !== "document") return [];
  return [{ root: target.root, path: target.path, value: termOf(value) }];
}

/** A function handed over as a value of a document does not happen: names of functions are no values. */
function termOf(value: CoreWith["value"]): CoreTerm {
  if (value.is === "term") return value.term;
  const path = value.operator.is === "rule" ? value.operator.path : [];
  return { is: "reference", head: "data", path: path.map((name) => ({ is: "constant", value: name, at: 0 })), at: 0 };
}

function mockOf(plan: Planning, { target, value }: CoreWith): [string, Replacement][] {
  if (target.is !== "function") return [];
  const replacement = value.is === "term" && value.term.is === "variable" ? { is: value.is, term: renamed(plan, value.term) } : value;
  return [[nameOfOperator(target.operator), replacement]];
}

/** The rules that are planned meanwhile have variables of their own, which must not be taken for this one. */
function renamed(plan: Planning, { name, at }: CoreVariable): CoreVariable {
  const operand = plan.operandOf(name);
  const other = plan.uniqueName("replacement");
  if (operand !== undefined) plan.bind(other, operand);
  return { is: "variable", name: other, at };
}

/** The variables that replacements are made of: functions planned meanwhile need them handed through. */
function variablesOf(mocks: ReadonlyMap<string, Replacement>): string[] {
  return [...mocks.values()].flatMap((mock) => (mock.is === "term" && mock.term.is === "variable" ? [mock.term.name] : []));
}

function save(plan: Planning, root: "data" | "input"): { readonly local: Local; readonly copy: Local } {
  const [local, copy] = [plan.document(root), plan.local()];
  plan.emit({ op: "assign", source: local, target: copy });
  return { local, copy };
}

type Replaced = {
  readonly plan: Planning;
  readonly mocks: ReadonlyMap<string, Replacement>;
  readonly hidden: readonly (readonly string[])[];
  readonly variables: readonly string[] | undefined;
};

function enter({ plan, mocks, hidden, variables }: Replaced): void {
  plan.pushMocks(mocks);
  if (variables === undefined) return;
  plan.pushGeneration(variables);
  for (const path of hidden) plan.tree.hide(path);
}

function leave({ plan, hidden, variables }: Replaced): void {
  plan.popMocks();
  if (variables === undefined) return;
  plan.popGeneration();
  for (const path of hidden) plan.tree.show(path);
}

type Patched = { readonly local: Local; readonly path: readonly string[]; readonly value: Operand };

/** One `with` inside the other, the block innermost. */
function emitAll(plan: Planning, patches: readonly Patched[], block: Block): void {
  const [patch, ...rest] = patches;
  if (patch === undefined) return plan.emit({ op: "block", blocks: [block] });
  plan.emit({ op: "with", ...patch, block: rest.length === 0 ? block : plan.block(() => emitAll(plan, rest, block)) });
}
