/** A clock that only goes on, for those who measure how long something takes. */

export function steadyMs(): number {
  return Math.floor(performance.now());
}
