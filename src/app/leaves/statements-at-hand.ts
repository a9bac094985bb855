/** The statements that lie in the guard's own folder, found for one call: by what they are about first, and only what is about the call is checked. */
import type { Instant } from "../../base/instant.ts";
import { readJson } from "../../base/json.ts";
import { once } from "../../base/once.ts";
import type { World } from "../../guard/guard.ts";
import type { Verifier } from "../../proof/crypto.ts";
import {
  readKey,
  revocationMark,
  type Signed,
  signedIn,
  spentIn,
  standingOf,
  statementFiles,
  type StatementKey,
  statementLimits,
} from "../../proof/statements/statements.ts";

/** What a host lends for it. */
export type StatementHost = {
  readonly verifier: Verifier;
  /** Where this call comes from; `null`: from no terminal. */
  readonly pane: () => string | null;
  /** The newest instant on record in this ledger file; `undefined`: nobody can tell. */
  readonly newest: (records: string) => Instant | undefined;
  /** The lines of a file that have this mark in them, at most so many; none where it is larger than such a file may be. */
  readonly marked: (path: string, most: number, mark: string) => readonly string[];
  /** Uses something up, once for all hooks; `false`: it is used up, or nobody can tell. Left out where nothing really happens. */
  readonly claim?: (id: string) => boolean;
};

export type StatementPlace = {
  /** Not recorded with what the call asks: of what is read here the decision holds what counted. */
  readonly world: World;
  readonly root: string;
  readonly now: Instant;
  readonly host: StatementHost;
};

export type StatementsAtHand = {
  /** Is there a line with this mark? It may be one that does not count. */
  readonly has: (mark: string) => boolean;
  /** Those that have this mark in their line, and count. */
  readonly marked: (mark: string, isMeant: (signed: Signed) => boolean) => readonly Signed[];
};

export function statementsAtHand(place: StatementPlace): StatementsAtHand {
  const { root, host } = place;
  const linesWith = (mark: string, most: number): readonly string[] => host.marked(`${root}/${statementFiles.live}`, most, mark);
  const isCounted = counting(place, (id) => linesWith(revocationMark(id), 1).length > 0);
  let left: number = statementLimits.candidates;
  return {
    has: (mark) => linesWith(mark, 1).length > 0,
    marked: (mark, isMeant) => {
      const lines = linesWith(mark, left);
      left -= lines.length;
      return lines.flatMap((line) => signedIn(line) ?? []).filter((signed) => isMeant(signed) && isCounted(signed));
    },
  };
}

function counting(place: StatementPlace, isRevoked: (id: string) => boolean): (signed: Signed) => boolean {
  const { world, root, now, host } = place;
  const keyOf = remembering((id) => keyAt(world, `${keysFolder(world, root)}/${id}.pub`));
  const newest = once(() => host.newest(`${root}/ledger/records`));
  const spent = once(() => spentAt(world, root));
  // Where statements are claimed, the claim itself says whether one is spent.
  const isSpent = (id: string): boolean => host.claim === undefined && spent()?.has(id) !== false;
  return (signed) => {
    const { once: isSingle, until } = signed.statement;
    const last = until === null ? 0 : newest();
    // What had ended when something was last put on record stays so, however the clock is set.
    if (last === undefined) return false;
    const standing = standingOf(signed, {
      now: Math.max(now, last),
      verifier: host.verifier,
      keyOf,
      isRevoked,
      isSpent: (id) => isSingle && isSpent(id),
    });
    return standing === "counts";
  };
}

/** Where keys lie that count for everybody on this machine, nobody's own count beside them: its user could have put those there. */
const managedKeys = "/etc/sheepdog/keys";

function keysFolder(world: World, root: string): string {
  const managed = world.entry(managedKeys);
  return managed.known && managed.value.kind === "absent" ? `${root}/${statementFiles.keys}` : managedKeys;
}

const mostKeyBytes = 4096;

/** A plain file that nobody but the owner of the folder can have written. */
function keyAt(world: World, path: string): StatementKey | undefined {
  const folder = world.entry(path.slice(0, path.lastIndexOf("/")));
  const file = world.entry(path);
  if (!folder.known || !file.known || folder.value.kind !== "folder" || file.value.kind !== "file") return undefined;
  const isOpen = ((folder.value.mode | file.value.mode) & othersMayWrite) !== 0;
  if (isOpen || file.value.owner !== folder.value.owner) return undefined;
  const text = world.text(path, mostKeyBytes);
  const json = text.known && text.value.whole ? readJson(text.value.text) : undefined;
  const key = json?.ok === true ? readKey(json.value) : undefined;
  return key?.ok === true ? key.value : undefined;
}

const othersMayWrite = 0o022;
const mostClaimBytes = 1024 * 1024;

/** `undefined`: nobody can tell. */
function spentAt(world: World, root: string): ReadonlySet<string> | undefined {
  const path = `${root}/claims`;
  const entry = world.entry(path);
  if (entry.known && entry.value.kind === "absent") return new Set();
  const claims = world.text(path, mostClaimBytes);
  return claims.known && claims.value.whole ? spentIn(claims.value.text) : undefined;
}

function remembering<T>(ask: (of: string) => T): (of: string) => T {
  const answers = new Map<string, { readonly value: T }>();
  return (of) => {
    const answer = answers.get(of) ?? { value: ask(of) };
    answers.set(of, answer);
    return answer.value;
  };
}
