/** Sessions by order: each order is carried out once, in its turn, and answered; what a session says by itself is told as it comes. */
import { setTimeout as wait } from "node:timers/promises";
import type { Result } from "../../../base/result.ts";
import type {
  AccountPlace,
  CheckpointSeen,
  Client,
  DriverKind,
  Heard,
  OrderTrouble,
  SessionDriver,
  SessionOrder,
  Start,
} from "../../../fleet/fleet.ts";
import { hashOf } from "../crypto.ts";
import { conversationUnknown, type Delivery, type Hands } from "./attendance.ts";
import { type Attended, listening, proofOf, type Tell } from "./attended.ts";
import { began } from "./begun.ts";
import type { Sight } from "./checkpoint.ts";
import { holderOf } from "./conversation-holder.ts";
import { endProcesses, isOver, killProcesses } from "./ending.ts";
import { leftProcesses, type Origin, sessionVariable } from "./left-processes.ts";
import { isRunning, type ProcessMark } from "./process-mark.ts";
import { admitFence, type LaunchRecord, type SessionFolder, sessionFolder } from "./session-folder.ts";

export type LaunchOrder = Extract<SessionOrder, { readonly do: "launch" }>;

export type Ports = {
  /** The folder in which sessions and fences are kept; private. */
  readonly root: string;
  readonly hands: Readonly<Record<DriverKind, Hands>>;
  readonly client: (agent: string) => Client | undefined;
  /** All accounts of an agent: a conversation may be held in any of them. */
  readonly accounts: (agent: string) => readonly AccountPlace[];
  /** Proves that the guard is in place for this session, each time anew, and says how the client is started under it. */
  readonly prepare: (order: LaunchOrder) => Promise<Prepared | Refused>;
  readonly checkpoint: (record: LaunchRecord, sight: Sight) => Promise<Result<CheckpointSeen>>;
};

/** `args` come before those of the session. */
export type Prepared = {
  readonly ok: true;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly account: AccountPlace;
  readonly model: string | null;
};

export type Refused = { readonly ok: false; readonly code: OrderTrouble; readonly detail: string };

/** How long an order waits for what it causes before it is answered; the fleet gives it again later. */
const readyMs = 40_000;
const receiptMs = 40_000;
const lookEveryMs = 25;
/** A session tells this often that it lives, and it is seen this soon that it does not. */
const heartbeatMs = 15_000;
const watchEveryMs = 1_000;

type Driving = Ports & {
  readonly attended: Map<string, Attended>;
  readonly turns: Map<string, Promise<void>>;
};

export type RunningDriver = SessionDriver & { readonly close: () => void };

export function sessionDriver(ports: Ports): RunningDriver {
  const driving: Driving = { ...ports, attended: new Map(), turns: new Map() };
  let tellLast: Tell = nobody;
  const watching = setInterval(() => void watchAll(driving, tellLast), watchEveryMs);
  const beating = setInterval(() => {
    for (const one of driving.attended.values()) tellLast(one.seen());
  }, heartbeatMs);
  return {
    carryOut: (order, tell) => {
      tellLast = tell;
      const before = driving.turns.get(order.session) ?? Promise.resolve();
      const turn = inTurn(before, async () => answer(order, tell, await carriedOut(driving, order, tell)));
      driving.turns.set(order.session, turn);
      void forgetTurn(driving, order.session, turn);
    },
    close: () => {
      clearInterval(watching);
      clearInterval(beating);
      for (const one of driving.attended.values()) one.end();
    },
  };
}

/** Told before the first order came: there is no session yet that anything could be said of. */
const nobody: Tell = () => undefined;

async function inTurn(before: Promise<void>, work: () => Promise<void>): Promise<void> {
  await before;
  await work();
}

/** Whoever waits behind it has put itself in its place. */
async function forgetTurn({ turns }: Driving, session: string, turn: Promise<void>): Promise<void> {
  await turn;
  if (turns.get(session) === turn) turns.delete(session);
}

function answer(order: SessionOrder, tell: Tell, outcome: Delivery): void {
  if (outcome.ok) tell({ is: "order-done", order: order.id });
  else tell({ is: "order-failed", order: order.id, code: outcome.code, detail: outcome.detail });
}

/** Whatever goes wrong in a way that nobody foresaw is told as well: an order without an answer would be given for ever. */
async function carriedOut(driving: Driving, order: SessionOrder, tell: Tell): Promise<Delivery> {
  try {
    const folder = sessionFolder(driving.root, order.session);
    if (!folder.ok) return busy(folder.fault.what);
    const record = folder.value.launch();
    if (!record.ok) return { ok: false, code: "impossible", detail: record.fault.what };
    return await carry({ ...driving, folder: folder.value, tell }, order, record.value);
  } catch (error) {
    return busy(error instanceof Error ? error.message : String(error));
  }
}

type Work = Driving & { readonly folder: SessionFolder; readonly tell: Tell };

function carry(work: Work, order: SessionOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  switch (order.do) {
    case "launch":
      return launch(work, order, record);
    case "prompt":
      return prompt(work, order, record);
    case "interrupt":
      return interrupt(work, order, record);
    case "end":
      return end(work, order, record);
    case "probe":
      return probe(work, order, record);
    case "take-checkpoint":
      return takeCheckpoint(work, record);
  }
}

const succeeded: Delivery = { ok: true };
const busy = (detail: string): Delivery => ({ ok: false, code: "busy", detail });
const stale = (detail: string): Delivery => ({ ok: false, code: "stale", detail });

async function launch(work: Work, order: LaunchOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  const { folder, root } = work;
  if (folder.isEnded()) return stale("the session has ended before");
  if (record !== undefined && record.order !== order.id) return stale("the session was launched by another order");
  const admitted = admitFence(root, order.task, order.fence);
  if (!admitted.ok) return busy(admitted.fault.what);
  if (!admitted.value) return stale("a later lease of the task was seen");
  const client = work.client(order.agent);
  if (client === undefined) return { ok: false, code: "impossible", detail: `nobody knows how to run \`${order.agent}\`` };
  const mark = began(folder.path);
  if (mark !== undefined && record !== undefined) return launched(work, { record, client, mark });
  return begin(work, { order, client });
}

type Beginning = { readonly order: LaunchOrder; readonly client: Client };

async function begin(work: Work, { order, client }: Beginning): Promise<Delivery> {
  const { folder, root, hands } = work;
  const prepared = await work.prepare(order);
  if (!prepared.ok) return prepared;
  const start = startOf(order, prepared);
  const places = [prepared.account, ...work.accounts(order.agent)];
  const holder = holderOf({ root, client, places, conversation: start.conversation, except: folder.path });
  if (holder !== undefined) return { ok: false, code: "conversation-held", detail: `process ${holder} has it` };
  const { args, env } = client[order.driver]?.start(start) ?? { args: undefined, env: {} };
  if (args === undefined) return { ok: false, code: "impossible", detail: `\`${order.agent}\` cannot be run that way` };
  const { id, session, task, fence, agent, driver, account } = order;
  const all = [...prepared.args, ...args];
  const record: LaunchRecord = { order: id, session, task, fence, agent, driver, account, start, program: prepared.program, args: all };
  const kept = folder.keepLaunch(record);
  if (!kept.ok) return busy(kept.fault.what);
  const whole = { ...prepared.env, ...env, [sessionVariable]: folder.path };
  const mark = await hands[driver].start({ folder: folder.path, record, env: whole, transcript: client.transcript(start) });
  if (mark.ok) return launched(work, { record, client, mark: mark.value });
  return mark.fault.code === conversationUnknown
    ? { ok: false, code: "conversation-unknown", detail: mark.fault.what }
    : busy(mark.fault.what);
}

/** The same order gives the same conversation, so that a launch done twice asks for one. */
function startOf(order: LaunchOrder, { account, model }: Prepared): Start {
  const { resume, folder, mostMicroUsd } = order;
  const conversation = resume?.how === "continue" ? resume.conversation : uuidFrom(`${order.session} ${order.id}`);
  const from = resume === null ? null : { how: resume.how, from: resume.conversation };
  return { conversation, resume: from, account, folder, model, mostMicroUsd };
}

function uuidFrom(text: string): string {
  const hex = hashOf(Buffer.from(text, "utf8"));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Launching = { readonly record: LaunchRecord; readonly client: Client; readonly mark: ProcessMark };

async function launched(work: Work, { record, client, mark }: Launching): Promise<Delivery> {
  const { tell } = work;
  const { session } = record;
  tell({ is: "session-started", session, process: proofOf(mark), conversation: record.start.conversation });
  const one = attend(work, { record, client, mark });
  const isOpen = (): boolean => !one.isReady() && one.refused() === undefined && isRunning(mark);
  for (let waitedMs = 0; waitedMs < readyMs && isOpen(); waitedMs += lookEveryMs) await wait(lookEveryMs);
  if (one.refused() === undefined && isRunning(mark)) return succeeded;
  const refused = one.refused() ?? client.refusal(one.attendance.lastWords());
  await killProcesses(one.origin);
  await gone(work, one, tell);
  const detail = one.attendance.lastWords().trim().slice(0, 300);
  return refused === undefined || refused === "failed" ? succeeded : { ok: false, code: refused, detail };
}

/** Once for each session, whoever asks first. */
function attend(work: Driving & { readonly folder: SessionFolder; readonly tell: Tell }, { record, client, mark }: Launching): Attended {
  const known = work.attended.get(record.session);
  if (known !== undefined) return known;
  const { tell, folder } = work;
  const { session } = record;
  const heard = listening(record, folder.path, tell);
  const taken = (by: string): void => tell({ is: "session-taken", session, by });
  const hear = (said: Heard): void => {
    if (said.is === "ready" && said.conversation !== record.start.conversation) renamed(work, { record, client, mark }, said.conversation);
    heard.hear(said);
  };
  const attendance = work.hands[record.driver].attend({ folder: folder.path, client, record, hear, taken });
  const one = heard.attended(attendance, mark);
  work.attended.set(session, one);
  attendance.look();
  heard.live();
  return one;
}

/** Some clients choose the name of a conversation themselves: it is told before anything can be said in it. */
function renamed({ folder, tell }: Pick<Work, "folder" | "tell">, { record, mark }: Launching, conversation: string): void {
  // Where it cannot be kept the fleet has it still, and another start of this conversation is refused by the session that lives.
  folder.keepLaunch({ ...record, start: { ...record.start, conversation } });
  tell({ is: "session-started", session: record.session, process: proofOf(mark), conversation });
}

type PromptOrder = Extract<SessionOrder, { readonly do: "prompt" }>;

async function prompt(work: Work, order: PromptOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  const one = atHand(work, record);
  if (one === undefined || record === undefined) return busy("the session is not there to be told anything");
  const admitted = admitFence(work.root, record.task, order.fence);
  if (!admitted.ok) return busy(admitted.fault.what);
  if (!admitted.value || order.fence < record.fence || work.folder.isEnded()) return stale("a later lease of the task was seen");
  const { session, receipt, text } = order;
  if (one.receipts.has(receipt)) {
    work.tell({ is: "prompt-received", session, receipt });
    return succeeded;
  }
  const delivery = await one.attendance.prompt({ receipt, text });
  if (!delivery.ok) return delivery;
  for (let waitedMs = 0; waitedMs < receiptMs && !one.receipts.has(receipt) && isRunning(one.mark); waitedMs += lookEveryMs)
    await wait(lookEveryMs);
  return one.receipts.has(receipt) ? succeeded : { ok: false, code: "no-receipt", detail: "the client did not say that it has the prompt" };
}

async function interrupt(work: Work, order: SessionOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  const one = atHand(work, record);
  return one === undefined ? busy("the session is not there to be interrupted") : one.attendance.interrupt(order.id);
}

type EndOrder = Extract<SessionOrder, { readonly do: "end" }>;

/** Never refused for its fence: an old session is the very one that has to end. */
async function end(work: Work, { session, graceMs }: EndOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  const kept = work.folder.keepEnded();
  if (!kept.ok) return busy(kept.fault.what);
  const mark = began(work.folder.path);
  const one = mark !== undefined && isRunning(mark) ? atHand(work, record) : work.attended.get(session);
  // From here on its end is ours to tell, once.
  work.attended.delete(session);
  if (one !== undefined) await one.attendance.leave();
  const alive = await stillAlive(work, { origin: { folder: work.folder.path, leader: mark }, graceMs, asked: one !== undefined }, record);
  if (alive !== undefined) {
    if (one !== undefined) work.attended.set(session, one);
    return { ok: false, code: "still-alive", detail: alive };
  }
  one?.attendance.look();
  const exit = one?.attendance.exit() ?? "killed";
  one?.end();
  work.tell({ is: "session-gone", session, exit, proof: "dead" });
  return succeeded;
}

type Ending = { readonly origin: Origin; readonly graceMs: number; readonly asked: boolean };

/** Time to end by itself, then a signal, then none can refuse; and nobody else may have the conversation. Why it is not proved dead, or nothing. */
async function stillAlive(work: Work, { origin, graceMs, asked }: Ending, record: LaunchRecord | undefined): Promise<string | undefined> {
  const left = asked && (await isOver(origin, graceMs));
  const ended = left ? { dead: true as const } : await endProcesses(origin, graceMs);
  if (!ended.dead) return `these run still: ${ended.left.join(", ")}`;
  const client = record === undefined ? undefined : work.client(record.agent);
  if (record === undefined || client === undefined) return undefined;
  const places = [record.start.account, ...work.accounts(record.agent)];
  const holder = holderOf({ root: work.root, client, places, conversation: record.start.conversation, except: origin.folder });
  return holder === undefined ? undefined : `process ${holder} has the conversation`;
}

async function probe(work: Work, { session }: SessionOrder, record: LaunchRecord | undefined): Promise<Delivery> {
  const one = atHand(work, record);
  if (one !== undefined && isRunning(one.mark)) {
    work.tell(one.seen());
    return succeeded;
  }
  if (one !== undefined) {
    await gone(work, one, work.tell);
    return succeeded;
  }
  const { dead } = await killProcesses({ folder: work.folder.path, leader: undefined });
  work.tell({ is: "session-gone", session, exit: "killed", proof: dead ? "dead" : "unproven" });
  return succeeded;
}

async function takeCheckpoint(work: Work, record: LaunchRecord | undefined): Promise<Delivery> {
  const client = record === undefined ? undefined : work.client(record.agent);
  if (record === undefined || client === undefined) return { ok: false, code: "impossible", detail: "the session was never launched" };
  const lastTool = atHand(work, record)?.lastTool() ?? null;
  const seen = await work.checkpoint(record, { transcript: client.transcript(record.start), lastTool });
  if (!seen.ok) return busy(seen.fault.what);
  work.tell({ is: "checkpoint-taken", session: record.session, seen: seen.value });
  return succeeded;
}

/** The session as we attend it, or taken up again from what the disk knows of it. */
function atHand(work: Work, record: LaunchRecord | undefined): Attended | undefined {
  const mark = began(work.folder.path);
  const client = record === undefined ? undefined : work.client(record.agent);
  return record === undefined || client === undefined || mark === undefined ? undefined : attend(work, { record, client, mark });
}

async function watchAll(driving: Driving, tell: Tell): Promise<void> {
  for (const one of driving.attended.values()) {
    one.attendance.look();
    if (!isRunning(one.mark)) await gone(driving, one, tell);
  }
}

/** It ended by itself, or was killed by somebody else. What it left behind goes with it: the next session has the folder for itself. */
async function gone(driving: Driving, one: Attended, tell: Tell): Promise<void> {
  const { session } = one.record;
  if (one.isOver()) return;
  one.attendance.look();
  one.end();
  driving.attended.delete(session);
  const { dead } = leftProcesses(one.origin).length === 0 ? { dead: true } : await killProcesses(one.origin);
  tell({ is: "session-gone", session, exit: one.attendance.exit() ?? "killed", proof: dead ? "dead" : "unproven" });
}
