/** The daemon of one root, from its first lock to its last: one at a time, and nothing left behind that would mislead anybody. */
import { done, fail, type Result } from "../../base/result.ts";
import {
  dropOldDrafts,
  dropSockets,
  growingLog,
  heldExclusively,
  ledgerDisk,
  type Lifetime,
  now,
  ownMark,
  readySocketFolder,
} from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { type Root, rootIn } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { settingsFiles } from "../settings/settings-files.ts";
import { openBell } from "./bell.ts";
import { daemonDoors, type Self } from "./daemon-doors.ts";
import type { Door } from "./door.ts";
import type { Duty, DutyContext, Timers } from "./duty.ts";
import { controlName, openFront, type TcpState } from "./front.ts";
import { type Following, followSettings } from "./live-settings.ts";
import { beginLog, logOf } from "./log.ts";
import { metricsOf } from "./metrics.ts";
import { bellName, daemonFiles, socketFolder } from "./places.ts";
import { recorderIn } from "./recording.ts";
import { rosterOf } from "./roster.ts";
import { dropStanding, standingDaemon, writeStanding } from "./standing.ts";

export type Employment = {
  readonly lifetime: Lifetime;
  readonly timers: Timers;
  readonly duties: readonly Duty[];
  readonly engine: string;
};

/** Until its lifetime ends; a fault where it could not begin. */
export async function runDaemon({ around, guard }: Pick<Desk, "around" | "guard">, employment: Employment): Promise<Result<void>> {
  const root = rootIn(around.home);
  const files = daemonFiles(root);
  const ready = ensureOwnRoot(root, files.folder);
  if (!ready.ok) return ready;
  const held = heldExclusively(files.lock);
  if (!held.ok) return fail(held.fault.code === "lock.busy" ? runsAlready : held.fault);
  // Whatever was opened is closed again in the opposite order, however far it came.
  const closing: (() => void | Promise<void>)[] = [held.value.close];
  try {
    dropOldDrafts(files.folder);
    return await attend({ root, around, guard, employment, closing });
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

const runsAlready = {
  code: "daemon.runs-already",
  what: "a daemon runs for this user already",
  follows: "no second one was started",
  todo: "`sheepdog status` says how it is, `sheepdog restart` starts it anew",
};

type Attending = {
  readonly root: Root;
  readonly around: Desk["around"];
  readonly guard: string;
  readonly employment: Employment;
  readonly closing: (() => void | Promise<void>)[];
};

async function attend({ root, around, guard, employment, closing }: Attending): Promise<Result<void>> {
  const { lifetime, timers, engine } = employment;
  const own = ownMark();
  const metrics = metricsOf(() => roster.health());
  const settings = beginSettings(root, timers, metrics.lineLost);
  closing.push(settings.close);
  const log = logOf("daemon");
  const folder = socketFolder(root, around);
  const ready = readySocketFolder(folder, [bellName, controlName]);
  if (!ready.ok) return ready;
  closing.push(() => {
    if (!isAnothers(root, own)) dropSockets(folder, [bellName, controlName]);
  });
  const bell = await openBell(`${folder}/${bellName}`, metrics.rang);
  if (!bell.ok) return bell;
  closing.push(bell.value.close);
  const contextOf = (duty: string): DutyContext => ({
    ...{ root, around, guard, settings, now, timers, log: logOf(duty), metrics: metrics.registryFor(duty) },
    record: recorderIn(ledgerDisk(root.ledger)),
    onNews: bell.value.onNews,
  });
  const self: Self = {
    ...{ engine, settings, metrics, startedAt: now(), process: own },
    health: () => roster.health(),
    stop: () => lifetime.end("it was told to stop"),
  };
  const roster = rosterOf({ duties: employment.duties, contextOf, onDoors: () => front.ok && front.value.rebuild(), timers, log });
  const doors = (tcp: TcpState): readonly Door[] => [...daemonDoors(self, tcp), ...roster.doors()];
  const front = await openFront({ root, folder, doors, settings, log, requested: metrics.requested });
  if (!front.ok) return front;
  closing.push(front.value.close);
  const standing = writeStanding(root, { control: `${folder}/${controlName}`, process: own, engine });
  if (!standing.ok) return standing;
  closing.push(() => {
    if (!isAnothers(root, own)) dropStanding(root);
  });
  closing.push(endWhenLost(root, own, { lifetime, timers }));
  log.info("it stands", { folder });
  // Whoever is told to end does not wait for a duty that takes long to begin.
  await Promise.race([roster.begin(), lifetime.ended]);
  log.info(`it ends: ${await lifetime.ended}`);
  await roster.stop();
  return done(undefined);
}

/** Where the lock was taken away with the root, another may stand here by now: what lies here is its own then. */
function isAnothers(root: Root, own: string): boolean {
  const standing = standingDaemon(root);
  return standing.ok && standing.value.process !== own;
}

const lookMs = 5_000;

/** Without its note nobody finds it any more, and another may take its place: then, or when its root is gone, it ends. */
function endWhenLost(root: Root, own: string, { lifetime, timers }: Pick<Employment, "lifetime" | "timers">): () => void {
  let timer: unknown;
  const look = (): void => {
    const standing = standingDaemon(root);
    if (standing.ok && standing.value.process === own) timer = timers.start(look, lookMs);
    else lifetime.end("its standing note is gone");
  };
  look();
  return () => timers.stop(timer);
}

function beginSettings(root: Root, timers: Timers, lineLost: () => void): Following {
  // Settings say how much is logged, and what is wrong with them is logged: until they are read, everything is.
  const known: { settings?: Following } = {};
  const sheet = growingLog(daemonFiles(root).log, () => known.settings?.now().daemon.logSize ?? 2 ** 20);
  beginLog({ add: sheet.add, level: () => known.settings?.now().daemon.log ?? "info", lost: lineLost });
  known.settings = followSettings({ files: settingsFiles(root), log: logOf("settings"), timers });
  return known.settings;
}
