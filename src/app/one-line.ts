/** Text that others wrote, as a part of one line: cut to a width, and no control character of it reaches the terminal. */

export function oneLine(text: string, mostWidth: number): string {
  const line = text.replace(/\s*\n\s*/g, " ⏎ ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
  return line.length > mostWidth ? `${line.slice(0, mostWidth)} …` : line;
}
