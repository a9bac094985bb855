/** Statement: what one statement of SQL does, and to what. */
import type { DataAct, DataObject } from "../../effect.ts";

export type Statement = DataStatement | SideStatement;

/** What it does to the data of the database itself. */
export type DataStatement = {
  readonly does: DataAct;
  readonly of: DataObject;
  /** As written, without quotes; empty where none stands there. */
  readonly name: string;
  /** All of it: no condition, or one that is always true. */
  readonly whole: boolean;
};

/** What it does beside the data; `at` says whether the client's machine does it or the server's. */
export type SideStatement =
  | { readonly does: "shell"; readonly text: string; readonly at: "client" | "server" }
  | { readonly does: "include"; readonly path: string }
  | { readonly does: "save" | "load"; readonly path: string; readonly at: "client" | "server" };
