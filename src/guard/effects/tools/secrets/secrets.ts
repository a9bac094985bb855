/** The table of tools that keep, hand out or transform secrets. */
import type { Tool } from "../../describing/tool.ts";
import { ciphers } from "./ciphers.ts";
import { keepers } from "./keepers.ts";

export const secrets: readonly Tool[] = [...ciphers, ...keepers];
