/** Backslashes in texts, as Python, JavaScript, Ruby and Lua share them. */

const letters: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\x07", e: "\x1b", "\n": "" };

/** What it does not know stays as written, without the backslash where `drops` says so. */
export function unescaped(written: string, drops = false): string {
  if (!written.includes("\\")) return written;
  return written.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^]))/g,
    (all, ...found) => {
      const [byte, braced, short, long, octal, letter] = found as (string | undefined)[];
      const code = byte ?? braced ?? short ?? long;
      if (code !== undefined) return character(Number.parseInt(code, 16));
      if (octal !== undefined) return character(Number.parseInt(octal, 8));
      if (letter !== undefined && Object.hasOwn(letters, letter)) return letters[letter] as string;
      return letter === "\\" || letter === "'" || letter === '"' || drops ? (letter as string) : (all as string);
    },
  );
}

function character(code: number): string {
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}
