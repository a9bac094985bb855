/** Texts: the fleet's views as tables and pages for people. What agents and files wrote comes in one line, without control characters. */
import type { Instant } from "../../base/instant.ts";
import type { Note } from "../../fleet/fleet.ts";
import { oneLine } from "../one-line.ts";
import { table } from "../table.ts";
import type { FailoverPlan } from "./failover-plan.ts";
import type { AccountView, FleetSummary, LaneView, QuotaView, SessionView, TaskView, TaskWhole } from "./views.ts";

const cell = (text: string, width = 48): string => oneLine(text, width);

/** Of a sentence about a task in its own row, what is not said by the row. */
function whyText({ id, why, state }: TaskView): string {
  if (state === "done") return "";
  return cell(why.replace(`task \`${id}\` `, "").replace(/^(?:was put aside unharmed and )?waits because /, ""), 90);
}

export function tasksText(tasks: readonly TaskView[]): string {
  if (tasks.length === 0) return "no tasks\n";
  const rows = tasks.map((task) => [
    cell(task.id, 36),
    task.state,
    task.priority,
    cell(task.project, 24),
    cell(task.title, 40),
    whyText(task),
  ]);
  return table(["task", "state", "priority", "project", "title", "what it waits for"], rows);
}

export function taskText(task: TaskWhole): string {
  const { arrivedAt, endedAt, notBefore, deadline } = task;
  const lines: readonly (readonly [string, string | null])[] = [
    ["task", cell(task.id, 200)],
    ["title", cell(task.title, 200)],
    ["project", cell(task.project, 200)],
    ["state", task.state],
    ["why", cell(task.why, 400)],
    ["priority", task.priority],
    ["given by", cell(`${task.givenBy}, through ${task.door}`, 200)],
    ["arrived", timeText(arrivedAt)],
    ["ended", endedAt === null ? null : timeText(endedAt)],
    ["not before", notBefore === null ? null : timeText(notBefore)],
    ["deadline", deadline === null ? null : timeText(deadline)],
    ["after", task.after.length === 0 ? null : cell(task.after.join(", "), 200)],
    ["key", task.key === null ? null : cell(task.key, 200)],
    ["models", task.scope === "all" ? null : cell(task.scope, 200)],
    ["cost", costText(task.microUsd, task.tokens)],
    ["budget", task.budgetMicroUsd === 0 ? null : moneyText(task.budgetMicroUsd)],
    ["attempts", `${task.started} begun, ${task.burned} burned`],
    ["conversation", task.conversation === null ? null : cell(task.conversation, 200)],
    ["folder", task.folder === null ? null : cell(task.folder, 400)],
    ["branch", task.branch === null ? null : cell(task.branch, 200)],
  ];
  const page = lines.flatMap(([about, text]) => (text === null ? [] : [`${about.padEnd(14)}${text}`]));
  const attempts = task.attempts.map(({ session, account, beganAt, endedAt: over, end, burned }) => {
    const words = `${session} on ${account}, ${timeText(beganAt)} to ${timeText(over)}: ${end}${burned ? " (burned)" : ""}`;
    return `  ${cell(words, 300)}`;
  });
  const said = task.report === null ? [] : ["", "what its agent said at the end:", ...blockOf(task.report)];
  return `${[...page, ...attempts, "", "its text:", ...blockOf(task.text), ...said].join("\n")}\n`;
}

/** Lines stay lines; everything else that could move a cursor does not reach the terminal. */
function blockOf(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${oneLine(line, 2_000)}`);
}

export function notesText(notes: readonly Note[]): string {
  return notes.map(({ at, what, detail }) => `${`${timeText(at)}  ${what.padEnd(14)}  ${cell(detail, 400)}`.trimEnd()}\n`).join("");
}

export function sessionsText(sessions: readonly SessionView[], at: Instant): string {
  if (sessions.length === 0) return "no sessions\n";
  const rows = sessions.map(({ id, kind, slot, task, project, account, doing, beganAt, microUsd, tokens }) => [
    cell(id, 36),
    kind === "human" ? "a person's" : `slot ${slot}`,
    cell(account, 24),
    cell(project ?? "", 24),
    cell(task ?? "", 36),
    beganAt === null ? "" : spanText(at - beganAt),
    kind === "human" ? "" : costText(microUsd, tokens),
    cell(doing, 60),
  ]);
  return table(["session", "whose", "account", "project", "task", "since", "cost", "what it does"], rows);
}

export function accountsText(accounts: readonly AccountView[], at: Instant): string {
  if (accounts.length === 0) return "no accounts; `sheepdog account add` brings one in\n";
  const rows = accounts.map((account) => [
    cell(account.id, 24),
    account.kind,
    accountState(account),
    `${account.sessions} of ${account.most}`,
    account.kind === "metered"
      ? `${moneyText(account.spentMicroUsd)} of ${moneyText(account.budgetMicroUsd)}`
      : moneyText(account.spentMicroUsd),
    account.quotas.map((quota) => quotaText(quota, at)).join("; "),
  ]);
  return table(["account", "kind", "state", "sessions", "spent", "quota"], rows);
}

function accountState({ held, draining, health, lanes }: AccountView): string {
  if (held !== null) return cell(`held: ${held}`, 60);
  if (draining) return "being drained";
  return lanes.map((lane) => laneText(lane, health)).join("; ");
}

function laneText({ scope, state, until, atOnce }: LaneView, health: string): string {
  const about = scope === "all" ? "" : `${scope} `;
  if (state === "limited") return `${about}at its limit until ${untilText(until)}`;
  if (state === "draining") return `${about}nearly used up until ${untilText(until)}`;
  if (state === "warming") return `${about}being tried, ${atOnce} at once`;
  return state === "unknown" ? `${about}not tried yet${health === "good" ? ", signed in" : ""}` : `${about}${state}`;
}

function quotaText({ scope, window, usedShare, stale, fullInMs }: QuotaView, _at: Instant): string {
  const about = scope === "all" ? window : `${scope} ${window}`;
  const used = `${cell(about, 24)} ${Math.round(usedShare * 100)} %`;
  if (stale) return `${used} (old)`;
  return fullInMs === null ? used : `${used} (full in ${spanText(fullInMs[0])} to ${spanText(fullInMs[1])})`;
}

function untilText(until: Instant | "unknown" | null): string {
  return until === null || until === "unknown" ? "an unknown time" : timeText(until);
}

const barWidth = 24;

/** How far the work at hand is: what is over of all that is kept. */
export function progressText({ tasks, sessions, oldestWaitingMs, paused, diskFull, incidents }: FleetSummary): string {
  const waiting = tasks.queued + tasks.parked + tasks.held;
  const over = tasks.done + tasks.dead + tasks.cancelled;
  const all = over + waiting + tasks.leased;
  const full = all === 0 ? 0 : Math.round((over / all) * barWidth);
  const bar = `[${"#".repeat(full)}${".".repeat(barWidth - full)}]`;
  const dead = tasks.dead === 0 ? "" : `, ${tasks.dead} given up`;
  const oldest = waiting === 0 ? "" : `, the oldest for ${spanText(oldestWaitingMs)}`;
  const troubles = [...(paused === null ? [] : [`paused: ${paused}`]), ...(diskFull ? ["the disk is full"] : []), ...incidents];
  return [
    `${bar} ${over} of ${all} over${dead}; ${tasks.leased} at work in ${sessions} sessions; ${waiting} wait${oldest}`,
    ...troubles.map((trouble) => `! ${cell(trouble, 200)}`),
    "",
  ].join("\n");
}

export function failoverText({ account, moves }: FailoverPlan): string {
  if (moves.length === 0) return `nothing runs on account \`${account}\`; nothing new would be given to it\n`;
  const rows = moves.map(({ task, session, to, why }) => [
    cell(session, 36),
    cell(task, 36),
    to === null ? "would wait" : `would go on on ${cell(to, 24)}`,
    to === null ? cell(why, 120) : "",
  ]);
  return table(["session", "task", "then", "why"], rows);
}

function timeText(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** The largest unit and the one below it. */
function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
}

function moneyText(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(2)}`;
}

function costText(microUsd: number, tokens: number): string {
  return `${moneyText(microUsd)}, ${tokens} tokens`;
}
