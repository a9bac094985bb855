/** Pieces: the stretches of a word once they are expanded, and how they become fields. */
import { limits } from "../limits.ts";
import { alternatives, combinations } from "./alternatives.ts";
import { headOf, literal, unknownValue, type Value } from "./value.ts";

/** One stretch of a word. `splits`: the shell cuts it at blanks; `braces`: its braces are live; `starts`: a new word begins with it. */
export type Piece = Value & { readonly splits: boolean; readonly braces: boolean; readonly starts?: true };

/** What `~`, `~+`, `~-` and `~NAME` stand for. */
export type Folders = {
  readonly home: Value;
  readonly variable: (name: string) => Value | undefined;
  /** Undefined where nobody can tell. */
  readonly homeOf: (user: string) => Value | undefined;
};

/** The fields of a word: each choice of its braces a word of its own, cut at separators. Undefined when there are too many to follow. */
export function fieldsOf(pieces: readonly Piece[], folders: Folders): readonly Value[] | undefined {
  const choices = bracesSpread(pieces);
  if (choices === undefined) return undefined;
  const tildes = pieces[0]?.braces === true;
  const values: Value[] = [];
  for (const choice of choices) {
    const fields = cutFields(choice, folders.variable("IFS"));
    if (fields === undefined || values.length + fields.length > limits.wordsPerWord) return undefined;
    values.push(...fields.map((field) => (tildes ? homelyWhole(joined(field), folders) : joined(field))));
  }
  return values;
}

export function fixed(value: Value): Piece {
  return { ...value, splits: false, braces: false };
}

export function expansion(value: Value | undefined, text: string, quoted: boolean): Piece {
  const { items: _, keys: __, keyed: ___, ...single } = value ?? unknownValue(text);
  const loose = !single.known && !quoted && single.shape === undefined ? { loose: true as const } : {};
  return { ...single, ...loose, splits: !quoted, braces: false };
}

/** Cuts the pieces of a word into fields where an unquoted expansion holds separators; undefined when there are too many. */
function cutFields(pieces: readonly Piece[], separators: Value | undefined): readonly (readonly Piece[])[] | undefined {
  const fields: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.starts === true) fields.push([]);
    if (!piece.splits || !piece.known) {
      fields.at(-1)?.push(piece);
      continue;
    }
    const words = split(piece.text, separators);
    if (words === undefined || words.length + fields.length > limits.wordsPerWord) return undefined;
    words.forEach((text, position) => {
      if (position > 0) fields.push([]);
      const { either: _, ...one } = piece;
      if (text !== "") fields.at(-1)?.push({ ...one, text, glob: /[*?[]/.test(text) });
    });
  }
  return fields.filter((field) => field.length > 0);
}

/** At blanks unless the script has set `IFS`; undefined when nobody knows to what. */
function split(text: string, separators: Value | undefined): readonly string[] | undefined {
  if (separators === undefined) return text.split(/[ \t\n]+/, limits.wordsPerWord + 1);
  if (!separators.known) return undefined;
  const words = [""];
  for (const character of text) {
    if (separators.text.includes(character)) words.push("");
    else words[words.length - 1] += character;
  }
  // Between two of them that are no blanks lies an empty word.
  const isBlank = /^[ \t\n]*$/.test(separators.text);
  return isBlank || words.slice(1, -1).every((word) => word !== "") ? words : undefined;
}

/** Every choice that the live braces of a word leave; undefined when they are too many to follow. */
function bracesSpread(pieces: readonly Piece[]): readonly (readonly Piece[])[] | undefined {
  if (!pieces.some((piece) => piece.braces)) return [pieces];
  const choices = pieces.map((piece) => (piece.braces && piece.known ? alternatives(piece.text)?.map(chosen) : [piece]));
  const followed = choices.filter((choice) => choice !== undefined);
  return followed.length < choices.length ? undefined : combinations(followed);
}

function homelyWhole(value: Value, folders: Folders): Value {
  return value.known && value.text.startsWith("~") ? withoutTilde(value, folders) : value;
}

function chosen(text: string): Piece {
  return fixed({ ...literal(text), glob: /[*?[]/.test(text) });
}

export function joined(pieces: readonly Piece[], between = " "): Value {
  if (pieces.length === 0) return literal("");
  const flow = pieces.find((piece) => piece.flow !== undefined)?.flow;
  const made = flow === undefined ? {} : { flow };
  const length = pieces.reduce((sum, piece) => sum + piece.text.length + 1, 0);
  if (length > limits.valueChars) return { ...unknownValue(`${pieces[0]?.text.slice(0, 40)}…`), ...made };
  const gap = (piece: Piece, position: number): string => (piece.starts === true && position > 0 ? between : "");
  const text = pieces.map((piece, position) => gap(piece, position) + piece.text).join("");
  const glob = pieces.some((piece) => piece.glob);
  const unknown = pieces.findIndex((piece) => !piece.known);
  if (unknown < 0) return { text, known: true, glob, ...eitherIn(pieces), ...made };
  const head = pieces
    .slice(0, unknown + 1)
    .map((piece, position) => gap(piece, position) + headOf(piece))
    .join("");
  const loose = pieces.some((piece) => piece.loose) ? { loose: true as const } : {};
  return { text, known: false, glob, head, ...shapeOf(pieces), ...loose, ...made };
}

/** One stretch that is one of several makes the whole one of as many; of more than one, nobody follows the choices. */
function eitherIn(pieces: readonly Piece[]): Pick<Value, "either"> {
  const at = pieces.findIndex((piece) => piece.either !== undefined);
  const texts = pieces[at]?.either;
  if (texts === undefined || pieces.some((piece, position) => position !== at && (piece.either !== undefined || piece.starts === true)))
    return {};
  const [before, after] = [pieces.slice(0, at), pieces.slice(at + 1)].map((side) => side.map((piece) => piece.text).join(""));
  return { either: texts.map((text) => `${before}${text}${after}`) };
}

/** The whole has a shape where each stretch has one. */
function shapeOf(pieces: readonly Piece[]): { readonly shape?: string } {
  const shapes = pieces.map((piece) => (piece.known ? piece.text : piece.shape)).filter((shape) => shape !== undefined);
  return shapes.length < pieces.length ? {} : { shape: shapes.join("") };
}

/** A tilde counts at the start of a word, and in an assignment behind a colon as well. */
export function homely(pieces: readonly Piece[], folders: Folders): readonly Piece[] {
  const [first, ...rest] = pieces;
  if (first === undefined || !first.text.startsWith("~") || !first.known) return pieces;
  if (rest.length > 0 && !first.text.includes("/")) return pieces;
  return [{ ...first, ...withoutTilde(first, folders) }, ...rest];
}

/** `~` is the home, `~name` the home of whoever is called so. */
export function withoutTilde(value: Value, folders: Folders): Value {
  const [tilde = "", user = ""] = /^~([^/]*)/.exec(value.text) ?? [];
  if (tilde === "") return value;
  const rest = value.text.slice(tilde.length);
  const folder = folderNamed(user, folders);
  if (folder === undefined) return { ...value, known: false, head: "/" };
  const { flow: _, ...plain } = value;
  if (folder.known) return { ...plain, text: folder.text + rest };
  return { ...plain, text: folder.text + rest, known: false, head: headOf(folder) };
}

function folderNamed(name: string, { home, variable, homeOf }: Folders): Value | undefined {
  if (name === "") return home;
  if (name === "+") return variable("PWD");
  if (name === "-") return variable("OLDPWD");
  return /^[A-Za-z_]/.test(name) ? homeOf(name) : undefined;
}
