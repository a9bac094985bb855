/** Things counted by a name, each with what is to be said of it. */

export type Counted<T> = T & { readonly calls: number };

export type Counts<T> = {
  readonly add: (name: string, first: () => T) => T;
  /** The most frequent first; of equally many the one that came first. */
  readonly all: () => readonly Counted<T>[];
};

export function countsOf<T extends object>(): Counts<T> {
  const found = new Map<string, { readonly about: T; calls: number }>();
  return {
    add: (name, first) => {
      const one = found.get(name) ?? { about: first(), calls: 0 };
      found.set(name, one);
      one.calls += 1;
      return one.about;
    },
    all: () => [...found.values()].map(({ about, calls }) => ({ ...about, calls })).toSorted((one, other) => other.calls - one.calls),
  };
}
