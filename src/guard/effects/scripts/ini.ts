/** Reads files of sections with `name = value` lines, as git and Python tools keep their settings. */
export type Setting = {
  /** In lower case, as is the name; a part in quotes stays as written. */
  readonly section: string;
  readonly name: string;
  readonly value: string;
  readonly line: number;
};

/** Lines that are set in go on with the value before them. */
export function settingsIn(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = "";
  for (const [position, line] of text.split("\n").entries()) {
    const [, head, part, rest = ""] = /^\s*\[\s*([\w.:-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$/.exec(line) ?? [];
    if (head !== undefined) section = part === undefined ? head.toLowerCase() : `${head.toLowerCase()}.${part}`;
    const body = head === undefined ? line : rest;
    const last = settings.at(-1);
    const [, name, value] = /^\s*([A-Za-z_][\w-]*)\s*=\s*(.*?)\s*$/.exec(body) ?? [];
    if (name !== undefined && value !== undefined) settings.push({ section, name: name.toLowerCase(), value, line: position + 1 });
    else if (/^\s+[^\s#;]/.test(body) && last !== undefined && head === undefined)
      settings[settings.length - 1] = { ...last, value: `${last.value}\n${body.trim()}` };
  }
  return settings;
}
