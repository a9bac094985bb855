/** What follows from each commit beside the orders: lines of the log, counts, and the tokens of sessions that are gone. */
import { isMembers } from "../../base/read.ts";
import type { Change, Note } from "../../fleet/fleet.ts";
import type { Log } from "../daemon/duty.ts";
import type { News } from "./running-fleet.ts";
import type { SessionTokens } from "./session-tokens.ts";
import { traceOf } from "./trace.ts";

export type Attending = { readonly log: Log; readonly noted: (what: string) => void; readonly tokens: SessionTokens };

/** Until there is no more news. The words of agents and people stay out of the log. */
export async function attendNews(attending: Attending, watched: AsyncIterable<News>): Promise<void> {
  const answering = new Set<string>();
  for await (const news of watched) {
    if ("lost" in news) continue;
    for (const note of news.notes) heard(attending, note, news.waitedMs);
    for (const change of news.changes) if (change.table === "sessions") changed(attending, change, answering);
  }
}

function heard({ log, noted }: Attending, { task, fence, what }: Note, waitedMs: number): void {
  log.info(`fleet: ${what}`, { waitedMs, ...(task === "" ? {} : { task, fence, trace: traceOf(task) }) });
  noted(what);
}

/** `answering`: the sessions whose model has answered, which is said once of each. */
function changed({ log, tokens }: Attending, { id, row }: Change, answering: Set<string>): void {
  if (row === null) {
    tokens.drop(id);
    answering.delete(id);
  }
  if (!isMembers(row) || row["worked"] !== true || answering.has(id)) return;
  answering.add(id);
  const task = String(row["task"]);
  log.info("the model has answered", { session: id, account: String(row["account"]), task, trace: traceOf(task) });
}
