/** Write mode: the statement by which infrastructure may be changed from a pane or a session. */
import { canonicalJson } from "../../base/json.ts";
import type { Signed, Where } from "../../proof/statements/statements.ts";
import type { StatementsAtHand } from "./statements-at-hand.ts";

export type Origin = { readonly session: string | undefined; readonly pane: () => string | null };

/** Found by the pane or the session, one of which it names: modes of other panes cost nothing. */
export function writingAt({ has, marked }: StatementsAtHand, origin: Origin): Signed | undefined {
  if (!has(modeMark)) return undefined;
  const pane = origin.pane();
  const places = [
    pane === null ? [] : `"pane":${canonicalJson(pane)}`,
    origin.session === undefined ? [] : `"session":${canonicalJson(origin.session)}`,
  ];
  const isMeant = ({ statement: { about, where } }: Signed): boolean => about.is === "mode" && isIn(where, origin);
  return places.flat().flatMap((mark) => marked(mark, isMeant))[0];
}

/** As it stands in the line of a statement, whose keys have one order. */
const modeMark = '"about":{"is":"mode"}';

/** Its folder is left to the guard, which knows what a call is about. */
export function isIn({ session, pane }: Where, origin: Origin): boolean {
  return (session === undefined || session === origin.session) && (pane === undefined || pane === origin.pane());
}
