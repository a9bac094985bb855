/** Durations and sizes as people write them. */

const msOf: readonly (readonly [unit: string, ms: number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];

export function msFrom(text: string): number | undefined {
  return amountFrom(text, msOf);
}

/** In the largest unit that leaves no rest: what is read from it is the same again. */
export function durationText(ms: number): string {
  return amountText(ms, msOf);
}

const bytesOf: readonly (readonly [unit: string, bytes: number])[] = [
  ["GiB", 2 ** 30],
  ["MiB", 2 ** 20],
  ["KiB", 2 ** 10],
  ["B", 1],
];

export function bytesFrom(text: string): number | undefined {
  return amountFrom(text, bytesOf);
}

export function bytesText(bytes: number): string {
  return amountText(bytes, bytesOf);
}

type Units = readonly (readonly [unit: string, size: number])[];

function amountFrom(text: string, units: Units): number | undefined {
  const [, many, unit] = /^(0|[1-9]\d{0,11})([A-Za-z]{1,3})$/.exec(text) ?? [];
  const size = units.find(([name]) => name === unit)?.[1];
  return many === undefined || size === undefined ? undefined : Number(many) * size;
}

function amountText(amount: number, units: Units): string {
  const [unit, size] = units.find(([, one]) => amount !== 0 && amount % one === 0) ?? units.at(-1) ?? ["", 1];
  return `${amount / size}${unit}`;
}
