/** Which of two versions of a client is the older one. */

/** `1.2.3` is at least `1.2.3`; a version that cannot be read counts as old. */
export function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const numbers = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (numbers === undefined) return false;
  const differing = wanted.findIndex((part, position) => part !== numbers[position]);
  return differing === -1 || (numbers[differing] ?? 0) > (wanted[differing] ?? 0);
}
