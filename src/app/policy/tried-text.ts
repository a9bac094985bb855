/** An example that does not hold, told to whoever wrote it. */
import { homePath } from "../home-path.ts";
import { oneLine } from "../one-line.ts";
import type { Tried } from "./tried-examples.ts";

const mostWidth = 200;

export function triedText({ file, rule, command, among, stoppedBy }: Tried, home: string): string {
  const about = `\`${oneLine(command, mostWidth)}\`, and names it among its ${among}`;
  const place = `${homePath(file, home)}: ${rule}`;
  if (among === "misses") return `${place} is about ${about}\n`;
  const others = stoppedBy.length === 0 ? "nothing has" : `only ${stoppedBy.join(", ")} ${stoppedBy.length === 1 ? "has" : "have"}`;
  return `${place} is not about ${about}; ${others} anything against it\n`;
}
