/** Front door of the fleet: what can happen, what can be ordered, and the pure step between the two. */
export { eventVersion, type Event, type Happening } from "./event.ts";
export { orderVersion, type Errand, type Order } from "./order.ts";
export { defaultSettings, type AccountSettings, type ProjectSettings, type Settings } from "./settings.ts";
export { storedState } from "./stored.ts";
export { emptyState, tableNames, type Rows, type State, type TableName } from "./state.ts";
export type { Change, Commit, FleetStore, Note, Opened, StoredRow } from "./store.ts";
export type { SessionDriver, SessionOrder } from "./driver.ts";
export type {
  AccountPlace,
  Client,
  ClientState,
  Dialogue,
  Heard,
  HeardQuota,
  Hearing,
  Message,
  Prompt,
  Start,
  StartLine,
  Terminal,
} from "./client.ts";
export type { TurnOutcome } from "./trouble.ts";
export type { AccountHealth, CheckpointSeen, OrderTrouble, ProcessProof, SeenState, WorktreeSeen } from "./event.ts";
export type { DriverKind } from "./order.ts";
export type { Arrival, Priority } from "./task.ts";
export { step } from "./step.ts";
export type { Step } from "./draft.ts";
export { type Keeper, openKeeper } from "./keeper.ts";
export { why, type Why } from "./why.ts";
export { type AccountView, type FleetView, viewOf } from "./view.ts";
export type { Giver, Task, TaskState } from "./task.ts";
export { rowOf, rowsOf } from "./table.ts";
export { readTaskFile, type TaskFile, taskFileText } from "./task-file.ts";
