/** Spending: what tasks, projects and accounts have cost so far, in money and in tokens. */
import { rowsOf, type State, type Task } from "../../fleet/fleet.ts";

export type Cost = { readonly microUsd: number; readonly tokens: number };

export type Spending = {
  readonly tasks: ReadonlyMap<string, Cost>;
  readonly projects: ReadonlyMap<string, Cost>;
  readonly accounts: ReadonlyMap<string, Cost>;
};

/** Of the tasks that are still at hand; the money of projects and accounts is that of all their days, which their budgets are about. */
export function spendingOf(state: State): Spending {
  const tasks = [...rowsOf(state.tasks), ...rowsOf(state.ended)];
  const live = rowsOf(state.sessions).flatMap((one) => (one.kind === "worker" ? [one] : []));
  const spells = [...tasks.flatMap((task) => task.attempts), ...live];
  return {
    tasks: new Map(tasks.map((task) => [task.id, { microUsd: task.microUsd, tokens: task.tokens }])),
    projects: costs(rowsOf(state.projects), (id) => tokensOf(tasks.filter((task) => task.project === id))),
    accounts: costs(rowsOf(state.accounts), (id) => tokensOf(spells.filter((spell) => spell.account === id))),
  };
}

type Payer = { readonly id: string; readonly spentMicroUsd: number };

function costs(payers: readonly Payer[], tokens: (id: string) => number): ReadonlyMap<string, Cost> {
  return new Map(payers.map(({ id, spentMicroUsd }) => [id, { microUsd: spentMicroUsd, tokens: tokens(id) }]));
}

function tokensOf(all: readonly Pick<Task, "tokens">[]): number {
  return all.reduce((sum, { tokens }) => sum + tokens, 0);
}
