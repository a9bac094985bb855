/** One deed on a database that needs no SQL to be told: `dropdb shop`, `FLUSHALL`, `rails db:drop`. */
import type { DataAct, DataObject } from "../../../effect.ts";
import type { Part } from "../../describing/deeds.ts";
import type { Use } from "../../describing/tool.ts";
import { dataPart } from "./carried-out.ts";
import type { Database } from "./database.ts";

export type Loss = { readonly does: DataAct; readonly of: DataObject; readonly name?: string; readonly whole?: boolean };

export function lossIn(use: Use, database: Database, { does, of, name = "", whole = true }: Loss): readonly Part[] {
  const part = dataPart({ does, of, name, whole }, use, database);
  return part === undefined ? [] : [part];
}
