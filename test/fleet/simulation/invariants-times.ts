/** What must hold of times: silence, stalls and slow starts end sessions when their time is up and not before, and orders are given again. */
import { all, changed, find, type Moment } from "./moment.ts";

export function checkTimes(moment: Moment): void {
  checkClock(moment);
  for (const { was, is } of changed(moment, "sessions")) {
    if (was?.kind !== "worker" || was.ending !== null || is?.kind !== "worker" || is.ending === null) continue;
    checkReason(moment, is.id, is.ending.why);
  }
  if (moment.event.is === "clock") checkOverdue(moment);
  if (moment.event.is === "session-seen") checkBeat(moment, moment.event.session);
}

/** The clock of the fleet goes on where the last daemon stopped, as fast as this one counts. */
function checkClock({ before, after, event, violate }: Moment): void {
  const [was, is] = [find(before, "fleet", "fleet"), find(after, "fleet", "fleet")];
  if (was === undefined || is === undefined) return;
  if (event.is === "daemon-started" && is.steadyBase !== was.steadyMs)
    violate("clock", "a start counts from another time than the last daemon's");
  if (event.is !== "daemon-started" && is.steadyBase !== was.steadyBase) violate("clock", `${event.is} set the clock`);
  if (is.steadyMs !== Math.max(was.steadyMs, is.steadyBase + event.steadyMs)) violate("clock", `the clock shows ${is.steadyMs}`);
  if (is.wallMs !== event.at) violate("clock", `the wall clock shows ${is.wallMs}`);
}

/** Ended for being silent, slow or stuck: was it? */
function checkReason({ before, after, violate }: Moment, id: string, reason: string): void {
  const session = find(before, "sessions", id);
  const fleet = find(after, "fleet", "fleet");
  if (session?.kind !== "worker" || fleet === undefined) return;
  const { settings, steadyMs } = fleet;
  const isEarly = (sinceMs: number, limitMs: number): boolean => steadyMs - sinceMs < limitMs;
  if (reason.includes("no sign of life") && isEarly(session.seenSteadyMs, settings.leaseMs))
    violate("too early", `${id} was given up as silent`);
  if (reason.includes("stalled") && (isEarly(session.movedSteadyMs, settings.stallMs) || session.tool))
    violate("too early", `${id} was given up as stalled`);
  if (reason.includes("did not become ready") && isEarly(session.phaseSteadyMs, settings.startMs))
    violate("too early", `${id} was given up as slow`);
}

function checkOverdue({ after, violate }: Moment): void {
  const fleet = find(after, "fleet", "fleet");
  if (fleet === undefined) return;
  const { settings, steadyMs } = fleet;
  for (const session of all(after, "sessions")) {
    if (session.kind === "human") continue;
    if (session.ending === null && session.phase === "working") {
      if (steadyMs - session.seenSteadyMs > settings.leaseMs) violate("overdue", `${session.id} is silent and still holds its lease`);
      if (!session.tool && steadyMs - session.movedSteadyMs > settings.stallMs)
        violate("overdue", `${session.id} is stuck and still holds its lease`);
      if (steadyMs - session.beganSteadyMs > settings.attemptMs) violate("overdue", `${session.id} works for too long`);
    }
    if (session.ending === null && session.phase === "prompting" && steadyMs - session.phaseSteadyMs > settings.receiptMs)
      violate("overdue", `${session.id} waits for its receipt`);
    if (session.ending?.step === "interrupting" && steadyMs - session.ending.stepSteadyMs > settings.graceMs)
      violate("overdue", `${session.id} is interrupted for too long`);
    // Answered and not started: the next event is its start, or it is ended as slow.
    const isOrdered = all(after, "outbox").some(({ order }) => order.do === "launch" && order.session === session.id);
    const isLate = session.phase === "launching" && !isOrdered && steadyMs - session.phaseSteadyMs > settings.startMs;
    if (isLate) violate("overdue", `${session.id} was never started`);
  }
  const mostMs = 2 * Math.max(settings.answerMs, settings.backoffMostMs);
  for (const row of all(after, "outbox"))
    if (row.againSteadyMs - steadyMs > mostMs || row.againSteadyMs <= steadyMs) violate("overdue", `${row.id} is not given again in time`);
  for (const lane of all(after, "lanes")) {
    const isPast = lane.state.is === "draining" && lane.state.resetsAt !== "unknown" && fleet.wallMs > lane.state.resetsAt;
    if (isPast) violate("overdue", `${lane.id} counts as nearly used up after its reset`);
    if (lane.state.is !== "limited") continue;
    const { clock, ms } = lane.state.again;
    if (ms <= (clock === "wall" ? fleet.wallMs : steadyMs)) violate("overdue", `${lane.id} stays limited after its reset`);
  }
  for (const task of all(after, "tasks")) {
    const isLate = task.deadline !== null && task.deadline <= fleet.wallMs && task.started === 0;
    if (isLate) violate("deadline", `${task.id} is past its deadline and still waits`);
  }
}

/** A sign of life is a heartbeat. */
function checkBeat({ after, violate }: Moment, id: string): void {
  const session = find(after, "sessions", id);
  const fleet = find(after, "fleet", "fleet");
  if (session?.kind !== "worker" || fleet === undefined) return;
  if (session.seenSteadyMs !== fleet.steadyMs) violate("heartbeat", `${id} was heard and not noted`);
  const lease = find(after, "leases", session.task);
  if (lease?.session === id && lease.deadlineSteadyMs < fleet.steadyMs + fleet.settings.leaseMs)
    violate("heartbeat", `the lease of ${session.task} did not move on`);
}
