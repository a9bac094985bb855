/** The bell that hooks ring when a call is on record. Whoever hears it looks for themselves: who rings proves nothing. */
import { done, type Result } from "../../base/result.ts";
import { closeToOthers, hearBell } from "../../hosts/node/node.ts";
import type { Unsubscribe } from "./duty.ts";

export type Bell = { readonly onNews: (then: () => void) => Unsubscribe; readonly close: () => void };

export async function openBell(socket: string, rang: () => void): Promise<Result<Bell>> {
  const listeners = new Set<() => void>([rang]);
  const heard = await hearBell(socket, () => {
    for (const listener of listeners) listener();
  });
  if (!heard.ok) return heard;
  const closed = closeToOthers(socket);
  if (!closed.ok) {
    heard.value.close();
    return closed;
  }
  const onNews = (then: () => void): Unsubscribe => {
    listeners.add(then);
    return () => listeners.delete(then);
  };
  return done({ onNews, close: heard.value.close });
}
