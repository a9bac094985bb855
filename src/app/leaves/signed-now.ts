/** With what a question to the judge says that what people have signed counts, as it would for an agent in this terminal. */
import { now, paneOf } from "../../hosts/node/node.ts";

export function signedNow(): { readonly now: number; readonly pane?: string } {
  const pane = paneOf();
  return { now: Math.floor(now()), ...(pane === null ? {} : { pane }) };
}
