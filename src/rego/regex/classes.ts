/** Named sets of characters: `\d`, `[:alpha:]`, `\pL`. */

export type Ranges = readonly (readonly [number, number])[];

export const lastCodePoint = 0x10ffff;

const digit: Ranges = [[48, 57]];
const upper: Ranges = [[65, 90]];
const lower: Ranges = [[97, 122]];
const alpha: Ranges = [...upper, ...lower];
const word: Ranges = [...digit, ...alpha, [95, 95]];
const space: Ranges = [
  [9, 10],
  [12, 13],
  [32, 32],
];

/** After a backslash; the capital letter means all others. */
export const perlClasses: ReadonlyMap<string, Ranges> = new Map([
  ["d", digit],
  ["w", word],
  ["s", space],
]);

/** Inside `[:…:]`. */
export const namedClasses: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ["alnum", [...digit, ...alpha]],
  ["alpha", alpha],
  ["ascii", [[0, 127]]],
  [
    "blank",
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    "cntrl",
    [
      [0, 31],
      [127, 127],
    ],
  ],
  ["digit", digit],
  ["graph", [[33, 126]]],
  ["lower", lower],
  ["print", [[32, 126]]],
  [
    "punct",
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  [
    "space",
    [
      [9, 13],
      [32, 32],
    ],
  ],
  ["upper", upper],
  ["word", word],
  ["xdigit", [...digit, [65, 70], [97, 102]]],
]);

export function negate(ranges: Ranges): Ranges {
  const result: (readonly [number, number])[] = [];
  let from = 0;
  for (const [start, end] of [...ranges].sort(([one], [other]) => one - other)) {
    if (start > from) result.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  return from <= lastCodePoint ? [...result, [from, lastCodePoint]] : result;
}

/** The test behind `\p{name}`; JavaScript knows the same categories and scripts. `undefined` for a name that is neither. */
export function propertyTest(name: string): RegExp | undefined {
  if (name === "Any") return /[^]/u;
  const escape = /^[A-Z][a-z]?$/.test(name) ? `gc=${name}` : `sc=${name}`;
  try {
    return new RegExp(`^\\p{${escape}}$`, "u");
  } catch {
    return undefined;
  }
}
