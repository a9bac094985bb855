/** PowerShell: commands with their parameters, pipelines, and what they hand on. Programs that are not its own are said as words. */
import { joined } from "../datum.ts";
import type { Around, CodeAct, CodeDeed, CodeReading, Unread } from "../deeds.ts";
import { bounds } from "../bounds.ts";
import { decoded, fromBase64, fromUtf16 } from "../decode.ts";
import { literal, textValue, unknownValue, type Flow, type Value } from "../../../shell/value.ts";
import { aliases, cmdlets, type Cmdlet } from "./cmdlets.ts";
import { splitPowershell, type Piece } from "./powershell-words.ts";

type State = {
  readonly deeds: CodeDeed[];
  readonly unread: Unread[];
  readonly around: Around;
  readonly variables: Map<string, Value>;
  depth: number;
  line: number;
  /** How many blocks that may not run are around. */
  possible: number;
};

export function readPowershell(code: string, around: Around): CodeReading {
  const state: State = { deeds: [], unread: [], around, variables: new Map(), depth: 0, line: 1, possible: 0 };
  run(state, code, 1);
  return { deeds: state.deeds, unread: state.unread };
}

function run(state: State, code: string, line: number): void {
  if (code.length > bounds.codeChars || state.depth > bounds.calls || state.deeds.length > bounds.deeds) {
    return tooMuch(state, line);
  }
  state.depth += 1;
  for (const statement of splitPowershell(code)) {
    state.line = state.depth === 1 ? statement.line : line;
    if (!statement.whole) state.unread.push({ line: state.line, what: "a syntax that is not understood", bound: false });
    let flow: Value | undefined;
    for (const pieces of statement.commands) flow = command(state, pieces, flow);
  }
  state.depth -= 1;
}

function tooMuch(state: State, line: number): void {
  if (!state.unread.some((one) => one.bound)) state.unread.push({ line, what: "more code than can be followed", bound: true });
}

/** What comes out of it, where that can be told. */
function command(state: State, pieces: readonly Piece[], input: Value | undefined): Value | undefined {
  const assigned = /^\$(?:\w+:)?(\w+)$/.exec(pieces[0]?.text ?? "");
  if (assigned !== null && pieces[1]?.text === "=") {
    const value = command(state, pieces.slice(2), undefined) ?? unknownValue(pieces[0]?.text ?? "");
    state.variables.set((assigned[1] as string).toLowerCase(), value);
    return undefined;
  }
  const [first, ...rest] = /^[&.]$/.test(pieces[0]?.text ?? "") ? pieces.slice(1) : pieces;
  if (first === undefined) return input;
  const isCalled = first !== pieces[0];
  blocks(state, pieces);
  if (!isCalled && (first.kind !== "word" || /^[$@(['"]/.test(first.text)))
    return pieces.length === 1 ? valueOf(state, first) : expression(state, pieces);
  const program = isCalled ? valueOf(state, first) : literal(first.text);
  return called(state, { program, args: rest, input });
}

/** Blocks run under circumstances that nobody knows. */
function blocks(state: State, pieces: readonly Piece[]): void {
  state.possible += 1;
  for (const piece of pieces) if (piece.kind === "block") run(state, piece.inside ?? "", state.line);
  state.possible -= 1;
}

type Invoked = { readonly program: Value; readonly args: readonly Piece[]; readonly input: Value | undefined };

function called(state: State, { program, args, input }: Invoked): Value | undefined {
  const written = program.text
    .toLowerCase()
    .replace(/^.*[\\/]/, "")
    .replace(/\.exe$/, "");
  const name = aliases.get(written) ?? written;
  const cmdlet = program.known ? cmdlets.get(name) : undefined;
  const line = readLine(state, args, cmdlet);
  if (/^(?:if|elseif|else|while|for|foreach|switch|do|try|catch|finally|function|return|param|foreach-object|where-object)$/.test(name))
    return unknownValue(name, input?.flow);
  if (name === "invoke-expression") return execute(state, line.operands[0] ?? line.named.get("command") ?? input);
  if (/^(?:powershell|pwsh)$/.test(name)) return nested(state, line, args);
  if (name === "new-object") return unknownValue("an object");
  if (/^(?:write-output|echo|write-host)$/.test(name)) return line.operands.length === 1 ? line.operands[0] : unknownValue("a text");
  if (cmdlet === undefined) return stranger(state, { name, program }, line);
  for (const act of cmdlet.acts({ ...line, input })) say(state, act);
  return cmdlet.gives?.({ ...line, input });
}

function say(state: State, act: CodeAct): void {
  if (state.deeds.length >= bounds.deeds) return tooMuch(state, state.line);
  state.deeds.push({ line: state.line, certainty: state.possible > 0 ? "possible" : "proved", ...act });
}

/** Unknown functions with a verb are left alone; any other name is a program. */
function stranger(state: State, { name, program }: { name: string; program: Value }, line: Line): Value | undefined {
  if (program.known && /^[a-z]+-[a-z]\w*$/.test(name)) return undefined;
  if (program.known && /^[$@[(]/.test(name)) return undefined;
  say(state, { does: "words", words: [program, ...line.words] });
  return unknownValue("what a program prints");
}

/** `powershell -enc BASE64`, `-Command TEXT`, `-File PATH`. */
function nested(state: State, line: Line, args: readonly Piece[]): Value | undefined {
  const at = args.findIndex((piece) => /^-(?:e|ec|en|enc\w*|c|co\w*|f|fi\w*)$/i.test(piece.text));
  const option = args[at]?.text.toLowerCase() ?? "";
  const rest = line.words.slice(at + 1);
  if (option.startsWith("-f")) say(state, { does: "file", path: rest[0] ?? unknownValue("a file"), language: "powershell" });
  else if (option.startsWith("-e")) {
    const packed = rest[0]?.known === true ? fromBase64(rest[0].text) : undefined;
    return execute(state, packed === undefined ? (rest[0] ?? unknownValue("a text")) : literal(fromUtf16(packed)), packed === undefined);
  } else
    return execute(state, joined((at < 0 ? line.operands : rest).flatMap((word, place) => (place === 0 ? [word] : [literal(" "), word]))));
  return undefined;
}

function execute(state: State, text: Value | undefined, isHidden = false): Value | undefined {
  if (text?.known === true && !isHidden) run(state, text.text, state.line);
  else say(state, { does: "code", language: "powershell", text: text ?? unknownValue("a text") });
  return unknownValue("what executed code gives");
}

export type Line = {
  readonly operands: readonly Value[];
  /** Parameters by their whole name in lower case; a switch is empty. */
  readonly named: ReadonlyMap<string, Value>;
  readonly words: readonly Value[];
};

/** Parameters may be cut short as long as they stay clear. */
function readLine(state: State, args: readonly Piece[], cmdlet: Cmdlet | undefined): Line {
  const operands: Value[] = [];
  const named = new Map<string, Value>();
  const words = args.map((piece) => valueOf(state, piece));
  const isExpression = args.some((piece) => piece.kind === "word" && /^\.\w|::\w|^\+$/.test(piece.text));
  if (isExpression && args.some((piece) => piece.kind === "group" || piece.text === "+"))
    return { operands: [expression(state, args)], named, words };
  for (let at = 0; at < args.length; at += 1) {
    const piece = args[at] as Piece;
    const [, short, joinedValue] = piece.kind === "word" ? (/^-([A-Za-z]\w*)(?::(.*))?$/.exec(piece.text) ?? []) : [];
    if (short === undefined) {
      operands.push(...listOf(piece, words[at] as Value));
      continue;
    }
    const full =
      [...(cmdlet?.takes ?? []), ...(cmdlet?.switches ?? [])].find((one) => one.startsWith(short.toLowerCase())) ?? short.toLowerCase();
    const takes = cmdlet?.takes.includes(full) === true && joinedValue === undefined && args[at + 1] !== undefined;
    named.set(full, takes ? (words[at + 1] as Value) : textValue(joinedValue ?? ""));
    if (takes && full.endsWith("path")) operands.push(...listOf(args[at + 1] as Piece, words[at + 1] as Value));
    if (takes) at += 1;
  }
  return { operands, named, words };
}

function listOf(piece: Piece, whole: Value): readonly Value[] {
  if (piece.kind !== "word" || !piece.text.includes(",") || /[($"']/.test(piece.text)) return [whole];
  return piece.text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => pathLike(part));
}

function pathLike(text: string): Value {
  return { ...textValue(text), glob: /[*?[]/.test(text) };
}

function valueOf(state: State, piece: Piece): Value {
  switch (piece.kind) {
    case "raw":
      return textValue(piece.text);
    case "block":
      return unknownValue("a block");
    case "group":
      return group(state, piece.inside ?? "");
    case "text":
    case "word": {
      if (!piece.text.includes("$")) return piece.kind === "word" ? pathLike(piece.text) : textValue(piece.text);
      const parts = piece.text
        .split(/(\$\{[\w:]+\}|\$env:\w+|\$\w+(?::\w+)?)/i)
        .map((part) => (part.startsWith("$") ? variable(state, part) : textValue(part)));
      return joined(parts.filter((part) => part.text !== "" || !part.known));
    }
  }
}

function variable(state: State, written: string): Value {
  const name = written.replace(/^\$\{?|\}$/g, "").toLowerCase();
  if (name.startsWith("env:")) return state.around.variable(written.replace(/^.*:|\}$/g, "")) ?? unknownValue(written);
  if (name === "home") return state.around.home;
  if (name === "pwd") return state.around.cwd;
  if (name === "true" || name === "false" || name === "null") return literal(name === "null" ? "" : name);
  return state.variables.get(name.replace(/^(?:script|global|local):/, "")) ?? unknownValue(written);
}

/** `( … )` and `$( … )`: what the last command inside gives. */
function group(state: State, inside: string): Value {
  let value: Value | undefined;
  if (state.depth > bounds.calls) return unknownValue("…");
  state.depth += 1;
  for (const statement of splitPowershell(inside)) {
    let flow: Value | undefined;
    for (const pieces of statement.commands) flow = command(state, pieces, flow);
    value = flow;
  }
  state.depth -= 1;
  return value ?? unknownValue("(…)");
}

/** `"a" + "b"`, `(…).DownloadString(…)`, `[Convert]::FromBase64String(…)`. */
function expression(state: State, pieces: readonly Piece[]): Value {
  const written = pieces.map((piece) => piece.text).join(" ");
  const values = pieces.filter((piece) => piece.text !== "+").map((piece) => valueOf(state, piece));
  const flow = values.find((value) => value.flow !== undefined)?.flow;
  const download = /\.?(?:DownloadString|DownloadData|DownloadFile|GetStringAsync)$/i;
  const at = pieces.findIndex((piece) => download.test(piece.text));
  if (at >= 0) return downloaded(state, pieces, at);
  if (/FromBase64String/i.test(written)) return fromPacked(values, /Unicode/i.test(written));
  if (pieces.every((piece, place) => (place % 2 === 1 ? piece.text === "+" : piece.kind !== "block"))) return joined(values);
  if (/\[(?:System\.)?IO\.(?:File|Directory)\]::Delete/i.test(written))
    say(state, { does: "delete", path: argumentIn(state, pieces), whole: /Directory/i.test(written) });
  if (/\.?Invoke$/i.test(pieces[1]?.text ?? "")) return execute(state, values[0]) ?? unknownValue("…");
  return unknownValue(written.slice(0, 80), flow);
}

function argumentIn(state: State, pieces: readonly Piece[]): Value {
  const inside = pieces.find((piece) => piece.kind === "group" && (piece.inside ?? "") !== "")?.inside ?? "";
  return group(state, inside.split(",")[0] ?? "");
}

function downloaded(state: State, pieces: readonly Piece[], at: number): Value {
  const [url, file] = (pieces[at + 1]?.inside ?? "").split(",").map((part) => group(state, part));
  const address = url ?? unknownValue("an address");
  const flow: Flow = { from: "download", origin: address.text };
  say(state, { does: "network", url: address, method: "GET", carrying: "nothing" });
  if (file !== undefined) say(state, { does: "overwrite", path: file, flow });
  return unknownValue(`what ${address.text} answers`, flow);
}

function fromPacked(values: readonly Value[], isWide: boolean): Value {
  const packed = values
    .map((value) => (value.known ? fromBase64(value.text.replace(/^['"]|['"]$/g, "")) : undefined))
    .find((one) => one !== undefined && one !== "");
  if (packed === undefined) return unknownValue("a decoded text");
  return literal(isWide ? fromUtf16(packed) : decoded(packed));
}
