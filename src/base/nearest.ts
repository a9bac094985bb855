/** The name that somebody may have meant. */

/** The known name that is the fewest changes away; none if it would take too many for a slip of the keyboard. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  let [found, least]: [string | undefined, number] = [undefined, 1 + Math.min(3, Math.floor(written.length / 3))];
  for (const name of known) {
    if (Math.abs(name.length - written.length) >= least) continue;
    const changes = changesBetween(written, name);
    if (changes < least) [found, least] = [name, changes];
  }
  return found;
}

/** `; did you mean …`, or nothing. */
export function suggestion(written: string, known: Iterable<string>): string {
  const found = nearest(written, known);
  return found === undefined ? "" : `; did you mean \`${found}\`?`;
}

/** Letters added, left out, exchanged, or in the wrong order. */
function changesBetween(one: string, other: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let place = 1; place <= other.length; place++) {
      const isSame = one[at - 1] === other[place - 1];
      const isSwapped = one[at - 1] === other[place - 2] && one[at - 2] === other[place - 1];
      const exchanged = (row[place - 1] as number) + (isSame ? 0 : 1);
      const swapped = isSwapped ? (before[place - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(exchanged, (row[place] as number) + 1, (next[place - 1] as number) + 1, swapped));
    }
    [before, row] = [row, next];
  }
  return row[other.length] as number;
}
