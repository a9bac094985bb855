/** Stored rows back into a state. A row that is not what it says is a fault: a fleet that forgets a row loses a task. */
import { isMembers } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { linesOf } from "./lines.ts";
import { type Rows, type State, type TableName, type Tables, tableNames } from "./state.ts";
import type { StoredRow } from "./store.ts";
import { rowsOf, tableOf } from "./table.ts";

export function storedState(stored: readonly StoredRow[]): Result<State> {
  const rows = new Map<TableName, { readonly id: string }[]>(tableNames.map((name) => [name, []]));
  for (const { table, id, row } of stored) {
    const list = rows.get(table);
    if (list === undefined || !isMembers(row) || row["id"] !== id) {
      return fail({
        code: "store.row",
        what: `the fleet's store has a row \`${table}/${id}\` that is not one`,
        follows: "the daemon does not start, since it would lose what the row stood for",
        todo: "bring back the store from a copy, or take the row out by hand",
      });
    }
    list.push(row as Rows[TableName]);
  }
  const tables = Object.fromEntries([...rows].map(([name, list]) => [name, tableOf(list)])) as Tables;
  return done({ ...tables, lines: linesOf(rowsOf(tables.tasks)) });
}
