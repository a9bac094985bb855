/** A house with the fleet's doors and nothing else in it: the fleet is a bench in memory, so that each question has one known answer. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildHouse } from "../../../src/app/daemon/house.ts";
import { type Role } from "../../../src/app/daemon/role.ts";
import { addToken } from "../../../src/app/daemon/tokens.ts";
import { fleetDoors } from "../../../src/app/fleet/fleet-doors.ts";
import type { RunningFleet } from "../../../src/app/fleet/running-fleet.ts";
import { rootIn } from "../../../src/app/install/root.ts";
import { machineTimers } from "../../../src/hosts/node/node.ts";
import { Bench, noon, type Setup } from "../faults/bench.ts";

export type Asked = { readonly status: number; readonly body: Record<string, unknown> };

const now = (): number => noon;

export type TrialHouse = {
  readonly bench: Bench;
  /** As a person at the socket, or as whoever shows a token. */
  readonly ask: (method: string, path: string, more?: { readonly body?: unknown; readonly as?: string }) => Promise<Asked>;
  readonly token: (role: Role, name: string) => string;
  readonly remove: () => void;
};

/** `keeps`: whether the fleet can write to its disk. */
export function trialHouse(setup: Setup = {}, keeps: () => boolean = () => true): TrialHouse {
  const home = mkdtempSync(join(tmpdir(), "sheepdog-doors-"));
  const root = rootIn(home);
  const bench = new Bench(setup);
  const fleet: RunningFleet = {
    state: () => bench.whole(),
    tell: (happening) => {
      if (!keeps()) return new Promise(() => undefined);
      bench.tell(happening);
      return Promise.resolve({ ok: true, value: undefined });
    },
    journal: (task) => ({ ok: true, value: bench.journalOf(task) }),
    watch: () => (async function* () {})(),
    spending: () => ({ tasks: new Map(), projects: new Map(), accounts: new Map() }),
    health: () => ({ is: "well" }),
  };
  // A patience of seconds would only be waited for.
  const timers = { start: (then: () => void, _afterMs: number) => machineTimers.start(then, 20), stop: machineTimers.stop };
  const log = { info: () => undefined, warn: () => undefined, error: (what: string) => process.stderr.write(`${what}\n`) };
  const doors = fleetDoors({ fleet, root, now, timers });
  const house = buildHouse({ root, through: "socket", doors, log, now, requested: () => undefined });
  return {
    bench,
    ask: async (method, path, { body, as } = {}) => {
      const headers = { "content-type": "application/json", ...(as === undefined ? {} : { authorization: `Bearer ${as}` }) };
      const text = method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) };
      const answer = await house.request(path, { method, headers, ...text });
      const said = await answer.text();
      return { status: answer.status, body: said.startsWith("{") ? (JSON.parse(said) as Asked["body"]) : { said } };
    },
    token: (role, name) => {
      const made = addToken(root, { role, name, lifeMs: 3_600_000 }, noon);
      if (!made.ok) throw new Error(made.fault.what);
      return made.value.text;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
