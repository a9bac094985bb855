/** How a session began and ended, as its own starter wrote it down in its folder. */
import { join } from "node:path";
import { readTextIfThere } from "../files.ts";
import type { ProcessMark } from "./process-mark.ts";

/**
 * The first lines of every starter. What runs is known from before its first step on; `noclobber` makes the first of two starts the
 * only one, whoever asked for them.
 */
export const beginning = `
folder=$1
shift
umask 077
read -r boot </proc/sys/kernel/random/boot_id || exit 71
read -r state <"/proc/$$/stat" || exit 71
started() { set -- \${state##*) }; shift 19; echo "$1"; }
set -C
{ echo "$$ $(started) $boot" >"$folder/process"; } 2>/dev/null || exit 75
set +C
trap : TERM INT HUP
`;

/** Its last ones, with the exit code in `code`. */
export const finish = `
echo "$code" >"$folder/exit.new" && mv "$folder/exit.new" "$folder/exit"
`;

export function began(folder: string): ProcessMark | undefined {
  const text = readTextIfThere(join(folder, "process"));
  const [pid, startedTicks, boot] = text.ok && text.value?.endsWith("\n") === true ? text.value.trim().split(" ") : [];
  return boot === undefined ? undefined : { pid: Number(pid), startedTicks: Number(startedTicks), boot };
}

export function exitIn(folder: string): number | undefined {
  const text = readTextIfThere(join(folder, "exit"));
  return text.ok && text.value !== null ? Number(text.value) : undefined;
}
