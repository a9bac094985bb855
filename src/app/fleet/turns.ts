/** Turns: whatever is told in one moment goes to the keeper together, in the order in which it was told and in one commit. */
import type { Fault } from "../../base/fault.ts";
import type { Instant } from "../../base/instant.ts";
import { fail, type Result } from "../../base/result.ts";
import { type Event, eventVersion, type Happening, type Keeper } from "../../fleet/fleet.ts";
import type { Timers } from "../daemon/duty.ts";

export type Turns = {
  readonly tell: (happening: Happening) => Promise<Result<void>>;
  /** Why nothing is committed at the moment, or ever again. */
  readonly trouble: () => Fault | undefined;
  /** When the first event of the commit that is being made was told; nothing while none is. */
  readonly began: () => number | undefined;
  /** What was told is committed, if it can be at once; what comes later is not. */
  readonly close: () => void;
};

export type TurnPorts = {
  readonly keeper: Keeper;
  readonly now: () => Instant;
  /** Monotone, since this daemon began. */
  readonly steadyMs: () => number;
  readonly timers: Timers;
  /** Once, when the disk is full, once when it is not any more, and once when the store has failed for good. */
  readonly onTrouble: (fault: Fault | undefined) => void;
};

type Told = { readonly event: Event; readonly settle: (outcome: Result<void>) => void };

/** In one commit; the rest goes into the next one, so that nobody waits behind a flood. */
const mostInOne = 256;
const againMs = 1_000;
const full = "store.full";

export function turns(ports: TurnPorts): Turns {
  const waiting: Told[] = [];
  let trouble: Fault | undefined;
  let timer: unknown;
  let isClosed = false;
  let began: number | undefined;

  const isBroken = (): boolean => trouble !== undefined && trouble.code !== full;
  /** What stops others from beginning does not wait for its turn, unless a commit is being made just now. */
  const planFor = ({ is }: Happening): void => {
    if (is === "limit-reached" && began === undefined && trouble === undefined && !isClosed) commitSome();
    else plan();
  };
  const plan = (): void => {
    if (timer === undefined && !isClosed && !isBroken()) timer = ports.timers.start(take, trouble === undefined ? 0 : againMs);
  };
  const take = (): void => {
    timer = undefined;
    commitSome();
    if (waiting.length > 0) plan();
  };
  /** False where nothing could be committed, and then nothing of it has happened. */
  const commitSome = (): boolean => {
    const batch = waiting.slice(0, mostInOne);
    began = batch[0]?.event.steadyMs;
    const taken = ports.keeper.take(batch.map(({ event }) => event));
    began = undefined;
    meet(taken.ok ? undefined : taken.fault);
    if (trouble?.code === full) return false;
    for (const { settle } of waiting.splice(0, isBroken() ? waiting.length : batch.length)) settle(taken);
    return taken.ok;
  };
  const meet = (fault: Fault | undefined): void => {
    const before = trouble?.code;
    trouble = fault;
    if (before !== fault?.code) ports.onTrouble(fault);
  };
  return {
    tell: (happening) => {
      if (trouble !== undefined && isBroken()) return Promise.resolve({ ok: false, fault: trouble });
      if (isClosed) return Promise.resolve(stopping);
      const event: Event = { version: eventVersion, at: ports.now(), steadyMs: ports.steadyMs(), ...happening };
      const settled = new Promise<Result<void>>((settle) => waiting.push({ event, settle }));
      planFor(happening);
      return settled;
    },
    trouble: () => trouble,
    began: () => began,
    close: () => {
      ports.timers.stop(timer);
      while (waiting.length > 0 && commitSome());
      isClosed = true;
      for (const { settle } of waiting.splice(0)) settle(stopping);
    },
  };
}

const stopping = fail({ code: "fleet.stopping", what: "the fleet is being stopped", follows: "nothing more is taken in" });
