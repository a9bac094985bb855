/** The roster: duties started one after another, tried again when they fail, asked how they are, and stopped in the opposite order. */
import { type Fault, sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import type { Door } from "./door.ts";
import type { Duty, DutyContext, Health, Log, RunningDuty, Timers } from "./duty.ts";

export type Roster = {
  /** Done when each duty has begun, or failed for the first time. */
  readonly begin: () => Promise<void>;
  readonly doors: () => readonly Door[];
  readonly health: () => readonly DutyHealth[];
  readonly stop: () => Promise<void>;
};

export type DutyHealth = { readonly duty: string; readonly health: Health };

export type Employing = {
  readonly duties: readonly Duty[];
  readonly contextOf: (duty: string) => DutyContext;
  /** A duty that came up brings doors with it. */
  readonly onDoors: () => unknown;
  readonly timers: Timers;
  readonly log: Log;
};

const firstRetryMs = 10_000;
const mostRetryMs = 600_000;
/** Whoever takes longer is left behind: the daemon has to end. */
const stopMs = 20_000;

type Post = { readonly duty: Duty; running?: RunningDuty; fault?: Fault; retry?: unknown };

export function rosterOf(employing: Employing): Roster {
  const posts: Post[] = employing.duties.map((duty) => ({ duty }));
  let isOver = false;
  return {
    begin: async () => {
      for (const post of posts) await begin(post, firstRetryMs);
    },
    doors: () => posts.flatMap(({ running }) => running?.doors ?? []),
    health: () => posts.map((post) => ({ duty: post.duty.name, health: healthOf(post, employing.log) })),
    stop: async () => {
      isOver = true;
      for (const post of posts.toReversed()) {
        employing.timers.stop(post.retry);
        if (post.running !== undefined) await within(employing, post.duty.name, post.running.stop);
      }
    },
  };

  async function begin(post: Post, retryMs: number): Promise<void> {
    const { log, timers } = employing;
    const started = await startOf(post.duty, employing);
    if (started.ok) {
      if (isOver) return within(employing, post.duty.name, started.value.stop);
      post.running = started.value;
      delete post.fault;
      hangDoors(post.duty.name, employing);
      return;
    }
    post.fault = started.fault;
    log.error(`\`${post.duty.name}\` could not begin and is tried again in ${retryMs / 1_000} s: ${sentenceOf(started.fault)}`);
    if (!isOver) post.retry = timers.start(() => void begin(post, Math.min(retryMs * 2, mostRetryMs)), retryMs);
  }
}

async function startOf(duty: Duty, { contextOf, log }: Employing): Promise<Result<RunningDuty>> {
  try {
    return await duty.start(contextOf(duty.name));
  } catch (error) {
    return { ok: false, fault: bugIn(duty.name, error, log) };
  }
}

/** Doors that do not fit stay out; those that hang already stay where they are. */
function hangDoors(duty: string, { onDoors, log }: Employing): void {
  try {
    onDoors();
  } catch (error) {
    bugIn(duty, error, log);
  }
}

function healthOf({ duty, running, fault }: Post, log: Log): Health {
  if (running === undefined) return fault === undefined ? { is: "waiting", why: "it has not begun yet" } : { is: "failed", fault };
  try {
    return running.health();
  } catch (error) {
    return { is: "failed", fault: bugIn(duty.name, error, log) };
  }
}

function bugIn(duty: string, error: unknown, log: Log): Fault {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error(`a bug in \`${duty}\`: ${trace}`);
  return {
    code: "duty.bug",
    what: `\`${duty}\` met a bug: ${error instanceof Error ? error.message : String(error)}`,
    todo: "look at the daemon's log",
  };
}

async function within({ timers, log }: Employing, duty: string, stop: () => Promise<void>): Promise<void> {
  let timer: unknown;
  const late = new Promise<void>((resolve) => {
    timer = timers.start(() => {
      log.error(`\`${duty}\` did not stop within ${stopMs / 1_000} s and is left behind`);
      resolve();
    }, stopMs);
  });
  const stopped = async (): Promise<void> => {
    try {
      await stop();
    } catch (error) {
      bugIn(duty, error, log);
    }
  };
  await Promise.race([stopped(), late]);
  timers.stop(timer);
}
