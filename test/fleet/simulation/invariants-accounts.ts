/** What must hold of accounts: nothing is given to one past its limit, none is used without leave, and no reset is invented. */
import type { Rows, State } from "../../../src/fleet/fleet.ts";
import { all, type Changed, changed, find, type Moment } from "./moment.ts";

export function checkAccounts(moment: Moment): void {
  for (const lane of changed(moment, "lanes")) {
    checkLimited(moment, lane);
    checkOpened(moment, lane);
    checkPermits(moment, lane);
    checkDraining(moment, lane);
  }
  checkWall(moment);
  checkHeld(moment);
  checkReadings(moment);
  checkHysteresis(moment);
  checkKept(moment);
}

type ChangedLane = Changed<Rows["lanes"]>;

function checkLimited({ after, event, violate }: Moment, { id, was, is }: ChangedLane): void {
  if (is?.state.is !== "limited") return;
  const { resetsAt, again } = is.state;
  const told = was?.state.is === "limited" ? was.state.resetsAt : "unknown";
  const said = event.is === "limit-reached" ? event.resetsAt : "unknown";
  if (resetsAt !== "unknown" && resetsAt !== told && resetsAt !== said) violate("invented", `the reset of ${id} was told by nobody`);
  if (resetsAt !== "unknown" && (again.clock !== "wall" || again.ms < resetsAt))
    violate("too early", `${id} is tried again before its reset`);
  if (told !== "unknown" && resetsAt !== "unknown" && resetsAt < told) violate("earlier reset", `${id} took the earlier of two resets`);
  if (again.ms <= nowBy(after, event.at, again.clock)) violate("too early", `${id} is tried again at once`);
}

function nowBy(state: State, at: number, clock: "wall" | "steady"): number {
  return clock === "wall" ? at : (find(state, "fleet", "fleet")?.steadyMs ?? 0);
}

function checkOpened({ after, event, violate }: Moment, { id, was, is }: ChangedLane): void {
  if (was?.state.is !== "limited" || is === undefined || is.state.is === "limited") return;
  const { clock, ms } = was.state.again;
  if (event.is !== "operator-said" && nowBy(after, event.at, clock) < ms)
    violate("too early", `${id} was opened before its time by ${event.is}`);
  if (is.permits > 1) violate("storm", `${id} was opened for ${is.permits} at once`);
}

/** Sessions that worked let one more try, then two, then four; never more at once, and never for another reason. */
function checkPermits({ after, event, violate }: Moment, { id, was, is }: ChangedLane): void {
  if (is === undefined) return;
  const [before, now] = [was?.permits ?? 1, is.permits];
  if (now > before && (event.is !== "turn-moved" || now > before * 2))
    violate("storm", `${event.is} gave ${id} leave for ${now}, it had ${before}`);
  const most = find(after, "accounts", is.account)?.most ?? 0;
  if (is.state.is === "healthy" && was?.state.is !== "healthy" && now < most) violate("storm", `${id} is healthy with leave for ${now}`);
}

/** Nearly used up: by a number that still says something. */
function checkDraining({ after, event, violate }: Moment, { id, was, is }: ChangedLane): void {
  const fleet = find(after, "fleet", "fleet");
  if (is?.state.is !== "draining" || was?.state.is === "draining" || fleet === undefined) return;
  const { softShare, readingMs } = fleet.settings;
  const isBased = all(after, "readings").some(
    (one) =>
      `${one.account}/${one.scope}` === id &&
      one.usedShare >= softShare &&
      fleet.steadyMs - one.observedSteadyMs <= readingMs &&
      (one.resetsAt === "unknown" || one.resetsAt >= event.at),
  );
  if (!isBased) violate("soft share", `${id} is nearly used up by no number that still counts`);
}

function checkWall({ before, after, event, violate }: Moment): void {
  if (event.is !== "limit-reached" || find(before, "accounts", event.account) === undefined) return;
  const lane = `${event.account}/${event.scope}`;
  if (find(after, "lanes", lane)?.state.is !== "limited") violate("limit", `${lane} met its limit and is open`);
  const workers = all(after, "sessions").filter((one) => one.kind === "worker");
  const awake = workers.find(
    (one) => one.account === event.account && (event.scope === "all" || one.scope === event.scope) && one.ending === null,
  );
  if (awake !== undefined) violate("limit", `${awake.id} is left on a limited account and will wake by itself`);
}

/** What only a person can put right. */
const forPeople: readonly string[] = ["signed-out", "on-hold", "unpaid"];

function checkHeld({ before, after, event, violate }: Moment): void {
  const isSick = event.is === "account-health" && forPeople.includes(event.health);
  if (isSick && find(after, "accounts", event.account)?.held === null) violate("held", `${event.account} is ${event.health} and not held`);
  if (event.is !== "turn-ended" || !forPeople.includes(event.outcome)) return;
  const session = find(before, "sessions", event.session);
  if (session?.kind !== "worker" || find(before, "tasks", session.task)?.fence !== event.fence) return;
  if (find(after, "accounts", session.account)?.held === null) violate("held", `${session.account} is ${event.outcome} and not held`);
}

function checkReadings(moment: Moment): void {
  const { before, after, event, violate } = moment;
  if (event.is !== "quota-read") return;
  for (const { is } of changed(moment, "readings")) {
    if (is === undefined) continue;
    const told = event.unit === "percent" ? event.value / 100 : event.value;
    if (Math.abs(is.usedShare - Math.min(1, told)) > 1e-9) violate("unit", `a reading of ${told} became ${is.usedShare}`);
    if (told > 1.5) violate("unit", `a reading of ${told} was believed`);
    const soft = find(after, "fleet", "fleet")?.settings.softShare ?? 1;
    const lane = find(after, "lanes", `${is.account}/${is.scope}`)?.state.is;
    const isFresh = is.resetsAt === "unknown" || is.resetsAt >= event.at;
    if (isFresh && is.usedShare >= soft && lane !== "draining" && lane !== "limited")
      violate("soft share", `${is.account} has used ${is.usedShare} and is open`);
    const own = find(before, "accounts", is.account)?.identity ?? null;
    if (event.identity !== null && own !== null && own !== event.identity)
      violate("identity", `${is.account} took a reading of ${event.identity}`);
  }
}

/** A number that moves about the threshold does not open and close the account. */
function checkHysteresis({ before, after, event, violate }: Moment): void {
  if (event.is !== "quota-read") return;
  const settings = find(after, "fleet", "fleet")?.settings;
  const id = `${event.account}/${event.scope}`;
  const reading = find(after, "readings", `${id}/${event.window}`);
  const [was, is] = [find(before, "lanes", id)?.state.is, find(after, "lanes", id)?.state.is];
  if (settings === undefined || reading === undefined || was !== "draining" || is === "draining" || is === "limited") return;
  if (reading.usedShare >= settings.softShare - settings.hysteresis) violate("hysteresis", `${id} was opened at ${reading.usedShare}`);
}

/** What was said in a known unit about a known login is kept, in full. */
function checkKept({ before, after, event, violate }: Moment): void {
  if (event.is !== "quota-read") return;
  const own = find(before, "accounts", event.account);
  const share = event.unit === "percent" ? event.value / 100 : event.value;
  if (
    own === undefined ||
    share < 0 ||
    share > 1.5 ||
    (event.identity !== null && own.identity !== null && own.identity !== event.identity)
  )
    return;
  const reading = find(after, "readings", `${event.account}/${event.scope}/${event.window}`);
  if (reading?.observedAt !== event.at) return violate("unit", `a reading of ${event.value} (${event.unit}) was not kept`);
  const { resets, resetsIn } = event;
  const told = typeof resets === "string" ? Date.parse(resets) : (resets ?? Number.NaN) * (resetsIn === "seconds" ? 1000 : 1);
  if (Math.abs(told - event.at) < 30 * 86_400_000 && reading.resetsAt !== told)
    violate("unit", `a reset in ${resetsIn} became ${reading.resetsAt}`);
}

/** Every launch and every prompt: the account is open for it, and may be used for this project. */
export function checkPlacement(moment: Moment): void {
  const { after, fresh, violate } = moment;
  const begun = changed(moment, "leases").flatMap(({ was, is }) => (is !== undefined && was?.fence !== is.fence ? [is] : []));
  for (const lease of begun) {
    const account = find(after, "accounts", lease.account);
    if (account === undefined) {
      violate("account", `${lease.id} was placed on an account that nobody knows`);
      continue;
    }
    if (account.held !== null || account.draining) violate("held", `${lease.id} was placed on ${account.id}, which is held or drained`);
    checkLanes(moment, lease);
    checkLeave(moment, lease.id, account.id);
  }
  for (const order of fresh) {
    if (order.do !== "prompt") continue;
    const session = find(after, "sessions", order.session);
    if (session?.kind !== "worker") continue;
    if (find(after, "accounts", session.account)?.held !== null)
      violate("held", `${order.session} was prompted on an account that is held`);
    for (const scope of ["all", session.scope]) {
      if (find(after, "lanes", `${session.account}/${scope}`)?.state.is === "limited")
        violate("limited", `${order.session} was prompted on a limited account`);
    }
  }
}

type Leased = { readonly id: string; readonly account: string; readonly scope: string };

function checkLanes({ after, violate }: Moment, { id, account, scope }: Leased): void {
  const steadyMs = find(after, "fleet", "fleet")?.steadyMs ?? 0;
  const workers = all(after, "sessions")
    .filter((one) => one.kind === "worker")
    .filter((one) => one.account === account);
  for (const one of new Set(["all", scope])) {
    const lane = find(after, "lanes", `${account}/${one}`);
    if (lane?.state.is === "limited" || lane?.state.is === "draining")
      violate("limited", `${id} was placed on ${account}/${one}, which is ${lane.state.is}`);
    if (lane !== undefined && steadyMs < lane.slowSteadyMs)
      violate("slowed", `${id} was placed on ${lane.id}, which was asked to go slower`);
    const used = workers.filter((worker) => one === "all" || worker.scope === one).length;
    const permits = lane?.permits ?? 1;
    if (lane?.state.is !== "healthy" && used > permits) violate("storm", `${account}/${one} has ${used} sessions and leave for ${permits}`);
  }
}

/** Only for want of quota does work leave home; to another subscription only by leave, to what costs money only within its budget. */
function checkLeave({ after, violate, simulation }: Moment, id: string, account: string): void {
  const task = find(after, "tasks", id);
  const fleet = find(after, "fleet", "fleet");
  if (task === undefined || fleet === undefined) return;
  const named = find(after, "projects", task.project)?.account ?? "first";
  if (named === account) return;
  const home = find(after, "accounts", named);
  const target = find(after, "accounts", account);
  const lanes = ["all", task.scope].map((scope) => find(after, "lanes", `${named}/${scope}`)?.state.is);
  const isForWant = home?.draining === true || lanes.includes("limited") || lanes.includes("draining");
  if (!isForWant || home?.held !== null) violate("left home", `${id} went to ${account} though ${named} was not out of quota`);
  if (target?.kind === "subscription" && fleet.settings.movingAcknowledgedBy === null)
    violate("moved without leave", `${id} moved to subscription ${account}`);
  if (target?.kind === "metered" && fleet.settings.whenLimited !== "overflow")
    violate("overflow", `${id} went to ${account} without overflow`);
  const isMove = task.conversation !== null && task.conversation.account !== account;
  const records = all(after, "outbox").flatMap(({ order }) => (order.do === "record" ? [order.leaf] : []));
  if (
    isMove &&
    ![...simulation.machine.ledger, ...records].some((leaf) => leaf.includes(`"task":"${id}"`) && leaf.includes(`"to":"${account}"`))
  ) {
    violate("audit", `the move of ${id} is on no record`);
  }
}
