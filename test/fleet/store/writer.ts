/** A daemon that does nothing but commit, and says of each commit that it is done: to be killed in the middle of it. */
import { writeSync } from "node:fs";
import { sqliteStore } from "../../../src/hosts/node/node.ts";

const [path = "", most = "100000000"] = process.argv.slice(2);
const store = sqliteStore(path);
const opened = store.open();
if (!opened.ok) throw new Error(opened.fault.what);
const { epoch } = opened.value;

for (let number = 1; number <= Number(most); number += 1) {
  const row = { id: "x", number, filling: "x".repeat(number % 4096) };
  const changes = ["tasks", "leases", "outbox"].map((table) => ({ table: table as "tasks", id: "x", row }));
  const kept = store.commit({ epoch, changes, notes: [{ task: "x", at: number, fence: 0, what: "kept", detail: "" }] });
  writeSync(1, kept.ok ? `${number}\n` : `${kept.fault.code}\n`);
  if (!kept.ok && kept.fault.code !== "store.full") throw new Error(kept.fault.what);
  if (!kept.ok) break;
}
