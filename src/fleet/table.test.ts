/** Tables: what was, stays as it was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyTable, rowOf, rowsOf, tableOf, withRow } from "./table.ts";

test("a row is put, changed and taken out without touching the table it came from", () => {
  const one = withRow(emptyTable<{ id: string; size: number }>(), "a", { id: "a", size: 1 });
  const two = withRow(one, "a", { id: "a", size: 2 });
  const none = withRow(two, "a", null);
  assert.deepEqual([rowOf(one, "a")?.size, rowOf(two, "a")?.size, rowOf(none, "a")], [1, 2, undefined]);
  assert.deepEqual([one.size, two.size, none.size], [1, 1, 0]);
});

test("many rows are all there, however they were put in", () => {
  const rows = Array.from({ length: 3_000 }, (_, number) => ({ id: `task-${number}` }));
  const oneByOne = rows.reduce((table, row) => withRow(table, row.id, row), emptyTable<{ id: string }>());
  assert.deepEqual([oneByOne.size, tableOf(rows).size], [3_000, 3_000]);
  const ids = (table: typeof oneByOne): string[] =>
    rowsOf(table)
      .map(({ id }) => id)
      .sort();
  assert.deepEqual(ids(oneByOne), ids(tableOf(rows)));
});
