/** The table of tools for the network. */
import type { Tool } from "../../describing/tool.ts";
import { curl } from "./curl.ts";
import { downloads } from "./downloads.ts";
import { httpie } from "./httpie.ts";
import { names } from "./names.ts";
import { probes } from "./probes.ts";
import { sockets } from "./sockets.ts";
import { transfers } from "./transfers.ts";
import { wget } from "./wget.ts";

export const network: readonly Tool[] = [curl, wget, httpie, ...downloads, ...names, ...sockets, ...transfers, ...probes];
