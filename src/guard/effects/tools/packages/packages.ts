/** The table of tools that fetch, publish and run packages. */
import type { Tool } from "../../describing/tool.ts";
import { managers } from "./managers.ts";
import { nodePackages } from "./node-packages.ts";

export const packages: readonly Tool[] = [...managers, ...nodePackages];
