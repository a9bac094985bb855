/** The table of tools for clusters, containers and virtual machines. */
import type { Tool } from "../../describing/tool.ts";
import { clusterTools } from "./cluster-tools.ts";
import { containers } from "./containers.ts";
import { kubectl } from "./kubectl.ts";
import { machines } from "./machines.ts";

export const clusters: readonly Tool[] = [kubectl, ...clusterTools, ...containers, ...machines];
