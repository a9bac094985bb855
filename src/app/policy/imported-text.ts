/** What an import of policies did, told to a person, and what it left to them. */
import type { Imported } from "./import-failsafe.ts";

export function importedText({ written, same, trusted, notes }: Imported): string {
  const lines = [
    ...written.map((file) => `written  ${file}`),
    ...same.map((file) => `as it was  ${file}`),
    ...notes.map((note) => `note  ${note}`),
    ...trusted.map((folder) => `to sign  sheepdog trust add ${quoted(folder)}   what it overrides counts once you have signed its content`),
    "left  its mode, its log and its hook: every pane starts in read mode; take `failsafe hook` out of your agents' settings",
  ];
  return `${lines.join("\n")}\n`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
