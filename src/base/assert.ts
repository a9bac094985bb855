/** For bugs only: a state that the types or an invariant rule out. The one file in the pure rooms that throws. */
export function unreachable(value: never): never {
  throw new Error(`bug: unexpected value ${JSON.stringify(value)}`);
}

export function invariant(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`bug: ${what}`);
}
