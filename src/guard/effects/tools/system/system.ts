/** The table of tools for the operating system. */
import type { Tool } from "../../describing/tool.ts";
import { finder } from "./finder.ts";
import { firewall } from "./firewall.ts";
import { macSettings } from "./mac-settings.ts";
import { machine } from "./machine.ts";
import { power } from "./power.ts";
import { processes } from "./processes.ts";
import { protections } from "./protections.ts";
import { services } from "./services.ts";
import { users } from "./users.ts";

export const system: readonly Tool[] = [
  finder,
  ...firewall,
  ...machine,
  ...macSettings,
  power,
  ...processes,
  ...protections,
  ...services,
  ...users,
];
