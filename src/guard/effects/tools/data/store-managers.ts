/** The table of programs that manage stores of data elsewhere in words like those of a cloud: topics, nodes, models, keys. */
import { type Managed, managedTool } from "../../describing/managed.ts";
import type { Tool } from "../../describing/tool.ts";

const rows: readonly Managed[] = [
  {
    names: "rpk",
    where: "X profile brokers",
    takes: "config partitions p replicas r format f",
    verb: "none",
    does: {
      destroy: "topic delete, topic trim-prefix, group delete, acl delete, cluster storage delete",
      update: "group seek, topic alter-config, topic add-partitions, cluster config set",
    },
  },
  {
    names: "nodetool",
    where: "h host",
    takes: "p port u username pw password",
    verb: "none",
    does: {
      destroy: "decommission, removenode, assassinate, clearsnapshot, truncatehints",
      update: "drain, stopdaemon, disablegossip, disablebinary, move, rebuild",
    },
  },
  {
    names: "dbt",
    where: "t target profile",
    takes: "s select m models exclude vars profiles-dir project-dir threads selector args",
    verb: "none",
    does: {
      remake: "run --full-refresh, build --full-refresh, seed --full-refresh",
      update: "run, build, seed, snapshot, run-operation, clone, retry",
    },
  },
  {
    names: "b2 backblaze-b2",
    verb: "none",
    takes: "threads",
    does: {
      destroy: "delete-bucket, bucket delete, rm, delete-file-version, file delete, key delete, delete-key, sync --delete",
      create: "create-bucket, bucket create",
      access: "create-key, key create",
    },
  },
  {
    names: "neo4j-admin",
    verb: "none",
    takes: "from-path",
    does: { destroy: "database load --overwrite-destination, load --force, restore --force, database restore --overwrite-destination" },
  },
];

export const storeManagers: readonly Tool[] = rows.map((row) => managedTool(row));
