/** The table of tools for the guard itself. */
import type { Tool } from "../../describing/tool.ts";
import { canary } from "./canary.ts";

export const guard: readonly Tool[] = [canary];
