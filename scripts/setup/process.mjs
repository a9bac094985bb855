/** Names a process so that the name is never taken for another one's, and tells whether it still lives. */
import { readFileSync } from "node:fs";

/** A process id is used again one day; together with the moment of its start it is not. */
export const ownName = () => `${process.pid}-${startOf(process.pid) ?? "unknown"}`;

export const pidIn = (name) => Number(name.split("-")[0]);

export function isAlive(name) {
  const start = name.split("-")[1];
  if (!isRunning(pidIn(name))) return false;
  const now = startOf(pidIn(name));
  return now === undefined || start === "unknown" || now === start;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === "EPERM") return true;
    if (error.code === "ESRCH") return false;
    throw error;
  }
}

/** In clock ticks since the machine started, where the kernel tells; a process that only waits to be reaped counts as gone. */
function startOf(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
    throw error;
  }
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? "gone" : fields[19];
}
