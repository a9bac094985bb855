/** Command lines that manage something elsewhere, as rows of data: which words change what, and which options and files say where. */
import { headOf, type Value } from "../../shell/value.ts";
import { type Change, actionOf } from "./actions.ts";
import { configuredVariable } from "./configured.ts";
import { type Part, unreadable } from "./deeds.ts";
import { environmentAmong, isOwnMachine } from "./environment.ts";
import { has, type Line, readingsOf, readLine, valuesOf } from "./options.ts";
import type { Tool, Use } from "./tool.ts";
import { shapeOf } from "../running/wrappers.ts";

/** Names, letters and long options stand in one text with blanks between them. */
export type Managed = {
  readonly names: string;
  /** Left out for what a service on the net manages. */
  readonly of?: "cluster" | "container";
  /** Options that take a value, besides those in `where`. */
  readonly takes?: string;
  /** Options whose value says where: context, profile, project, account. */
  readonly where?: string;
  /** Options whose value tells what it is about, as the words behind the verb do. */
  readonly about?: string;
  /** Only in front of the first word that is no option; behind it the same letters mean something else. */
  readonly front?: true;
  /** Variables that say so. */
  readonly variables?: string;
  /** What its own files say where nothing else does. */
  readonly configured?: (use: Use) => readonly Value[];
  /** Options that mean production by themselves. */
  readonly production?: string;
  /** Which word is the verb; left out, the first one that is one. `none`: only the phrases count. */
  readonly verb?: "first" | "second" | "none";
  /** Long options have one dash. */
  readonly single?: true;
  /** Options with which it only looks. */
  readonly looks?: string;
  /** What certain words do, whatever else their verb says: phrases with commas in between. */
  readonly does?: Readonly<Partial<Record<Doing, string>>>;
};

/**
 * `remake`: it is destroyed and can be made again. `secret`: it prints one. `access`: it says who may do what.
 * `blind`: it stops what notes down who did what.
 */
export type Doing = Change | "remake" | "secret" | "access" | "blind";

export function managedTool(row: Managed, more: Pick<Tool, "effects" | "saves" | "runs"> = {}): Tool {
  const reader: Reader = { row, phrases: phrasesOf(row), shape: shapeFor(row), looks: looksOf(row) };
  return {
    names: row.names.split(" "),
    shape: reader.shape,
    verbs: row.verb === "first" ? 1 : 2,
    effects: (use) => [...managedParts(use, reader), ...(more.effects?.(use) ?? [])],
    ...(more.saves === undefined ? {} : { saves: more.saves }),
    ...(more.runs === undefined ? {} : { runs: more.runs }),
    output: (use) => (managedParts(use, reader).some(({ kind }) => kind === "read") ? { from: "unread", holds: "secret" } : undefined),
  };
}

type Reader = {
  readonly row: Managed;
  readonly phrases: readonly Phrase[];
  readonly shape: Line["shape"];
  readonly looks: readonly string[];
};

type Phrase = { readonly doing: Doing; readonly words: readonly string[]; readonly options: readonly string[] };

function phrasesOf({ does = {} }: Managed): readonly Phrase[] {
  const phrases = (Object.entries(does) as [Doing, string][]).flatMap(([doing, text]) =>
    text.split(",").map((phrase) => {
      const all = listed(phrase);
      const options = all.filter((word) => word.startsWith("-")).map((word) => word.replace(/^-+/, ""));
      return { doing, words: all.filter((word) => !word.startsWith("-")), options };
    }),
  );
  return phrases.toSorted((one, other) => weightOf(other) - weightOf(one));
}

/** The longer phrase says more, and of two that are as long the one that leaves less open. */
function weightOf({ words, options }: Phrase): number {
  const open = words.filter((word) => word.includes("*")).length;
  return words.length + options.length - open / (words.length + 1);
}

function shapeFor({ takes, where, about }: Managed): Line["shape"] {
  return { ...shapeOf([...listed(takes), ...listed(where), ...listed(about)]), exact: true };
}

/** Help and dry runs, by whatever names the tool does not use for something else. */
function looksOf({ takes, where, about, looks }: Managed): readonly string[] {
  const taken = [...listed(takes), ...listed(where), ...listed(about)];
  return [...["help", "h", "dry-run", "dryrun"].filter((name) => !taken.includes(name)), ...listed(looks)];
}

function managedParts(use: Use, reader: Reader): readonly Part[] {
  const { row, shape, looks } = reader;
  const words = row.single === true ? use.words.map(withTwoDashes) : use.words;
  const line = row.single === true ? readLine(words, shape) : use.line;
  const front = readLine(words, shape, true);
  if (isLooking(line, looks) || has(front, "version") || (row.verb === "second" && line.operands.at(-1)?.text === "help")) return [];
  const readings = readingsBehind(line, front);
  const found =
    firstOf(readings, (one) => phraseIn(reader.phrases, one)) ?? firstOf(readings, (one) => verbIn(row, one)) ?? unclearIn(reader, line);
  if (found === undefined) return [];
  if ("unclear" in found) return [unreadable(found.unclear)];
  const { doing, verb, rest } = found;
  return doing === "none" ? [] : [partFor(doing, placed({ ...use, line: row.front === true ? front : line }, row, { words: rest, verb }))];
}

/** An option in front that nobody has described may take the word behind it, and a variable may hold nothing but options. */
function readingsBehind(line: Line, front: Line): readonly Line[] {
  const readings = readingsOf({ ...line, options: front.options }, []);
  const certain = line.operands.filter((operand) => operand.loose !== true);
  return [...readings, certain].map((operands) => ({ ...line, operands }));
}

function firstOf<T>(lines: readonly Line[], find: (line: Line) => T | undefined): T | undefined {
  for (const line of lines) {
    const found = find(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isLooking(line: Line, looks: readonly string[]): boolean {
  return has(line, ...looks) && valuesOf(line, ...looks).every(({ known, text }) => known && !/^(false|none)$/.test(text));
}

function withTwoDashes(word: Value): Value {
  if (!/^-[a-z][\w-]+/i.test(headOf(word))) return word;
  return { ...word, text: `-${word.text}`, ...(word.head === undefined ? {} : { head: `-${word.head}` }) };
}

type Said = { readonly doing: Doing; readonly verb: string; readonly rest: readonly Value[] };

function phraseIn(phrases: readonly Phrase[], line: Line): Said | undefined {
  const best = phrases.find((phrase) => isSaid(phrase, line));
  return best === undefined ? undefined : { doing: best.doing, verb: best.words.join(" "), rest: line.operands.slice(best.words.length) };
}

function isSaid({ words, options }: Phrase, line: Line): boolean {
  return words.every((word, position) => isWord(word, line.operands[position])) && options.every((option) => isGiven(option, line));
}

/** `--environment=production` is said with that value alone. */
function isGiven(option: string, line: Line): boolean {
  const [name = "", value] = option.split("=");
  return value === undefined ? has(line, name) : valuesOf(line, name).some(({ text }) => text === value);
}

/** `*` stands for any word, `a|b` for one of these. */
function isWord(word: string, operand: Value | undefined): boolean {
  if (operand === undefined) return false;
  if (word === "*") return true;
  return operand.known && word.split("|").some((one) => isLike(one, operand.text));
}

/** `put-*-policy` stands for all that begins and ends so. */
function isLike(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text;
  return text.startsWith(pattern.slice(0, star)) && text.slice(star).endsWith(pattern.slice(star + 1));
}

function verbIn({ verb }: Managed, { operands }: Line): Said | undefined {
  if (verb === "none") return undefined;
  const position = verb === "first" ? 0 : verb === "second" ? 1 : undefined;
  const words = position === undefined ? operands : operands.slice(position, position + 1);
  for (const [at, word] of words.entries()) {
    const doing = actionOf(headOf(word), verb === "second");
    if (doing !== undefined) return { doing, verb: word.text, rest: operands.slice((position ?? at) + 1) };
  }
  return undefined;
}

/** A word that cannot be worked out stands where one would say what to destroy. */
function unclearIn({ row, phrases }: Reader, { operands }: Line): { readonly unclear: Value } | undefined {
  const mayBe = phrases.filter(
    ({ doing, words }) => doing !== "none" && words.every((word, at) => operands[at]?.known === false || isWord(word, operands[at])),
  );
  const reach = Math.max(row.verb === "second" ? 2 : row.verb === "none" ? 0 : 1, ...mayBe.map(({ words }) => words.length));
  const unclear = operands.slice(0, reach).find((operand) => !operand.known);
  return unclear === undefined ? undefined : { unclear };
}

type Placed = {
  readonly verb: string;
  readonly resource: string;
  readonly environment: string;
  readonly of?: "cluster" | "container";
  readonly target: Part["target"];
  /** It is this machine's, and nobody else's. */
  readonly isOwn: boolean;
};

function placed(use: Use, row: Managed, { verb, words }: { readonly verb: string; readonly words: readonly Value[] }): Placed {
  const where = whereOf(use, row);
  const names = [...where, ...words];
  const resource = words.map((word) => word.text).join(" ");
  const name = [use.name, where.map((value) => value.text).join(" ") || "as configured", resource].join("/");
  const isProduction = has(use.line, ...listed(row.production));
  return {
    verb,
    resource,
    environment: isProduction
      ? "production"
      : environmentAmong(
          where.map((value) => withoutHome(value, use)),
          row.of === "container" ? [] : [...words, ...valuesOf(use.line, ...listed(row.about))],
        ),
    ...(row.of === undefined ? {} : { of: row.of }),
    target: { name, scope: "remote", known: names.every((value) => value.known) },
    isOwn: isOwnMachine(where),
  };
}

/** Whose home a file lies in says nothing of what it is about: `/home/dev` is no place for development. */
function withoutHome(value: Value, { place }: Use): Value {
  const { home } = place.ground;
  return value.text.startsWith(`${home}/`) ? { ...value, text: value.text.slice(home.length + 1) } : value;
}

/** What the line says counts, else what the call has set, else what lies in the tool's own files. */
function whereOf(use: Use, row: Managed): readonly Value[] {
  const said = listed(row.where).flatMap((name) => valuesOf(use.line, name).slice(-1));
  const set = said.length > 0 ? [] : listed(row.variables).flatMap((name) => configuredVariable(use, name) ?? []);
  const { on } = use.place.ground;
  const around: readonly Value[] = on === undefined ? [] : [{ text: on.name, known: true, glob: false }];
  return [...said, ...set, ...(row.configured?.(use) ?? []), ...around];
}

function partFor(doing: Exclude<Doing, "none">, { target, isOwn, ...rest }: Placed): Part {
  if (doing === "secret") return { kind: "read", target: { ...target, nature: "secret" }, loss: "nothing" };
  if (doing === "blind") return { kind: "system", part: "audit", change: "stop", target, loss: "unknown" };
  if (doing === "access" && rest.environment !== "development")
    return { kind: "privilege", as: "an account elsewhere", target, loss: "unknown" };
  const change = doing === "remake" ? "destroy" : doing === "access" ? "update" : doing;
  const loss = doing === "remake" || (doing === "destroy" && isOwn) ? "build" : doing === "destroy" ? "forever" : "unknown";
  return { kind: "infra", change, ...rest, target, loss };
}

function listed(names: string | undefined): readonly string[] {
  return names === undefined ? [] : names.split(/\s+/).filter((name) => name !== "");
}
