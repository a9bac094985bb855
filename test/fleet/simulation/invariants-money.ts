/** What must hold of money: every sum is counted once, and no budget is passed, with what is promised to running sessions. */
import { all, changed, find, type Moment } from "./moment.ts";

export function checkSpending(moment: Moment): void {
  const { after, before, event, violate } = moment;
  if (changed(moment, "leases").some(({ was, is }) => is !== undefined && was?.fence !== is.fence)) checkPromises(moment);
  if (event.is !== "turn-moved" && event.is !== "turn-ended") {
    const spent = changed(moment, "accounts").find(
      ({ was, is }) => was !== undefined && is !== undefined && was.spentMicroUsd !== is.spentMicroUsd,
    );
    if (spent !== undefined) violate("money", `account ${spent.id} was charged by ${event.is}`);
    return;
  }
  const session = find(before, "sessions", event.session);
  if (session?.kind !== "worker") return;
  const due = Math.max(0, event.microUsd - session.microUsd);
  const charged =
    (find(after, "accounts", session.account)?.spentMicroUsd ?? 0) - (find(before, "accounts", session.account)?.spentMicroUsd ?? 0);
  if (charged !== due) violate("money", `account ${session.account} was charged ${charged}, due was ${due}`);
  const project =
    (find(after, "projects", session.project)?.spentMicroUsd ?? 0) - (find(before, "projects", session.project)?.spentMicroUsd ?? 0);
  if (project !== due) violate("money", `project ${session.project} was charged ${project}, due was ${due}`);
  const sums = [before, after].map((state) => (find(state, "tasks", session.task) ?? find(state, "ended", session.task))?.microUsd ?? 0);
  if ((sums[1] ?? 0) - (sums[0] ?? 0) !== due) violate("money", `task ${session.task} was not charged what was due`);
}

function checkPromises({ after, violate }: Moment): void {
  const promised = (key: "account" | "project", id: string): number =>
    all(after, "leases")
      .filter((lease) => lease[key] === id)
      .reduce((sum, lease) => {
        const session = find(after, "sessions", lease.session);
        return sum + Math.max(0, lease.reservedMicroUsd - (session?.kind === "worker" ? session.microUsd : 0));
      }, 0);
  for (const account of all(after, "accounts")) {
    if (account.kind !== "metered") continue;
    if (account.spentMicroUsd + promised("account", account.id) > account.budgetMicroUsd)
      violate("budget", `account ${account.id} may pass its budget`);
  }
  for (const project of all(after, "projects")) {
    if (project.budgetMicroUsd === 0) continue;
    if (project.spentMicroUsd + promised("project", project.id) > project.budgetMicroUsd)
      violate("budget", `project ${project.id} may pass its budget`);
  }
  for (const lease of all(after, "leases")) {
    const task = find(after, "tasks", lease.id);
    if (task !== undefined && task.budgetMicroUsd > 0 && lease.reservedMicroUsd > task.budgetMicroUsd)
      violate("budget", `${task.id} may pass its budget`);
    if (lease.reservedMicroUsd <= 0) violate("budget", `${lease.id} began with nothing to spend`);
  }
}
