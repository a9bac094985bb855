/** What a look at the signed files found, for a person and for a program. */
import { sentenceOf } from "../../base/fault.ts";
import type { FileChange } from "../../proof/integrity/integrity.ts";
import type { Desk } from "../desk.ts";
import { pageOf } from "../install/page.ts";
import { changeLine } from "./telling.ts";
import type { Verified } from "./verification.ts";

export const reportVersion = 1;

export type IntegrityReport = {
  readonly version: typeof reportVersion;
  readonly clean: boolean;
  /** Why the list itself cannot be used. */
  readonly void: { readonly code: string; readonly what: string } | null;
  readonly number: number | null;
  readonly signedAt: string | null;
  readonly changes: readonly FileChange[];
  readonly uncovered: readonly string[];
};

export function reportOf({ verification, uncovered }: Verified): IntegrityReport {
  const paths = uncovered.map(({ path }) => path);
  if (verification.is === "void") {
    const { code } = verification.fault;
    return {
      version: reportVersion,
      clean: false,
      void: { code, what: sentenceOf(verification.fault) },
      number: null,
      signedAt: null,
      changes: [],
      uncovered: paths,
    };
  }
  const { manifest, changes } = verification;
  const signedAt = new Date(manifest.signedAt).toISOString();
  return { version: reportVersion, clean: changes.length === 0, void: null, number: manifest.counter, signedAt, changes, uncovered: paths };
}

export function showVerified(desk: Desk, { verification, uncovered }: Verified): void {
  const page = pageOf(desk);
  if (verification.is === "void") return page.line("list", sentenceOf(verification.fault));
  const { manifest, changes } = verification;
  for (const change of changes) page.line(change.is, changeLine(change, page.path));
  if (uncovered.length > 0)
    page.line("not covered", `${uncovered.length} places that this release looks after, too; \`sheepdog integrity sign\` takes them in`);
  const signed = `number ${manifest.counter}, signed ${new Date(manifest.signedAt).toISOString()}, ${manifest.entries.length} files and folders`;
  page.line("list", signed);
  if (changes.length === 0) return page.line("files", "all as they were signed");
  page.line("next", "`sheepdog integrity diff` shows the lines; `sign` says yes, `restore` and `quarantine` say no");
}
