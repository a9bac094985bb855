/** The table of tools for Windows. */
import type { Tool } from "../../describing/tool.ts";
import { cmdlets } from "./cmdlets.ts";
import { programs } from "./programs.ts";

export const windows: readonly Tool[] = [...programs, ...cmdlets];
