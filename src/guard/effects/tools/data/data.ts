/** The table of tools that work with databases and other stores of data. */
import type { Tool } from "../../describing/tool.ts";
import { migrations } from "./migrations.ts";
import { mongo } from "./mongo.ts";
import { redis } from "./redis.ts";
import { serverTools } from "./server-tools.ts";
import { sqlClients } from "./sql-clients.ts";
import { storeManagers } from "./store-managers.ts";
import { stores } from "./stores.ts";

export const data: readonly Tool[] = [...sqlClients, ...serverTools, redis, mongo, ...stores, ...storeManagers, ...migrations];
