/** The row of the queue: how many tasks a second are claimed for good, through the daemon's own turns and its store, with ten thousand waiting. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { turns } from "../../../src/app/fleet/turns.ts";
import { defaultSettings, type FleetStore, type Happening, openKeeper, type Order, rowsOf } from "../../../src/fleet/fleet.ts";
import { machineTimers, sqliteStore, steadyMs } from "../../../src/hosts/node/node.ts";
import { measuredRow, type Row } from "./report.ts";

const depth = 10_000;
const pool = 64;
const projects = 20;
const claims = 12_000;
const least = 2_000;

/** Every session ends as soon as it has its task, and the task goes back to the end of nothing: so each claim makes room for the next one. */
export async function measureClaims(parent: string): Promise<Row> {
  const folder = mkdtempSync(join(parent, "claims-"));
  try {
    return claimsRow(await claimed(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measured = { readonly perSecond: number; readonly perCpuSecond: number; readonly commits: number; readonly waiting: number };

async function claimed(folder: string): Promise<Measured> {
  const store = sqliteStore(join(folder, "fleet.sqlite"));
  let [made, commits, begun] = [0, 0, Infinity];
  const { promise: finished, resolve: finish } = Promise.withResolvers<number>();
  const carryOut = (order: Order): void => {
    if (order.do !== "make-worktree") return;
    made += 1;
    if (made === claims) finish(performance.now() - begun);
    else if (made < claims) for (const happening of workAndEnd(order)) void turn.tell(happening);
  };
  const counted: FleetStore = {
    ...store,
    commit: (commit) => {
      commits += 1;
      return store.commit(commit);
    },
  };
  const keeper = openKeeper(counted, carryOut);
  if (!keeper.ok) throw new Error(keeper.fault.what);
  const turn = turns({
    keeper: keeper.value,
    now: Date.now,
    steadyMs,
    timers: machineTimers,
    onTrouble: (fault) => fault && finish(Infinity),
  });
  await Promise.all(before().map((happening) => turn.tell(happening)));
  [commits, begun] = [0, performance.now()];
  const cpu = process.cpuUsage();
  await turn.tell({ is: "operator-said", command: "resume", about: "fleet", by: "bench" });
  const tookMs = await finished;
  const { user, system } = process.cpuUsage(cpu);
  const waiting = rowsOf(keeper.value.state().tasks).filter(({ state }) => state.is === "queued").length;
  turn.close();
  store.close();
  return { perSecond: (claims * 1000) / tookMs, perCpuSecond: (claims * 1_000_000) / (user + system), commits, waiting };
}

/** It works, so that the account is let have as many sessions as it may, and is gone. */
function workAndEnd({ id, fence }: Extract<Order, { readonly do: "make-worktree" }>): readonly Happening[] {
  const session = `s${fence}`;
  return [
    { is: "order-done", order: id },
    { is: "turn-moved", session, tool: null, microUsd: 0, tokens: 0 },
    { is: "session-gone", session, exit: 0, proof: "dead" },
  ];
}

function before(): readonly Happening[] {
  const names = Array.from({ length: projects }, (_, index) => `p${index}`);
  const settings = { ...defaultSettings, pool: { first: 1, most: pool }, attempts: 1e9, backoffFirstMs: 0, backoffMostMs: 0, adoptMs: 0 };
  const account = { id: "a", kind: "metered", rank: 1, most: pool, budgetMicroUsd: 1e12 } as const;
  return [
    { is: "daemon-started" },
    { is: "configured", settings },
    { is: "operator-said", command: "pause", about: "fleet", by: "bench" },
    { is: "account-known", account },
    ...names.map((id): Happening => ({
      is: "project-known",
      project: { id, folder: `/${id}`, account: null, most: pool, weight: 1, budgetMicroUsd: 0, worktrees: true },
    })),
    ...Array.from({ length: depth }, (_, index) => arrival(index, names)),
  ];
}

function arrival(index: number, names: readonly string[]): Happening {
  const priority = (["critical", "high", "default", "low"] as const)[index % 4] ?? "default";
  const text = "feed the dog ".repeat(20);
  const by = { is: "person", name: "bench" } as const;
  const rest = { key: null, after: [], notBefore: null, deadline: null, scope: "all", affinity: null, budgetMicroUsd: 0 };
  return {
    is: "task-arrived",
    task: `t${index}`,
    project: names[index % projects] ?? "",
    title: `task ${index}`,
    text,
    priority,
    door: "cli",
    by,
    ...rest,
  };
}

function claimsRow({ perSecond, perCpuSecond, commits, waiting }: Measured): Row {
  const measured = `${Math.round(perSecond)} a second (${Math.round(perCpuSecond)} a second of CPU), ${(claims / commits).toFixed(0)} a commit, ${waiting} waiting at the end`;
  const figures = { perSecond, perCpuSecond, perCommit: claims / commits, waiting };
  return measuredRow({
    what: `durable claims of ${pool} sessions, ${depth} tasks waiting`,
    reach: `≥ ${least} a second`,
    measured,
    figures,
    reached: perSecond >= least,
  });
}
