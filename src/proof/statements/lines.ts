/** The file of statements: one line for each, and one for each that was taken back. Whatever lies in it is read without trusting it. */
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readStatement, type Statement } from "./statement.ts";

export type Signed = { readonly statement: Statement; readonly signature: string };

/** Counted, so that the file costs a hook the same whatever is in it. Past them nothing in it counts, and hook and doctor say so. */
export const statementLimits = {
  /** Hundreds of statements. */
  fileBytes: 256 * 1024,
  lineBytes: 16 * 1024,
  /** Lines about one call that are read and checked. What stands behind them does not count for it. */
  candidates: 32,
} as const;

/** Where they lie below the guard's own folder. */
export const statementFiles = { folder: "statements", live: "statements/live", keys: "keys" } as const;

export function lineOf(signed: Signed): string {
  return canonicalJson({ signature: signed.signature, statement: signed.statement });
}

/** Takes a statement back. It needs no key, and stays until the statement would have ended: an old copy of its line does not bring it back. */
export function revocationLine(id: string, { at, until }: { readonly at: Instant; readonly until: Instant | null }): string {
  return canonicalJson({ at, revoked: id, until });
}

/** As it stands in a line that takes this statement back, and nowhere else. */
export function revocationMark(id: string): string {
  return `"revoked":"${id}"`;
}

/** `undefined` for what is no statement, whole and in its own spelling. */
export function signedIn(line: string): Signed | undefined {
  const value = line.length > statementLimits.lineBytes ? undefined : valueOf(line);
  const signature = value?.["signature"];
  if (value === undefined || typeof signature !== "string") return undefined;
  const statement = readStatement(value["statement"], "statement");
  if (!statement.ok) return undefined;
  const signed = { statement: statement.value, signature };
  return lineOf(signed) === line ? signed : undefined;
}

type Revocation = { readonly id: string; readonly until: Instant | null };

function revocationIn(line: string): Revocation | undefined {
  const value = valueOf(line);
  const [id, until] = [value?.["revoked"], value?.["until"]];
  return typeof id === "string" && (until === null || typeof until === "number") ? { id, until } : undefined;
}

function valueOf(line: string): Members | undefined {
  const json = readJson(line);
  return json.ok && isMembers(json.value) ? json.value : undefined;
}

export type StatementLines = {
  readonly signed: readonly Signed[];
  readonly revoked: ReadonlySet<string>;
  /** Numbers of lines that hold neither. */
  readonly damaged: readonly number[];
  readonly isTooLarge: boolean;
};

export function readStatements(text: string): StatementLines {
  if (text.length > statementLimits.fileBytes) return { signed: [], revoked: new Set(), damaged: [], isTooLarge: true };
  const lines = text
    .split("\n")
    .map((line, index) => ({ number: index + 1, line, signed: signedIn(line), revocation: revocationIn(line) }));
  return {
    signed: lines.flatMap(({ signed }) => signed ?? []),
    revoked: new Set(lines.flatMap(({ revocation }) => revocation?.id ?? [])),
    damaged: lines
      .filter(({ line, signed, revocation }) => line !== "" && signed === undefined && revocation === undefined)
      .map(({ number }) => number),
    isTooLarge: false,
  };
}

type Now = { readonly now: Instant; readonly spent: ReadonlySet<string> };

/** The text of the file with one line more. What has ended, is spent, was taken back or is damaged goes. */
export function withLine(text: string, line: string, { now, spent }: Now): Result<string> {
  const all = [...text.split("\n"), line].map((one) => ({ line: one, signed: signedIn(one), revocation: revocationIn(one) }));
  const revoked = new Set(all.flatMap(({ revocation }) => revocation?.id ?? []));
  const hasEnded = (until: Instant | null): boolean => until !== null && until <= now;
  const kept = all.filter(({ signed, revocation }) => {
    if (revocation !== undefined) return !hasEnded(revocation.until);
    if (signed === undefined) return false;
    const { id, until } = signed.statement;
    return !hasEnded(until) && !revoked.has(id) && !spent.has(id);
  });
  const lines = [...new Set(kept.map((one) => one.line))].map((one) => `${one}\n`).join("");
  return lines.length <= statementLimits.fileBytes ? done(lines) : fail(tooMany);
}

const tooMany = {
  code: "statements.many",
  what: `more than ${statementLimits.fileBytes / 1024} KiB of statements would stand together`,
  follows: "nothing was added",
  todo: "look at them with `sheepdog statements list`, and take back what is no longer needed",
};
