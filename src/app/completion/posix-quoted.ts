/** Text as one word of bash or zsh. */

export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
