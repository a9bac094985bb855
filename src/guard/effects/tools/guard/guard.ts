/** The table of tools for the guard itself. */
import type { Tool } from "../../describing/tool.ts";
import { canary } from "./canary.ts";
import { sheepdog } from "./sheepdog.ts";

export const guard: readonly Tool[] = [canary, ...sheepdog];
