/** How a person comes to the screen of a session: the words for tmux, which from then on belongs to that person. */
import { screenName } from "./tmux.ts";

/** `folder` is the session's own. Whoever only looks on, takes nothing over. */
export function attachWords(socket: string, folder: string, only: "looking" | "writing"): readonly string[] {
  return ["-S", socket, "-f", "/dev/null", "attach-session", ...(only === "looking" ? ["-r"] : []), "-t", `=${screenName(folder)}:`];
}
