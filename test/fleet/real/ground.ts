/** Real clients under a driver of ours, in a throwaway home with two accounts, before models on loopback. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Canary } from "../../../src/agents/agents.ts";
import type { Reply, Request } from "../../../src/base/exchange.ts";
import { done } from "../../../src/base/result.ts";
import type { Client, DriverKind, Happening, SessionOrder } from "../../../src/fleet/fleet.ts";
import {
  findProgram,
  headlessHands,
  type RunningDriver,
  serveLoopback,
  sessionDriver,
  type SessionPorts,
  tmuxHands,
} from "../../../src/hosts/node/node.ts";
import type { Client as Program } from "../../agents/clients.ts";

type Place = { readonly home: string; readonly project: string; readonly accounts: readonly string[] };

export type Setting = {
  readonly program: Program;
  readonly client: Client;
  /** How the product is started without a person before a model of ours. */
  readonly canary: Canary;
  readonly kind: DriverKind;
  /** The folders that all accounts have in common. */
  readonly shares: readonly string[];
  /** What an account needs before its first session. */
  readonly account?: (folder: string, place: Place) => void;
  /** What an account needs to know of the model that it speaks to. */
  readonly model?: (folder: string, url: string) => void;
  /** Further variables of a session. */
  readonly env?: Readonly<Record<string, string>>;
  /** One for each account. */
  readonly models: readonly Model[];
  readonly prepare?: SessionPorts["prepare"];
  readonly patienceMs?: number;
};

export type Model = (request: Request) => Reply;

export type Ground = {
  readonly place: Place;
  readonly told: readonly Happening[];
  /** The daemon dies and another one begins: nothing is left but the disk. */
  readonly restart: () => void;
  /** Gives it and waits for its answer. */
  readonly order: (order: Ordered) => Promise<Answer>;
  readonly launch: (session: string, more?: Partial<Omit<Launch, "version" | "do">>) => Promise<Answer>;
  /** The first thing told that fits; fails with all that was told where it does not come. */
  readonly until: <Is extends Happening["is"]>(is: Is, fits?: (one: Told<Is>) => boolean) => Promise<Told<Is>>;
};

type Told<Is extends Happening["is"]> = Extract<Happening, { readonly is: Is }>;
type Launch = Extract<SessionOrder, { readonly do: "launch" }>;
export type Answer = Told<"order-done"> | Told<"order-failed">;
type Ordered = SessionOrder extends infer One
  ? One extends SessionOrder
    ? Omit<One, "version" | "id"> & { readonly id?: string }
    : never
  : never;

export const tmux = findProgram("tmux", "/usr/bin:/usr/local/bin:/opt/homebrew/bin");
const lookEveryMs = 20;
const usualPatienceMs = 60_000;

export async function onFleetGround(setting: Setting, work: (ground: Ground) => Promise<void>): Promise<void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog fleet ")));
  const place = laidOut(home, setting);
  const servers = await Promise.all(setting.models.map(serve));
  const ports = portsOf(
    setting,
    place,
    servers.map(({ url }) => url),
  );
  const told: Happening[] = [];
  const tell = (happening: Happening): void => void told.push(happening);
  let driver = sessionDriver(ports);
  let orders = 0;
  const order: Ground["order"] = async (wanted) => {
    orders += 1;
    const { id = `o${orders}`, ...errand } = wanted;
    const from = told.length;
    driver.carryOut({ version: 1, id, ...errand } as SessionOrder, tell);
    const answers = (): Answer | undefined => told.slice(from).find((one) => isAnswer(one, id)) as Answer | undefined;
    return first(`an answer to ${id}`, { told, patienceMs: setting.patienceMs ?? usualPatienceMs, find: answers });
  };
  const launch: Ground["launch"] = (session, more = {}) => order({ ...launchOf(session, { setting, place }), ...more });
  const until: Ground["until"] = (is, fits = () => true) =>
    first(is, { told, patienceMs: setting.patienceMs ?? usualPatienceMs, find: () => told.filter(isOf(is)).find((one) => fits(one)) });
  const restart = (): void => {
    driver.close();
    driver = sessionDriver(ports);
  };
  try {
    await work({ place, told, restart, order, launch, until });
  } finally {
    const sessions = new Set(told.flatMap((one) => (one.is === "session-started" ? [one.session] : [])));
    for (const session of sessions) await endQuickly(driver, session);
    driver.close();
    for (const server of servers) await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function isOf<Is extends Happening["is"]>(is: Is): (one: Happening) => one is Told<Is> {
  return (one): one is Told<Is> => one.is === is;
}

function isAnswer(one: Happening, id: string): boolean {
  return (one.is === "order-done" || one.is === "order-failed") && one.order === id;
}

/** Two accounts that keep their transcripts in one place, as the fleet's accounts do. */
function laidOut(home: string, setting: Setting): Place {
  const place = { home, project: join(home, "proj"), accounts: ["one", "other"].map((name) => join(home, name)) };
  for (const folder of [place.project, join(home, "shared"), ...place.accounts]) mkdirSync(folder);
  for (const folder of place.accounts) {
    for (const name of setting.shares) symlinkSync(join(home, "shared"), join(folder, name));
    setting.account?.(folder, place);
  }
  return place;
}

function portsOf(setting: Setting, { home, project, accounts }: Place, urls: readonly string[]): SessionPorts {
  const socket = join(home, "screens");
  return {
    root: join(home, "fleet"),
    hands: { headless: headlessHands, terminal: tmuxHands({ program: tmux ?? "", socket }) },
    client: (agent) => (agent === setting.client.name ? setting.client : undefined),
    accounts: () => accounts.map((folder) => ({ folder, variables: {} })),
    prepare: async (order) => {
      const folder = join(home, order.account);
      const at = accounts.indexOf(folder);
      const { env } = setting.canary.run({ home, project, modelUrl: urls[at] ?? urls[0] ?? "", searchPath: "/usr/bin:/bin" });
      setting.model?.(folder, urls[at] ?? urls[0] ?? "");
      const own = await setting.prepare?.(order);
      if (own?.ok === false) return own;
      return {
        ok: true,
        program: own?.program ?? setting.program.program,
        args: own?.args ?? [],
        env: { ...env, ...setting.env },
        account: { folder, variables: {} },
        model: null,
      };
    },
    checkpoint: async () =>
      done({ transcript: null, transcriptBytes: 0, argv: [], cwd: "", gitHead: null, gitBranch: null, gitSaved: null, lastTool: null }),
  };
}

function launchOf(
  session: string,
  { setting, place }: { readonly setting: Setting; readonly place: Place },
): Omit<Launch, "version" | "id"> {
  const { client, kind } = setting;
  const who = {
    session,
    slot: 1,
    task: `task of ${session}`,
    fence: 1,
    agent: client.name,
    driver: kind,
    account: "one",
    scope: "all",
  } as const;
  return { do: "launch", ...who, folder: place.project, resume: null, mostMicroUsd: 0 };
}

/** A state that a client needs before it asks a person for nothing. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value));
}

export function isDone(answer: Answer): void {
  assert.equal(answer.is, "order-done", JSON.stringify(answer));
}

function endQuickly(driver: RunningDriver, session: string): Promise<void> {
  return new Promise((resolve) => {
    const order: SessionOrder = { version: 1, id: `end ${session}`, do: "end", session, fence: 1_000, graceMs: 0 };
    driver.carryOut(order, (one) => (isAnswer(one, order.id) ? resolve() : undefined));
  });
}

type Search<T> = { readonly told: readonly Happening[]; readonly patienceMs: number; readonly find: () => T | undefined };

async function first<T>(what: string, { told, patienceMs, find }: Search<T>): Promise<T> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookEveryMs) {
    const found = find();
    if (found !== undefined) return found;
    await wait(lookEveryMs);
  }
  throw new Error(`${what} did not come; told was:\n${told.map((one) => JSON.stringify(one).slice(0, 400)).join("\n")}`);
}

async function serve(model: Model): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = await serveLoopback(model);
  if (!server.ok) throw new Error(server.fault.what);
  return server.value;
}
