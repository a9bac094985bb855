/** The words of a simple command, and the ways to write a word down again. */

/** Blanks part words; single quotes keep a word together. */
export function wordsOf(command: string): readonly string[] {
  return (command.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ""));
}

/** As a careful person would write it: bare where nothing in it means anything to a shell. */
export function plain(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word);
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function joined(words: readonly string[]): string {
  return words.map(plain).join(" ");
}

export function ansi(word: string, escape: (code: number) => string): string {
  return `$'${[...word].map((letter) => escape(letter.codePointAt(0) ?? 0)).join("")}'`;
}

export function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
