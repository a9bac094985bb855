/** News: what each commit changed, for everybody who listens. Nobody hears of anything that is not on the disk, and nobody who is slow holds up the fleet. */
import type { Instant } from "../../base/instant.ts";
import type { FleetStore } from "../../fleet/fleet.ts";
import type { News } from "./running-fleet.ts";

export type Newsroom = {
  /** The same store, whose commits are told. */
  readonly store: FleetStore;
  readonly watch: () => AsyncIterable<News>;
  /** Listeners hear what was told before, and then the end. */
  readonly close: () => void;
};

/** When a commit was told, and since when its first event had waited. */
export type CommitTimes = () => { readonly at: Instant; readonly waitedMs: number };

/** Items that a listener may lag behind; beyond that it is told how many it lost. */
const mostLag = 1_000;

export function newsroom(store: FleetStore, times: CommitTimes): Newsroom {
  const listeners = new Set<Listener>();
  let number = 0;
  let isClosed = false;
  return {
    store: {
      ...store,
      commit: (commit) => {
        const kept = store.commit(commit);
        if (!kept.ok) return kept;
        number += 1;
        const { notes, changes } = commit;
        for (const one of listeners) one.hear({ number, ...times(), notes, changes });
        return kept;
      },
    },
    watch: () => {
      const one = listener(() => listeners.delete(one));
      if (isClosed) one.end();
      else listeners.add(one);
      return one.items;
    },
    close: () => {
      isClosed = true;
      for (const one of listeners) one.end();
    },
  };
}

type Listener = { readonly hear: (news: News) => void; readonly end: () => void; readonly items: AsyncIterable<News> };

function listener(gone: () => void): Listener {
  const waiting: News[] = [];
  let lost = 0;
  let isOver = false;
  let wake: (() => void) | undefined;
  const rouse = (): void => {
    wake?.();
    wake = undefined;
  };
  const end = (): void => {
    isOver = true;
    gone();
    rouse();
  };
  const next = async (): Promise<IteratorResult<News>> => {
    const value = waiting.shift();
    if (value !== undefined) return { done: false, value };
    if (isOver) return { done: true, value: undefined };
    await new Promise<void>((resolve) => (wake = resolve));
    return next();
  };
  return {
    hear: (news) => {
      if (waiting.length >= mostLag) lost += waiting.splice(0).length;
      if (lost > 0) waiting.unshift({ number: news.number, at: news.at, lost });
      lost = 0;
      waiting.push(news);
      rouse();
    },
    end,
    items: {
      [Symbol.asyncIterator]: () => ({
        next,
        return: async () => {
          waiting.length = 0;
          end();
          return { done: true, value: undefined };
        },
      }),
    },
  };
}
