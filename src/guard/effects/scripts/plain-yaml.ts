/** Reads plain YAML: maps and lists by their indentation, short lists in brackets, texts. What else stands there is left out. */
export type Yaml = {
  /** The first one is 1. */
  readonly line: number;
  readonly text?: string;
  readonly items?: readonly Yaml[];
  readonly members?: ReadonlyMap<string, Yaml>;
};

type Line = { readonly line: number; readonly indent: number; readonly text: string };
type Read = { readonly node: Yaml; readonly next: number };

export function plainYaml(text: string): Yaml {
  return blockAt(linesOf(text), 0, 0).node;
}

/** One member of a map of maps; undefined where there is none. */
export function memberAt(node: Yaml | undefined, ...names: readonly string[]): Yaml | undefined {
  return names.reduce((at: Yaml | undefined, name) => at?.members?.get(name), node);
}

/** More: the rest is not read. */
const linesRead = 4_000;
const depthRead = 24;

function linesOf(text: string): readonly Line[] {
  return text
    .split("\n", linesRead)
    .map((line, position) => {
      const bare = withoutComment(line).trimEnd();
      return { line: position + 1, indent: bare.length - bare.trimStart().length, text: bare.trimStart() };
    })
    .filter(({ text: left }) => left !== "" && left !== "---");
}

/** A mark in quotes, or in the middle of a word, begins none. */
function withoutComment(line: string): string {
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const [mark = "", before = " "] = [line[at], line[at - 1]];
    if (quote !== "") quote = mark === quote ? "" : quote;
    else if (/["']/.test(mark) && /[\s[{,]/.test(before)) quote = mark;
    else if (mark === "#" && /\s/.test(before)) return line.slice(0, at);
  }
  return line;
}

/** The lines from here on that are set in as far as the first of them. */
function blockAt(lines: readonly Line[], start: number, depth: number): Read {
  const first = lines[start];
  if (first === undefined || depth > depthRead) return { node: { line: first?.line ?? 1 }, next: lines.length };
  return /^-(\s|$)/.test(first.text) ? listAt(lines, start, depth) : mapAt(lines, start, depth);
}

function listAt(lines: readonly Line[], start: number, depth: number): Read {
  const { indent, line } = lines[start] as Line;
  const items: Yaml[] = [];
  let at = start;
  for (let item = lines[at]; item !== undefined && item.indent === indent && /^-(\s|$)/.test(item.text); item = lines[at]) {
    const rest = item.text.slice(1).trimStart();
    const isBlock = rest === "" || memberIn(rest) !== undefined;
    // What stands behind the dash begins a block that is set in as far as it stands.
    const inner = { ...item, indent: indent + item.text.length - rest.length, text: rest };
    const read = isBlock
      ? blockAt(rest === "" ? lines : [...lines.slice(0, at), inner, ...lines.slice(at + 1)], rest === "" ? at + 1 : at, depth + 1)
      : scalarAt(lines, at, rest);
    items.push(read.node);
    at = Math.max(read.next, at + 1);
  }
  return { node: { line, items }, next: at };
}

function mapAt(lines: readonly Line[], start: number, depth: number): Read {
  const { indent, line } = lines[start] as Line;
  const members = new Map<string, Yaml>();
  let at = start;
  for (let head = lines[at]; head !== undefined && head.indent === indent; head = lines[at]) {
    const [name, value] = memberIn(head.text) ?? [undefined, ""];
    const below = lines[at + 1];
    const isBlock =
      value === "" && below !== undefined && (below.indent > indent || (below.indent === indent && below.text.startsWith("- ")));
    const read = isBlock ? blockAt(lines, at + 1, depth + 1) : scalarAt(lines, at, value);
    if (name !== undefined) members.set(name, read.node);
    at = Math.max(read.next, at + 1);
  }
  return { node: { line, members }, next: at };
}

function memberIn(text: string): readonly [string, string] | undefined {
  const [, name, value] = /^("[^"]*"|'[^']*'|[^\s"'[{&*!|>#-][^:#]*|-[^\s:]+):(?:\s+(.*))?$/.exec(text) ?? [];
  return name === undefined ? undefined : [unquoted(name.trim()), (value ?? "").replace(/^&\S+\s*/, "")];
}

/** A text on the line, or one below it behind `|` and `>`. */
function scalarAt(lines: readonly Line[], at: number, value: string): Read {
  const { line, indent } = lines[at] as Line;
  if (!/^[|>][-+\d]*$/.test(value)) return { node: flowOf(value, line), next: at + 1 };
  const end = lines.findIndex((one, position) => position > at && one.indent <= indent);
  const body = lines.slice(at + 1, end < 0 ? lines.length : end);
  const text = body.map((one) => one.text).join(value.startsWith(">") ? " " : "\n");
  return { node: { line: line + 1, text }, next: at + 1 + body.length };
}

function flowOf(value: string, line: number): Yaml {
  const listed = /^\[(.*)\]$/s.exec(value)?.[1];
  if (listed === undefined) return { line, text: unquoted(value) };
  const items = listed.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s][^,]*/g) ?? [];
  return { line, items: items.map((item) => ({ line, text: unquoted(item.trim()) })) };
}

function unquoted(text: string): string {
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text))
    return text
      .slice(1, -1)
      .replace(/\\(["\\/])/g, "$1")
      .replaceAll("\\n", "\n");
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}
