/** echo and printf: exact, or undefined for what is not read. */

export function echoed(words: readonly string[]): string {
  const first = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const start = first < 0 ? words.length : first;
  const options = words.slice(0, start).join("");
  const text = words.slice(start).join(" ");
  const escapes = options.lastIndexOf("e") > options.lastIndexOf("E");
  // `\c` ends the output right there.
  const end = escapes ? /^(?:[^\\]|\\[^c])*?\\c/s.exec(text)?.[0] : undefined;
  if (end !== undefined) return unescaped(end.slice(0, -2), "echo");
  return (escapes ? unescaped(text, "echo") : text) + (options.includes("n") ? "" : "\n");
}

/** The format is used again as long as there are words left. */
export function printed(given: readonly string[]): string | undefined {
  const [format = "", ...values] = given[0] === "--" ? given.slice(1) : given;
  if (format.startsWith("-") || format.includes("\\c") || format.length * (values.length + 1) > formatSteps) return undefined;
  const pieces = piecesOf(format);
  if (pieces === undefined) return undefined;
  const taking = pieces.filter((piece) => typeof piece !== "string").length;
  const rounds = taking === 0 ? 1 : Math.max(1, Math.ceil(values.length / taking));
  const made: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let next = round * taking;
    for (const piece of pieces) {
      const text = typeof piece === "string" ? piece : converted(piece, values[next++]);
      if (text === undefined) return undefined;
      made.push(text);
    }
  }
  return made.join("");
}

const formatSteps = 1_000_000;

type Conversion = { readonly flags: string; readonly width: number; readonly precision: number | undefined; readonly kind: string };

/** Undefined where one of the conversions is none that is read here. */
function piecesOf(format: string): readonly (string | Conversion)[] | undefined {
  const pieces: (string | Conversion)[] = [];
  let at = 0;
  for (const found of format.matchAll(/%([-0+ #]*)(\d{0,4})(?:\.(\d{0,4}))?([A-Za-z%])?/g)) {
    pieces.push(unescaped(format.slice(at, found.index), "format"));
    const [whole, flags = "", width = "", precision, kind = ""] = found;
    at = found.index + whole.length;
    if (kind === "%" && whole === "%%") pieces.push("%");
    else if (/^[sbcdiuxXoq]$/.test(kind))
      pieces.push({ flags, width: Number(width), precision: precision === undefined ? undefined : Number(precision), kind });
    else return undefined;
  }
  return [...pieces, unescaped(format.slice(at), "format")];
}

function converted({ flags, width, precision, kind }: Conversion, value: string | undefined): string | undefined {
  const text = kind === "s" || kind === "b" || kind === "c" || kind === "q" ? textOf(kind, value ?? "") : numberOf(kind, value ?? "0");
  if (text === undefined || (/[dixXou]/.test(kind) && (precision !== undefined || /[+ #]/.test(flags)))) return undefined;
  const cut = precision === undefined ? text : text.slice(0, precision);
  if (flags.includes("-")) return cut.padEnd(width);
  return cut.padStart(width, flags.includes("0") && /[dixXou]/.test(kind) ? "0" : " ");
}

function textOf(kind: string, value: string): string | undefined {
  if (kind === "b") return value.includes("\\c") ? undefined : unescaped(value, "%b");
  if (kind === "c") return value.slice(0, 1);
  if (kind === "q") return /^[\w./:=@%+-]+$/.test(value) ? value : undefined;
  return value;
}

/** `'a` is the number of that letter. */
function numberOf(kind: string, value: string): string | undefined {
  const letter = /^["'](.)/su.exec(value)?.[1];
  const isPlain = /^-?(0|[1-9]\d{0,14}|0[xX][\da-fA-F]{1,12})$/.test(value);
  if (letter === undefined && !isPlain) return undefined;
  const number = letter === undefined ? Number(value) : (letter.codePointAt(0) ?? 0);
  if (kind === "d" || kind === "i") return String(number);
  if (number < 0) return undefined;
  const digits = number.toString(kind === "o" ? 8 : kind === "u" ? 10 : 16);
  return kind === "X" ? digits.toUpperCase() : digits;
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\x1b",
  E: "\x1b",
  '"': '"',
  "'": "'",
};

/** Octal numbers are written in three ways: `\0101` in echo, `\101` in a format, either of them in `%b`. */
const octals = { echo: "0[0-7]{0,3}", format: "[0-7]{1,3}", "%b": "0[0-7]{0,3}|[1-7][0-7]{0,2}" } as const;

const codes = Object.fromEntries(
  Object.entries(octals).map(([place, octal]) => [
    place,
    new RegExp(`\\\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|${octal}|[\\s\\S])`, "g"),
  ]),
) as Readonly<Record<keyof typeof octals, RegExp>>;

function unescaped(text: string, place: keyof typeof octals): string {
  if (!text.includes("\\")) return text;
  return text.replace(codes[place], (whole, code: string) => {
    if (/^[xuU][0-9a-fA-F]/.test(code)) return characterOf(Number.parseInt(code.slice(1), 16)) ?? whole;
    if (/^[0-7]/.test(code) && (place !== "echo" || code.startsWith("0"))) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return escapes[code] ?? whole;
  });
}

function characterOf(code: number): string | undefined {
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
