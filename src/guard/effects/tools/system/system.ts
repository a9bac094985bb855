/** The table of tools for the operating system. */
import type { Tool } from "../../tool.ts";
import { firewall } from "./firewall.ts";
import { power } from "./power.ts";
import { processes } from "./processes.ts";
import { services } from "./services.ts";

export const system: readonly Tool[] = [...firewall, power, ...processes, ...services];
