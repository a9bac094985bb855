/** The mode of one terminal: read, unless a person has signed write for it and that still counts. */
import { done, fail, type Result } from "../../base/result.ts";
import { paneOf } from "../../hosts/node/node.ts";
import type { Statement, Where } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { liveStatements, takeBack } from "./keeping.ts";

/** `of`: any process of the terminal that is meant, where that is not this one, such as that below a window that pops up. */
export type WhichPane = { readonly of?: number | undefined; readonly session?: string | undefined };

export function placeOf({ of, session }: WhichPane): Result<Pick<Where, "pane" | "session">> {
  if (session !== undefined) return done({ session });
  const pane = paneOf(of);
  return pane === null ? fail(nowhere) : done({ pane });
}

const nowhere = {
  code: "mode.nowhere",
  what: "there is no terminal here that a mode could belong to",
  todo: "name one by a process in it (`--of PID`), or a session of an agent (`--session ID`)",
};

export type ModeHere = { readonly mode: "read" | "write"; readonly until: number | null; readonly statements: readonly Statement[] };

export function modeHere(desk: Desk, place: Pick<Where, "pane" | "session">): Result<ModeHere> {
  const live = liveStatements(desk);
  if (!live.ok) return live;
  const statements = live.value.filter(
    ({ about, where }) => about.is === "mode" && where.pane === place.pane && where.session === place.session,
  );
  const until = statements.some((one) => one.until === null) ? null : Math.max(...statements.map((one) => one.until ?? 0));
  return done(statements.length === 0 ? { mode: "read", until: null, statements } : { mode: "write", until, statements });
}

/** Needs nobody's key: it only tightens. */
export function backToRead(desk: Desk, place: Pick<Where, "pane" | "session">): Result<void> {
  const here = modeHere(desk, place);
  return here.ok && here.value.statements.length > 0 ? takeBack(desk, here.value.statements) : here.ok ? done(undefined) : here;
}
