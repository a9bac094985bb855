/** Which pane a process belongs to, told as the native core tells it: `native/host/src/pane.rs` says by what a pane is known. */
import { readFileSync } from "node:fs";

const mostAncestors = 32;

/** `null`: no ancestor has a terminal, or nobody can tell here. */
export function paneOf(process: number | "self" = "self"): string | null {
  let at: number | "self" = process;
  for (let looked = 0; looked < mostAncestors; looked += 1) {
    const ancestor = look(at);
    if (ancestor === undefined) return null;
    if (ancestor.terminal !== 0) return nameOf(ancestor);
    if (ancestor.parent === 0) return null;
    at = ancestor.parent;
  }
  return null;
}

type Process = { readonly parent: number; readonly session: number; readonly terminal: number; readonly started: string };

function nameOf(member: Process): string | null {
  const leader = look(member.session);
  const boot = textOf("/proc/sys/kernel/random/boot_id")?.trimEnd();
  // A leader of another session has only got the number of the one that is gone.
  if (leader === undefined || boot === undefined || leader.session !== member.session || leader.terminal !== member.terminal) return null;
  return `${boot}/${member.terminal}/${member.session}/${leader.started}`;
}

/** The program's name stands in brackets and may hold anything, brackets as well. */
function look(process: number | "self"): Process | undefined {
  const line = textOf(`/proc/${process}/stat`);
  const fields = line
    ?.slice(line.lastIndexOf(")") + 1)
    .trim()
    .split(/\s+/);
  const [, parent, , session, terminal] = (fields ?? []).map(Number);
  const started = fields?.[19];
  if (parent === undefined || session === undefined || terminal === undefined || started === undefined) return undefined;
  return { parent, session, terminal, started };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
