/** Operator: what a person commands. It holds until that person, or another, says otherwise. */
import { endSessions } from "./limits.ts";
import { wholeAccount } from "./account.ts";
import type { Draft } from "./draft.ts";
import { startEnding } from "./ending.ts";
import type { Event } from "./event.ts";
import { reopenLanes } from "./lanes.ts";
import { resolve } from "./notices.ts";

type Said = Extract<Event, { readonly is: "operator-said" }>;

export function operatorSaid(draft: Draft, said: Said): void {
  const { command, about, by } = said;
  draft.note(draft.get("tasks", about) === undefined ? "" : about, `operator-${command}`, `${about}, by ${by}`);
  switch (command) {
    case "pause":
    case "drain":
      return pause(draft, said);
    case "resume":
      return resume(draft, about);
    case "failover":
      return leaveAccount(draft, about, by);
    case "stop":
      return stop(draft, about, by);
    case "acknowledge-moving":
      return setMoving(draft, by);
    case "revoke-moving":
      return setMoving(draft, null);
  }
}

function setMoving(draft: Draft, by: string | null): void {
  const fleet = draft.fleet();
  draft.put("fleet", { ...fleet, settings: { ...fleet.settings, movingAcknowledgedBy: by } });
  draft.order({ do: "record", leaf: JSON.stringify({ is: "moving", by, at: draft.at }) });
}

/** Nothing new begins; what runs may finish. */
function pause(draft: Draft, { command, about, by }: Said): void {
  const words = `${command === "drain" ? "drained" : "paused"} by ${by}`;
  if (about === "fleet") return draft.put("fleet", { ...draft.fleet(), paused: words });
  const project = draft.get("projects", about);
  if (project !== undefined) draft.put("projects", { ...project, held: words, heldUntilSteadyMs: null });
  const account = draft.get("accounts", about);
  if (account !== undefined) draft.put("accounts", command === "drain" ? { ...account, draining: true } : { ...account, held: words });
  const task = draft.get("tasks", about);
  if (task !== undefined && task.state.is !== "leased") draft.put("tasks", { ...task, state: { is: "held", why: words } });
}

function resume(draft: Draft, about: string): void {
  if (about === "fleet") return draft.put("fleet", { ...draft.fleet(), paused: null });
  const project = draft.get("projects", about);
  if (project !== undefined) draft.put("projects", { ...project, held: null, heldUntilSteadyMs: null });
  const account = draft.get("accounts", about);
  if (account !== undefined) {
    draft.put("accounts", { ...account, held: null, draining: false });
    reopenLanes(draft, about);
    resolve(draft, `account:${about}`);
  }
  const task = draft.get("tasks", about);
  if (task?.state.is === "held") draft.put("tasks", { ...task, state: { is: "queued", readySteadyMs: draft.steadyMs } });
}

/** What runs on the account is saved, stopped and proved dead; it goes on where it may. */
function leaveAccount(draft: Draft, about: string, by: string): void {
  const account = draft.get("accounts", about);
  if (account === undefined) return;
  draft.put("accounts", { ...account, draining: true });
  endSessions(draft, { account: about, scope: wholeAccount, why: `failover ordered by ${by}`, park: "failover" });
}

function stop(draft: Draft, about: string, by: string): void {
  const why = `stopped by ${by}`;
  if (about === "fleet") draft.put("fleet", { ...draft.fleet(), paused: why });
  for (const session of draft.rows("sessions")) {
    if (session.kind === "human") continue;
    if (about === "fleet") startEnding(draft, session, { why, afterwards: { task: "queue", burns: false, resumes: true } });
    else if (session.task === about || session.id === about) startEnding(draft, session, { why, afterwards: { task: "hold", why } });
  }
  const task = draft.get("tasks", about);
  if (task !== undefined && task.state.is !== "leased") draft.put("tasks", { ...task, state: { is: "held", why } });
}
