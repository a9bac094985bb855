/** A command killed at every call to the system by which it touches a folder, each time in a home of its own. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TrialHome } from "./trial-home.ts";

/** Every call that can change something, or stands between two that do. */
const calls =
  "openat,close,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,fcntl,ftruncate,mkdir,mkdirat,chmod,fchmod,fchmodat";

export function straceIsThere(): boolean {
  return spawnSync("strace", ["-qq", "--seccomp-bpf", "-f", "-e", "trace=close", "-o", "/dev/null", "true"]).status === 0;
}

/** One call of the main thread: the system counts each kind by itself. */
export type CallPoint = { readonly call: string; readonly nth: number };

/** The calls that touch the folder, and the first one after them. What comes in between changes nothing there. */
export async function callsOn(trial: TrialHome, folder: string, args: readonly string[]): Promise<readonly CallPoint[]> {
  const log = join(trial.home, "strace.log");
  const under = ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-e", `trace=${calls}`, "-o", log];
  const { code, err } = await trial.sheepdog(args, { under });
  if (code !== 0) throw new Error(`the command failed under strace: ${err}`);
  const lines = readFileSync(log, "utf8").split("\n");
  const main = lines[0]?.split(" ")[0] ?? "";
  const counts = new Map<string, number>();
  const points: (CallPoint & { readonly touches: boolean })[] = [];
  for (const line of lines) {
    const call = new RegExp(`^${main} +(\\w+)\\(`).exec(line)?.[1];
    if (call === undefined) continue;
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    points.push({ call, nth, touches: line.includes(folder) });
  }
  const last = points.findLastIndex(({ touches }) => touches);
  return points.filter(({ touches }, at) => touches || at === last + 1);
}

/** True where it was killed. Every call is stopped at: with a filter in the kernel some kinds were let go by. */
export async function killedAt(trial: TrialHome, { call, nth }: CallPoint, args: readonly string[]): Promise<boolean> {
  const under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${nth}`];
  const { code, signal } = await trial.sheepdog(args, { under });
  return signal === "SIGKILL" || code === 137;
}
