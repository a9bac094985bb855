/** The table of stores with commands of their own instead of SQL: queues, key-value stores, indexes. */
import { type Part, systemPart } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { type Deeds, partsByVerb, type Verbs, verbsOf } from "../../describing/verbs.ts";
import { databaseNamed } from "./database.ts";
import { type Loss, lossIn } from "./loss.ts";

function lost(use: Use, loss: Loss): readonly Part[] {
  if (has(use.line, "help", "dry-run")) return [];
  const hosts = valuesOf(use.line, "bootstrap-server", "zookeeper", "endpoints", "n", "node", "host", "H", "http-addr", "server");
  // A key may begin with a slash, and is no file of this machine for that.
  const named = use.line.operands.slice(0, 1).filter(({ text }) => !text.startsWith("/"));
  return lossIn(use, databaseNamed(hosts, named), loss);
}

const losing =
  (loss: Loss): Deeds =>
  (use) =>
    lost(use, loss);

/** What `--delete` takes away, by the program it stands behind. */
const kafka: Tool = {
  names: [
    "kafka-topics",
    "kafka-topics.sh",
    "kafka-consumer-groups",
    "kafka-consumer-groups.sh",
    "kafka-delete-records",
    "kafka-delete-records.sh",
  ],
  shape: {
    short: "",
    long: "bootstrap-server zookeeper topic group partitions replication-factor config command-config offset-json-file".split(" "),
    exact: true,
  },
  effects: (use) => {
    const name = valuesOf(use.line, "topic", "group")[0]?.text ?? "";
    if (use.name.startsWith("kafka-delete-records")) return lost(use, { does: "delete", of: "rows", name });
    const of = use.name.startsWith("kafka-topics") ? "table" : "rows";
    // What a group has read counts as not read, or the other way round.
    if (has(use.line, "reset-offsets") && has(use.line, "execute")) return lost(use, { does: "restore", of: "table", name });
    return has(use.line, "delete") ? lost(use, { does: "drop", of, name, whole: of === "table" }) : [];
  },
};

const rabbitVerbs: Verbs = verbsOf({
  "delete_vhost reset force_reset": losing({ does: "drop", of: "database" }),
  "delete_queue purge_queue purge delete": losing({ does: "truncate", of: "table" }),
  "stop shutdown stop_app": losing({ does: "shutdown", of: "server" }),
});

const rabbit: Tool = {
  names: ["rabbitmqctl", "rabbitmqadmin"],
  verbs: 1,
  shape: { short: "nptHPuV", long: "node vhost timeout host port username password".split(" ") },
  effects: (use) => partsByVerb(use, rabbitVerbs),
};

/** All keys with a prefix, or all from one on. */
const etcdVerbs: Verbs = verbsOf({
  del: (use) => {
    const isWhole = has(use.line, "from-key") || (has(use.line, "prefix") && (use.line.operands[0]?.text.length ?? 0) <= 1);
    const many = isWhole || has(use.line, "prefix");
    return lost(use, { does: "delete", of: many ? "table" : "rows", name: use.line.operands[0]?.text ?? "", whole: many });
  },
  "rmdir rm": (use) => lost(use, { does: "delete", of: has(use.line, "recursive") ? "table" : "rows", whole: has(use.line, "recursive") }),
});

const etcd: Tool = {
  names: ["etcdctl"],
  verbs: 1,
  shape: { short: "w", long: "endpoints user password cacert cert key write-out dial-timeout command-timeout lease limit".split(" ") },
  effects: (use) => partsByVerb(use, etcdVerbs),
};

const keyVerbs: Verbs = verbsOf({
  "deleteall rmr": losing({ does: "delete", of: "table" }),
  kv: (use) =>
    use.line.operands[0]?.text === "delete" && use.words.some(({ text }) => /^--?recurse$/.test(text))
      ? lost(use, { does: "delete", of: "table" })
      : [],
  // The agent of this machine leaves the others, and what was registered with it is gone for them.
  leave: () => [systemPart("service", "stop", "the agent of the key store")],
});

const keyStores: Tool = {
  names: ["zkCli.sh", "zkcli", "zookeeper-shell", "consul"],
  shape: { short: "", long: "server http-addr token datacenter".split(" "), exact: true },
  effects: (use) => {
    const operands = use.line.operands.filter((operand) => !/:\d+$/.test(operand.text));
    return partsByVerb({ ...use, line: { ...use.line, operands } }, keyVerbs);
  },
};

const influxVerbs: Verbs = verbsOf({
  delete: (use) => lost(use, { does: "delete", of: "rows", whole: !has(use.line, "predicate", "p") }),
  bucket: (use) => (use.line.operands[0]?.text === "delete" ? lost(use, { does: "drop", of: "database" }) : []),
});

/** `bq rm` takes tables, and with `-r` a whole set of them. */
const bqVerbs: Verbs = verbsOf({
  rm: (use) => {
    const isSet = has(use.line, "r", "recursive", "d", "dataset");
    return lost(use, { does: "drop", of: isSet ? "database" : "table", name: use.line.operands[0]?.text ?? "" });
  },
});

/** Verbs of clients that speak SQL behind another verb: the table of those clients says the rest. */
export const storeVerbs: ReadonlyMap<string, Verbs> = new Map([
  ["bq", bqVerbs],
  ["influx", influxVerbs],
]);

const cypher: Tool = {
  names: ["cypher-shell"],
  shape: { short: "audpf", long: "address username password database file format".split(" ") },
  effects: (use) => {
    const text = [...use.line.operands.map((operand) => operand.text), use.stdin?.text ?? ""].join(";");
    return text.split(";").flatMap((statement) => {
      const deletes = /\bDELETE\b/i.test(statement) && !/['"][^'"]*\bDELETE\b/i.test(statement);
      return deletes ? lost(use, { does: "delete", of: "rows", whole: !/\bWHERE\b|\{/i.test(statement) }) : [];
    });
  },
};

export const stores: readonly Tool[] = [kafka, rabbit, etcd, keyStores, cypher];
