/** SQL text to tokens: words, quoted names, texts, signs and the client's own commands, without comments, as a dialect has them. */

export type Dialect = "postgres" | "mysql" | "sqlite" | "tsql" | "oracle" | "other";

export type Token = {
  /** `command`: a line for the client and not for the server, such as `\! ls` or `.shell ls`. */
  readonly kind: "word" | "name" | "text" | "number" | "sign" | "command";
  /** Of a word its capitals, of what is quoted what stands between the quotes. */
  readonly text: string;
};

/** More tokens than this in one text are not read; what was read of it still counts. */
const tokensRead = 20_000;

type Found = Token | "space" | "delimiter";
type Pattern = readonly [RegExp, (match: RegExpExecArray) => Found];

const space: Pattern = [/\s+|--(?:[^\n]*)|\/\*[\s\S]*?(?:\*\/|$)/y, () => "space"];
const signs: Pattern = [/[\s\S]/y, ([text]) => ({ kind: "sign", text })];
const numbers: Pattern = [/\d[\w.]*/y, ([text]) => ({ kind: "number", text })];
/** A stretch that the shell puts in, such as `$name` or `${name}`, is a word of its own. */
const words: Pattern = [/(?:[\p{L}_@#$]|\$\{[^}]*\}|\{\})[\p{L}\p{N}_$@#]*/uy, ([text]) => ({ kind: "word", text: text.toUpperCase() })];

const plainText: Pattern = [
  /[nNbBxX]?'((?:[^']|'')*)(?:'|$)/y,
  (match) => ({ kind: "text", text: (match[1] ?? "").replaceAll("''", "'") }),
];
const escapedText: Pattern = [
  /[nNbBxX]?(?:'((?:[^'\\]|\\[\s\S]|'')*)(?:'|$)|"((?:[^"\\]|\\[\s\S]|"")*)(?:"|$))/y,
  (match) => ({ kind: "text", text: unescaped(match[1] ?? match[2] ?? "") }),
];
const escapeText: Pattern = [/[eE]'((?:[^'\\]|\\[\s\S]|'')*)(?:'|$)/y, (match) => ({ kind: "text", text: unescaped(match[1] ?? "") })];
const dollarText: Pattern = [/\$(\w*)\$([\s\S]*?)(?:\$\1\$|$)/y, (match) => ({ kind: "text", text: match[2] ?? "" })];
const quotedName: Pattern = [/"((?:[^"]|"")*)(?:"|$)|`([^`]*)(?:`|$)/y, (match) => ({ kind: "name", text: match[1] ?? match[2] ?? "" })];
const bracketName: Pattern = [/\[([^\]\n]*)\]/y, (match) => ({ kind: "name", text: match[1] ?? "" })];

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])|''|""/g, (whole, escape: string | undefined) => escape ?? whole.slice(1));
}

function command(pattern: RegExp): Pattern {
  return [pattern, ([text]) => ({ kind: "command", text: text.trim() })];
}

const ends: Pattern = [/;/y, () => "delimiter"];

/** The first pattern that fits counts; `lineStart` are tried only where a line begins. */
type Grammar = { readonly lineStart: readonly Pattern[]; readonly anywhere: readonly Pattern[] };

const grammars: Readonly<Record<Dialect, Grammar>> = {
  postgres: {
    lineStart: [],
    anywhere: [space, command(/\\[^\n]*/y), escapeText, dollarText, plainText, quotedName, ends, numbers, words, signs],
  },
  mysql: {
    lineStart: [command(/(?:system|source|pager|tee|delimiter)[ \t][^\n]*/iy)],
    anywhere: [
      // What stands in such a comment is run; only its ends are space.
      [/\s+|#[^\n]*|--(?=\s|$)[^\n]*|\/\*!\d*|\*\/|\/\*[\s\S]*?(?:\*\/|$)/y, () => "space"],
      command(/\\[!.PT][^\n]*/y),
      [/;|\\[gG]/y, () => "delimiter"],
      escapedText,
      quotedName,
      numbers,
      words,
      signs,
    ],
  },
  sqlite: {
    lineStart: [command(/\.[a-z][^\n]*/y)],
    anywhere: [space, plainText, quotedName, bracketName, ends, numbers, words, signs],
  },
  tsql: {
    lineStart: [[/go(?=[ \t]*\d*[ \t]*(?:\n|$))[^\n]*/iy, () => "delimiter"], command(/(?::r|:?!!)[^\n]*/iy)],
    anywhere: [space, plainText, quotedName, bracketName, ends, numbers, words, signs],
  },
  oracle: {
    lineStart: [[/\/[ \t]*(?=\n|$)/y, () => "delimiter"], command(/(?:!|\$|@|(?:host|ho|start|spool)[ \t])[^\n]*/iy)],
    anywhere: [space, plainText, quotedName, ends, numbers, words, signs],
  },
  other: {
    lineStart: [command(/![a-z]+[ \t][^\n]*|(?:source)[ \t]['"][^\n]*/iy)],
    anywhere: [space, dollarText, plainText, quotedName, ends, numbers, words, signs],
  },
};

/** The tokens of each statement; a command of the client is a statement of its own. */
export type Split = { readonly statements: readonly (readonly Token[])[]; readonly whole: boolean };

export function splitSql(text: string, dialect: Dialect): Split {
  const statements: Token[][] = [[]];
  let delimiter: string | undefined;
  let position = 0;
  let count = 0;
  for (; position < text.length && count < tokensRead; count += 1) {
    if (delimiter !== undefined && text.startsWith(delimiter, position)) {
      statements.push([]);
      position += delimiter.length;
      continue;
    }
    const { found, end } = tokenAt(text, position, grammars[dialect]);
    position = end;
    if (found === "space" || (found === "delimiter" && delimiter !== undefined)) continue;
    if (found === "delimiter") statements.push([]);
    else if (found.kind !== "command") statements.at(-1)?.push(found);
    else if (/^delimiter\s/i.test(found.text)) delimiter = delimiterIn(found.text);
    else statements.push([found], []);
  }
  return { statements: statements.filter((one) => one.length > 0), whole: position >= text.length };
}

function delimiterIn(line: string): string | undefined {
  const word = line.split(/\s+/)[1];
  return word === ";" ? undefined : word;
}

function tokenAt(text: string, position: number, { lineStart, anywhere }: Grammar): { readonly found: Found; readonly end: number } {
  const patterns = isLineStart(text, position) ? [...lineStart, ...anywhere] : anywhere;
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null && match[0] !== "") return { found: make(match), end: position + match[0].length };
  }
  return { found: "space", end: position + 1 };
}

function isLineStart(text: string, position: number): boolean {
  for (let before = position - 1; before >= 0; before -= 1) {
    if (text[before] === "\n") return true;
    if ((text[before] !== " " && text[before] !== "\t") || position - before > indentRead) return false;
  }
  return true;
}

const indentRead = 64;
