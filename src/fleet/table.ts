/** Table: rows by id that are never changed in place, so that a state can be kept, compared and thrown away. */

/** Rows spread over buckets: a change copies one bucket and the list of them. */
export type Table<Row> = { readonly size: number; readonly buckets: readonly ReadonlyMap<string, Row>[] };

const bucketCount = 256;

export function emptyTable<Row>(): Table<Row> {
  return { size: 0, buckets: Array.from({ length: bucketCount }, () => new Map<string, Row>()) };
}

export function tableOf<Row extends { readonly id: string }>(rows: Iterable<Row>): Table<Row> {
  const buckets = Array.from({ length: bucketCount }, () => new Map<string, Row>());
  for (const row of rows) buckets[bucketOf(row.id)]?.set(row.id, row);
  return { size: buckets.reduce((sum, bucket) => sum + bucket.size, 0), buckets };
}

export function rowOf<Row>(table: Table<Row>, id: string): Row | undefined {
  return table.buckets[bucketOf(id)]?.get(id);
}

/** In no order that means anything: whoever decides by it sorts. */
export function rowsOf<Row>(table: Table<Row>): readonly Row[] {
  const rows: Row[] = [];
  if (table.size === 0) return rows;
  for (const bucket of table.buckets) if (bucket.size > 0) rows.push(...bucket.values());
  return rows;
}

/** `null` takes the row out. */
export function withRow<Row>(table: Table<Row>, id: string, row: Row | null): Table<Row> {
  const at = bucketOf(id);
  const bucket = new Map(table.buckets[at]);
  const before = bucket.size;
  if (row === null) bucket.delete(id);
  else bucket.set(id, row);
  return { size: table.size + bucket.size - before, buckets: table.buckets.with(at, bucket) };
}

function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 16)) & (bucketCount - 1);
}
