/** Agenda: what will happen when, in simulated time. The same insertions give the same order on every machine. */

export type Agenda = {
  readonly now: () => number;
  readonly after: (ms: number, action: () => void) => void;
  /** The next thing happens; false when nothing is left or the end is reached. */
  readonly advance: (untilMs: number) => boolean;
};

type Entry = { readonly at: number; readonly number: number; readonly action: () => void };

/** A binary heap by time, then by who came first. */
export function newAgenda(): Agenda {
  const heap: Entry[] = [];
  let now = 0;
  let count = 0;
  const push = (entry: Entry): void => {
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(heap[at] as Entry, heap[up] as Entry)) return;
      swap(heap, at, up);
      at = up;
    }
  };
  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    sink(heap);
    return first;
  };
  return {
    now: () => now,
    after: (ms, action) => {
      count += 1;
      push({ at: now + Math.max(0, Math.round(ms)), number: count, action });
    },
    advance: (untilMs) => {
      const next = heap[0];
      if (next === undefined || next.at > untilMs) return false;
      pop();
      now = next.at;
      next.action();
      return true;
    },
  };
}

function sink(heap: Entry[]): void {
  let at = 0;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let least = at;
    if (left < heap.length && isBefore(heap[left] as Entry, heap[least] as Entry)) least = left;
    if (right < heap.length && isBefore(heap[right] as Entry, heap[least] as Entry)) least = right;
    if (least === at) return;
    swap(heap, at, least);
    at = least;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at !== other.at ? one.at < other.at : one.number < other.number;
}

function swap(heap: Entry[], one: number, other: number): void {
  const kept = heap[one] as Entry;
  heap[one] = heap[other] as Entry;
  heap[other] = kept;
}
