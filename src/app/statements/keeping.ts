/** Signed statements kept where hooks look for them, once it is sure that they count; and taken back again. */
import { asciiOf } from "../../base/bytes.ts";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { changeStatementFile, isThere, nodeVerifier, now, readBytes, readStatementFile } from "../../hosts/node/node.ts";
import {
  lineOf,
  readStatements,
  revocationLine,
  type Signed,
  spentIn,
  type Standing,
  standingOf,
  type Statement,
  type StatementLines,
  withLine,
} from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { type Deed, recordDeed } from "./deed-entries.ts";
import { countingKeys, keyPlaces } from "./key-places.ts";
import { aboutText } from "./statement-words.ts";

/** `call`: what an approval lets pass, for the record. */
export type Keeping = { readonly signed: readonly Signed[]; readonly call?: string | undefined };

/** All or none: one that does not count is a fault, and then nothing is kept. On record first: nothing counts that nobody put there. */
export function keepStatements(desk: Desk, { signed, call }: Keeping): Result<void> {
  const judged = standings(desk, signed);
  if (!judged.ok) return judged;
  const wrong = judged.value.find(({ standing }) => standing !== "counts");
  if (wrong !== undefined) return fail(uncounted(wrong));
  for (const { statement } of signed) {
    const recorded = recordDeed(desk, { did: "signed", ...told(statement, call) });
    if (!recorded.ok) return recorded;
  }
  return changed(desk, signed.map(lineOf));
}

/** Counts at once, everywhere, and needs no key: it only tightens. */
export function takeBack(desk: Desk, statements: readonly Statement[]): Result<void> {
  const at = Math.floor(now());
  const kept = changed(
    desk,
    statements.map(({ id, until }) => revocationLine(id, { at, until })),
  );
  if (!kept.ok) return kept;
  for (const statement of statements) {
    const recorded = recordDeed(desk, { did: "revoked", ...told(statement) });
    if (!recorded.ok) return recorded;
  }
  return done(undefined);
}

function told({ id, by, until, about }: Statement, call?: string): Omit<Deed, "did"> {
  return { id, by, until, about: aboutText(about, call) };
}

function changed(desk: Desk, lines: readonly string[]): Result<void> {
  const spent = spentHere(desk);
  if (!spent.ok) return spent;
  const when = { now: now(), spent: spent.value };
  return changeStatementFile(rootIn(desk.around.home).folder, (text) =>
    lines.reduce<Result<string>>((before, line) => (before.ok ? withLine(before.value, line, when) : before), done(text)),
  );
}

function spentHere({ around }: Desk): Result<ReadonlySet<string>> {
  const { claims } = rootIn(around.home);
  if (!isThere(claims)) return done(new Set());
  const bytes = readBytes(claims);
  return bytes.ok ? done(spentIn(asciiOf(bytes.value))) : bytes;
}

export type Judged = { readonly signed: Signed; readonly standing: Standing };

/** What each of them is worth now: as the hook sees it. */
function standings(desk: Desk, signed: readonly Signed[], lines?: StatementLines): Result<readonly Judged[]> {
  const keys = countingKeys(keyPlaces(desk.around));
  if (!keys.ok) return keys;
  const spent = spentHere(desk);
  if (!spent.ok) return spent;
  const around = {
    now: now(),
    verifier: nodeVerifier,
    keyOf: (id: string) => keys.value.keys.find((one) => one.id === id)?.key,
    isRevoked: (id: string) => lines?.revoked.has(id) === true,
    isSpent: (id: string) => spent.value.has(id),
  };
  return done(signed.map((one) => ({ signed: one, standing: standingOf(one, around) })));
}

export type Kept = { readonly judged: readonly Judged[]; readonly lines: StatementLines };

/** All that lie there, with what they are worth. */
export function keptStatements(desk: Desk): Result<Kept> {
  const text = readStatementFile(rootIn(desk.around.home).folder);
  if (!text.ok) return text;
  const lines = readStatements(text.value);
  const judged = standings(desk, lines.signed, lines);
  return judged.ok ? done({ judged: judged.value, lines }) : judged;
}

/** Those of them that count. */
export function liveStatements(desk: Desk): Result<readonly Statement[]> {
  const kept = keptStatements(desk);
  return kept.ok ? done(kept.value.judged.flatMap(({ signed, standing }) => (standing === "counts" ? [signed.statement] : []))) : kept;
}

function uncounted({ standing }: Judged): Fault {
  return { code: `statement.${standing}`, what: `the statement does not count: ${standingText(standing)}`, follows: "it was not kept" };
}

export function standingText(standing: Standing): string {
  switch (standing) {
    case "counts":
      return "it counts";
    case "revoked":
      return "it was taken back";
    case "spent":
      return "it has been used";
    case "future":
      return "it is from the future; a clock is wrong";
    case "ended":
      return "its time is over";
    case "keyless":
      return "no key that counts has signed it";
    case "forged":
      return "its signature is not that of its key";
  }
}
