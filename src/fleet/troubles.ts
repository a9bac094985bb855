/** Troubles at work: what is done when a turn ended otherwise than done. What follows from which is the table in `trouble.ts`. */
import { attemptsAfter, startEnding } from "./ending.ts";
import { closeTask } from "./closing.ts";
import type { Draft } from "./draft.ts";
import { lanesFor, slowLane } from "./lanes.ts";
import { meetLimit } from "./limits.ts";
import { tell } from "./notices.ts";
import type { AfterEnding, WorkerSession } from "./session.ts";
import type { ParkedWhy } from "./task.ts";
import { remedies, type TroubleKind } from "./trouble.ts";

export type Trouble = { readonly kind: TroubleKind; readonly report: string };

export function applyTrouble(draft: Draft, session: WorkerSession, { kind, report }: Trouble): void {
  const remedy = remedies[kind];
  if (remedy.slows) slowLane(draft, session.account, session.scope);
  if (remedy.stops === "account") holdAccount(draft, session.account, kind);
  // The limit itself was told before, with its scope and its reset; where that was lost, this is all that is known.
  if (remedy.stops === "lane" && !isLimited(draft, session)) {
    meetLimit(draft, { account: session.account, scope: session.scope, resetsAt: "unknown" }, "no window told");
  }
  const why = report === "" ? kind : `${kind}: ${report}`;
  if (remedy.task === "dead") return giveUp(draft, session, { kind, report: why });
  const afterwards: AfterEnding =
    remedy.task === "park" ? { task: "park", why: parkedWhy(kind) } : { task: "queue", burns: remedy.burns, resumes: remedy.resumes };
  startEnding(draft, session, { why, afterwards });
}

function isLimited(draft: Draft, { account, scope }: WorkerSession): boolean {
  return lanesFor(draft, account, scope).some((lane) => lane.state.is === "limited");
}

function parkedWhy(kind: TroubleKind): ParkedWhy {
  if (kind === "limit") return "limit";
  return remedies[kind].stops === "account" ? "account" : "provider";
}

function giveUp(draft: Draft, session: WorkerSession, { kind, report }: Trouble): void {
  const task = draft.get("tasks", session.task);
  if (task === undefined) return;
  const reason = { why: report, afterwards: { task: "settled" } } as const;
  const attempts = attemptsAfter(draft, task, { session, reason });
  closeTask(draft, { ...task, burned: task.burned + 1, attempts }, { is: "dead", at: draft.at, code: kind, detail: report });
  startEnding(draft, session, reason);
}

const heldWords: Readonly<Partial<Record<TroubleKind, string>>> = {
  "signed-out": "it is signed out",
  "on-hold": "its provider has put it on hold",
  unpaid: "it cannot be paid from",
};

/** A person has to look at it. Never another account instead, and never again in a loop. */
export function holdAccount(draft: Draft, id: string, kind: TroubleKind): void {
  const account = draft.get("accounts", id);
  if (account === undefined) return;
  const held = heldWords[kind] ?? kind;
  if (account.held === null) draft.put("accounts", { ...account, held });
  const text = `account \`${id}\` is held: ${held}; nothing more is started on it until somebody has looked at it`;
  tell(draft, { id: `account:${id}`, text, urgency: "alarm" });
}
