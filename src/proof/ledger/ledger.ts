/** Front door of the ledger: entries, the bytes they become, and what is removed from them first. */
export { entryVersion, type DecisionEntry, type Entry, type NoticeEntry, type RefusalEntry } from "./entry.ts";
export { frame, readRecords, type Records } from "./frame.ts";
export { redact } from "./redact.ts";
