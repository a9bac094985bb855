/** The table of tools that work on other machines, or hand over to who waits elsewhere. */
import type { Tool } from "../../describing/tool.ts";
import { pipes } from "./pipes.ts";
import { ssh } from "./ssh.ts";
import { terminals } from "./terminals.ts";

export const remote: readonly Tool[] = [...ssh, ...terminals, pipes];
