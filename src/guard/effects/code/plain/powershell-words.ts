/** PowerShell's text cut into statements, commands and their words. */

export type Piece = {
  readonly kind: "word" | "raw" | "text" | "group" | "block";
  readonly text: string;
  /** Of brackets: what stands between them. */
  readonly inside?: string;
};

/** `whole`: every bracket and quote has its end. */
export type Cut = { readonly line: number; readonly commands: readonly (readonly Piece[])[]; readonly whole: boolean };

const comment = /#[^\n]*|<#[^]*?#>/y;
const hereText = /@(["'])[ \t]*\r?\n([^]*?)\r?\n\1@/y;
const rawText = /'((?:[^']|'')*)'/y;
const liveText = /"((?:[^"`]|`[^]|"")*)"/y;
const word = /(?:`[^\n]|[^\s`;|{}()"'#,&]|#(?<=\S#)|,(?=\S))+/y;

/** Marks that were opened and have no end: looked for once, since the search goes through all that follows. */
type Endless = Set<string>;

export function splitPowershell(code: string): readonly Cut[] {
  const cuts: Cut[] = [];
  const endless: Endless = new Set();
  let [commands, pieces, line, start, whole] = [[] as Piece[][], [] as Piece[], 1, 1, true];
  const endCommand = (): void => {
    if (pieces.length > 0) commands.push(pieces);
    pieces = [];
  };
  const endStatement = (): void => {
    endCommand();
    if (commands.length > 0 || !whole) cuts.push({ line: start, commands, whole });
    [commands, whole, start] = [[], true, line];
  };
  for (let at = 0; at < code.length;) {
    const character = code[at] as string;
    const found = endless.has(character) ? undefined : pieceAt(code, at);
    if (found === undefined && /["'({]/.test(character)) endless.add(character);
    if (found === undefined) {
      const ends = /^(?:\n|;|&&|\|\|)/.exec(code.slice(at, at + 2))?.[0];
      const isJoined = code.startsWith("`\n", at);
      if (character === "\n") line += 1;
      if (ends !== undefined) endStatement();
      else if (character === "|") endCommand();
      else if (character === "&" && pieces.length === 0) pieces.push({ kind: "word", text: "&" });
      else if (/["'({})]/.test(character)) whole = false;
      at += isJoined ? 2 : (ends?.length ?? 1);
      continue;
    }
    if (found.piece !== undefined) pieces.push(found.piece);
    for (const one of code.slice(at, at + found.length)) if (one === "\n") line += 1;
    at += found.length;
  }
  endStatement();
  return cuts;
}

function pieceAt(code: string, at: number): { readonly piece?: Piece; readonly length: number } | undefined {
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(code);
  };
  const noted = match(comment);
  if (noted !== null) return { length: noted[0].length };
  const here = match(hereText);
  if (here !== null) return { piece: { kind: here[1] === "'" ? "raw" : "text", text: here[2] ?? "" }, length: here[0].length };
  const raw = match(rawText);
  if (raw !== null) return { piece: { kind: "raw", text: (raw[1] ?? "").replaceAll("''", "'") }, length: raw[0].length };
  const live = match(liveText);
  if (live !== null) return { piece: { kind: "text", text: unescaped(live[1] ?? "") }, length: live[0].length };
  const open = /^[$@]?[({]/.exec(code.slice(at, at + 2))?.[0];
  if (open !== undefined) return bracket(code, at, open.length);
  const plain = match(word);
  return plain === null ? undefined : { piece: { kind: "word", text: plain[0].replace(/`(.)/g, "$1") }, length: plain[0].length };
}

function unescaped(written: string): string {
  return written.replace(/`(.)|""/g, (_, letter: string | undefined) =>
    letter === undefined ? '"' : ({ n: "\n", t: "\t", r: "\r", "0": "\0" }[letter] ?? letter),
  );
}

/** Quotes inside are passed over, so that a bracket in a text closes nothing. */
function bracket(code: string, at: number, length: number): { readonly piece: Piece; readonly length: number } | undefined {
  const open = code[at + length - 1] as string;
  const close = open === "(" ? ")" : "}";
  const step = /'(?:[^']|'')*'|"(?:[^"`]|`[^]|"")*"|[^]/y;
  let depth = 1;
  for (step.lastIndex = at + length; step.lastIndex < code.length;) {
    const found = step.exec(code)?.[0] ?? "";
    if (found === open) depth += 1;
    if (found === close) depth -= 1;
    if (depth > 0) continue;
    const inside = code.slice(at + length, step.lastIndex - 1);
    return { piece: { kind: open === "(" ? "group" : "block", text: code.slice(at, step.lastIndex), inside }, length: step.lastIndex - at };
  }
  return undefined;
}
