/** The table of tools for disks. */
import type { Tool } from "../../describing/tool.ts";
import { formatters } from "./formatters.ts";
import { mounts } from "./mounts.ts";
import { volumeTools } from "./volume-tools.ts";

export const disks: readonly Tool[] = [...formatters, mounts, ...volumeTools];
