/** redis-cli: commands in its words, on its input, and in the scripts that the server runs. */
import { limits } from "../../../limits.ts";
import { inFolder, fileWrite, type Part, unreadable } from "../../describing/deeds.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { type Database, databaseNamed } from "./database.ts";
import { type Loss, lossIn } from "./loss.ts";

export const redis: Tool = {
  names: ["redis-cli", "valkey-cli", "keydb-cli", "iredis"],
  shape: {
    short: "hpsaurinXdDt",
    long: "user pass sni cacert cacertdir cert key tls-ciphers pattern eval ldb memkeys-samples".split(" "),
    exact: true,
  },
  effects,
};

function effects(use: Use): readonly Part[] {
  const database = databaseNamed(valuesOf(use.line, "h", "s"), valuesOf(use.line, "u"));
  if (use.line.operands.length > 0) return commandParts(use, database, use.line.operands);
  const text = use.stdin?.text?.slice(0, limits.valueChars) ?? "";
  return text.split("\n").flatMap((line) => commandParts(use, database, line.trim().split(/\s+/).map(literal)));
}

const losses: ReadonlyMap<string, Loss> = new Map<string, Loss>([
  ["FLUSHALL", { does: "truncate", of: "database" }],
  ["FLUSHDB", { does: "truncate", of: "database" }],
  ["SWAPDB", { does: "alter", of: "database", whole: false }],
  ["SHUTDOWN", { does: "shutdown", of: "server" }],
  ["DEBUG", { does: "shutdown", of: "server" }],
  ["REPLICAOF", { does: "restore", of: "database" }],
  ["SLAVEOF", { does: "restore", of: "database" }],
  ["DEL", { does: "delete", of: "rows", whole: false }],
  ["UNLINK", { does: "delete", of: "rows", whole: false }],
]);

function commandParts(use: Use, database: Database, words: readonly Value[]): readonly Part[] {
  const [command, ...rest] = words;
  if (command === undefined || command.text === "") return [];
  if (!command.known) return [unreadable(command)];
  const name = command.text.toUpperCase();
  const [first, second, third] = rest;
  if ((name === "REPLICAOF" || name === "SLAVEOF") && /^no$/i.test(first?.text ?? "")) return [];
  if (name === "DEBUG" && !/^(segfault|panic|restart|crash-and-recover|flushall)$/i.test(first?.text ?? "")) return [];
  if (name === "EVAL" && first !== undefined) return scriptParts(use, database, first.text);
  if (name === "CLUSTER" && /^reset$/i.test(first?.text ?? "")) return lossIn(use, database, { does: "truncate", of: "server" });
  // The server writes its data there at its next save, under a name that can be set as well.
  if (name === "CONFIG" && /^set$/i.test(first?.text ?? "") && /^dir$/i.test(second?.text ?? "") && third !== undefined)
    return [fileWrite(inFolder(third, literal("dump.rdb")), use.place, "write")].filter((part) => part !== undefined);
  if (name === "MODULE" && /^load(ex)?$/i.test(first?.text ?? "")) return [unreadable(second ?? command)];
  const loss = losses.get(name);
  if (loss === undefined) return [];
  // Which keys another command lists, nobody can tell: it may be all of them.
  const isListed = rest.some((key) => key.loose === true && key.flow !== undefined);
  return lossIn(use, database, isListed ? { ...loss, whole: true } : loss);
}

/** What a Lua script has the server call, by name. */
function scriptParts(use: Use, database: Database, script: string): readonly Part[] {
  return [...script.matchAll(/\bp?call\s*\(\s*['"](\w+)['"]/g)].flatMap(([, name]) => {
    const loss = losses.get((name as string).toUpperCase());
    return loss === undefined ? [] : lossIn(use, database, loss);
  });
}
