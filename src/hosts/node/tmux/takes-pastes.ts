/** Whether the client on a screen takes a paste as one piece: it tells the terminal so, and a text that comes before that is keys to it. */
import { join } from "node:path";
import { readTail } from "../files.ts";

/** What the client has written to its screen until its first prompt came in, in the session's folder. */
export const screenFile = "screen";

/** What a client writes before its first prompt is a few KB. */
const mostBytes = 1024 * 1024;

const on = "\u001b[?2004h";
const off = "\u001b[?2004l";

export function takesPastes(folder: string): boolean {
  const said = readTail(join(folder, screenFile), mostBytes);
  return said.ok && said.value.lastIndexOf(on) > said.value.lastIndexOf(off);
}
