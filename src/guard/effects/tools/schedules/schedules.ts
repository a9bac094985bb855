/** The table of tools that have something run later. */
import type { Tool } from "../../describing/tool.ts";
import { at } from "./at.ts";
import { crontab } from "./crontab.ts";
import { units } from "./units.ts";

export const schedules: readonly Tool[] = [at, crontab, ...units];
