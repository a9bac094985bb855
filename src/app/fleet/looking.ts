/** Looking: a question about the fleet is answered by the daemon where one runs, and else from what its store holds. */
import type { Instant } from "../../base/instant.ts";
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type Note, type State, storedState } from "../../fleet/fleet.ts";
import { now, readFleetStore } from "../../hosts/node/node.ts";
import { askDaemon } from "../daemon/client.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";

/** The fleet as it lies on the disk. */
export type Stored = { readonly state: State; readonly at: Instant; readonly journal: (task: string) => Result<readonly Note[]> };

export type Question<T> = {
  readonly path: string;
  readonly read: (json: Json) => Promise<T | undefined>;
  /** Without a daemon. */
  readonly from: (stored: Stored) => Result<T>;
};

/** `live`: a daemon said so, just now. */
export type Looked<T> = { readonly value: T; readonly live: boolean };

export async function look<T>(desk: Pick<Desk, "around">, question: Question<T>): Promise<Result<Looked<T>>> {
  const told = await askDaemon(desk, { method: "GET", path: question.path });
  if (!told.ok) return told.fault.code === "daemon.absent" ? fromStore(desk, question) : told;
  const value = await question.read(told.value);
  return value === undefined ? fail(odd) : done({ value, live: true });
}

function fromStore<T>({ around }: Pick<Desk, "around">, question: Question<T>): Result<Looked<T>> {
  const store = readFleetStore(`${rootIn(around.home).folder}/fleet.sqlite`);
  if (!store.ok) return store;
  if (store.value === null) return fail(never);
  const { rows, journal, close } = store.value;
  try {
    const state = storedState(rows);
    const value = state.ok ? question.from({ state: state.value, at: now(), journal }) : state;
    return value.ok ? done({ value: value.value, live: false }) : value;
  } finally {
    close();
  }
}

const odd = {
  code: "daemon.odd",
  what: "the daemon answered in a form that this program does not know",
  todo: "`sheepdog restart` starts the daemon of this release",
};

const never = {
  code: "fleet.never",
  what: "no fleet has run for this user yet",
  todo: "set accounts and projects (`sheepdog account add`, `sheepdog config edit`), then start it with `sheepdog up`",
};
