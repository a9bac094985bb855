/** The trace of a task: what ties its log lines, its sessions and its attempts together, the same in every life of the daemon. */
import { hashOf } from "../../hosts/node/node.ts";

/** In the shape that other tools of the trade know: 32 hexadecimal letters. */
export function traceOf(task: string): string {
  return hashOf(new TextEncoder().encode(`task ${task}`)).slice(0, 32);
}
