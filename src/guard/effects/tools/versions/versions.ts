/** The table of tools for version control and the places where it is shared. */
import type { Tool } from "../../tool.ts";
import { git } from "./git.ts";

export const versions: readonly Tool[] = [git];
