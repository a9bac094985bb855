/** The table of tools for clusters and containers. */
import type { Tool } from "../../tool.ts";
import { kubectl } from "./kubectl.ts";

export const clusters: readonly Tool[] = [kubectl];
