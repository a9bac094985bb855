/** Glob patterns: `*` and `?` stop at separators, `**` does not; `[a-z]`, `[!a]`, `{one,other}` and `\` as usual. */

const known = new Map<string, RegExp>();

/** A glob has no nested repetition, so that the regular expression it becomes cannot run away. */
export function globPattern(pattern: string, separators: string): RegExp {
  const key = `${separators}\u0000${pattern}`;
  const found = known.get(key) ?? new RegExp(`^(?:${translate(pattern, separators)})$`, "su");
  known.set(key, found);
  return found;
}

function translate(pattern: string, separators: string): string {
  const single = separators === "" ? "." : `[^${escaped(separators)}]`;
  const parts = pattern.matchAll(/\*\*|\*|\?|\[(!?)((?:\\.|[^\]])+)\]|\{|\}|,|\\(.)|(.)/gsu);
  let depth = 0;
  let result = "";
  for (const [part, negation, members, literal] of parts) {
    if (part === "{") depth++;
    if (part === "}") depth--;
    result += part === "**" ? ".*" : part === "*" ? `${single}*` : part === "?" ? single : part === "{" ? "(?:" : part === "}" ? ")" : part === "," && depth > 0 ? "|" : members === undefined ? escaped(literal ?? part) : `[${negation === "!" ? "^" : ""}${escapedClass(members)}]`;
  }
  return result;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function escapedClass(members: string): string {
  return members.replace(/[\\^[\]]/g, "\\$&");
}
