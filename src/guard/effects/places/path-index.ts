/** Many patterns of paths, kept by the names in them: a path that shares no name with any pattern is let go without trying one. */

/** Tells whether one of the patterns takes the path. */
export type PathIndex = (path: string) => boolean;

/**
 * In a pattern `~` is any home; without `~` or `/` in front a name counts wherever it lies; with `/` at its end a folder counts with all
 * that is below it. `{a,b}` is one of several, `*` stands for anything but a slash, `**` for anything.
 */
export function indexOfPaths(patterns: readonly string[]): PathIndex {
  const plain = patterns.flatMap(withoutBraces);
  const byKey = new Map([...Map.groupBy(plain, keyOf)].map(([key, group]) => [key, oneOf(group)]));
  const keyless = byKey.get("");
  return (path) => keyless?.test(path) === true || keysIn(path).some((key) => byKey.get(key)?.test(path) === true);
}

function withoutBraces(pattern: string): readonly string[] {
  const [, before = "", inside, behind = ""] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  if (inside === undefined) return [pattern];
  return inside.split(",").flatMap((one) => withoutBraces(before + one + behind));
}

/** A name that every path has which the pattern takes: the rarest is most often the last; else how that one ends; else none. */
function keyOf(pattern: string): string {
  const names = pattern.split("/").filter((name) => name !== "" && name !== "~");
  const literal = names.findLast((name) => !/[*[]/.test(name));
  return literal ?? /\*(\.[^.*[\]]+)$/.exec(names.at(-1) ?? "")?.[1] ?? "";
}

/** Every name in the path, and how the last one ends. */
function keysIn(path: string): readonly string[] {
  const names = path.split("/");
  const last = names.at(-1) as string;
  const dot = last.lastIndexOf(".");
  if (dot >= 0) names.push(last.slice(dot));
  return names;
}

function oneOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.map((pattern) => `${/^[~/]/.test(pattern) ? "^" : "(?:^|/)"}${patternOf(pattern)}$`).join("|"));
}

function patternOf(path: string): string {
  return path
    .replace(/[.+^$()|\\]/g, "\\$&")
    .replace(/\*+/g, (stars) => (stars === "*" ? "[^/]*" : ".+"))
    .replace(/\/$/, "(?:/.*)?");
}
