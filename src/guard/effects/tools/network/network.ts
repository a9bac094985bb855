/** The table of tools for the network. */
import type { Tool } from "../../tool.ts";
import { curl } from "./curl.ts";
import { wget } from "./wget.ts";

export const network: readonly Tool[] = [curl, wget];
