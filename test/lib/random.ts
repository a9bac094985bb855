/** Chance for tests: seeded, the seed printed, and as much of it as the run asks for. */

/** `SHEEPDOG_SEED` repeats a run that failed. */
const given = process.env["SHEEPDOG_SEED"];
export const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);

/** How many rounds: the first number in everyday runs, the second in `npm run test:full`. */
export function rounds(everyday: number, full: number): number {
  return process.env["SHEEPDOG_SIZE"] === "full" ? full : everyday;
}

export type Chance = { readonly below: (limit: number) => number; readonly of: <T>(items: readonly T[]) => T };

/** Mulberry32. */
export function chanceFrom(start: number): Chance {
  let state = start >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, of: (items) => items[below(items.length)] as (typeof items)[number] };
}
