/** From what a person wants to signed statements: put into words at the terminal, and signed there. */
import type { Fault } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { now, randomHex } from "../../hosts/node/node.ts";
import { messageOf, readStatement, type Signed, type Statement, statementVersion } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { recordDeed } from "./deed-entries.ts";
import { keepStatements } from "./keeping.ts";
import { type KeyChoice, type Signer, signerFor } from "./signer.ts";
import { aboutText, type Sentence, statementLines } from "./statement-words.ts";

/** What is to be signed; `call`: what an approval lets pass, in the words of the ledger. */
export type Wish = { readonly sentences: readonly Sentence[]; readonly call?: string | undefined };

/** Signed and kept. A no, a wrong passphrase and everything else that ends in nothing is on record as a refusal. */
export async function makeStatements(desk: Desk, wish: Wish, choice: KeyChoice): Promise<Result<readonly Statement[]>> {
  const signed = await signStatements(desk, wish, choice);
  if (!signed.ok) return signed;
  const kept = keepStatements(desk, { signed: signed.value, call: wish.call });
  return kept.ok ? done(signed.value.map(({ statement }) => statement)) : kept;
}

async function signStatements(desk: Desk, wish: Wish, choice: KeyChoice): Promise<Result<readonly Signed[]>> {
  const signer = signerFor(desk, choice);
  if (!signer.ok) return refused(desk, wish, signer);
  const drafts = draftsOf(wish.sentences, signer.value.by);
  return drafts.ok ? signDrafts(desk, { drafts: drafts.value, call: wish.call, signer: signer.value }) : drafts;
}

/** What cannot be read back would be signed in vain. */
export function draftsOf(sentences: readonly Sentence[], by: string): Result<readonly Statement[]> {
  const drafts: Statement[] = [];
  for (const sentence of sentences) {
    const draft = { ...sentence, version: statementVersion, id: randomHex().slice(0, 16), by, at: Math.floor(now()) };
    const read = readStatement(draft, "statement");
    if (!read.ok) return read;
    drafts.push(read.value);
  }
  return done(drafts);
}

export type Signing = { readonly drafts: readonly Statement[]; readonly call?: string | undefined; readonly signer: Signer };

export async function signDrafts(desk: Desk, { drafts, call, signer }: Signing): Promise<Result<readonly Signed[]>> {
  const shown = drafts.flatMap((draft) => statementLines(draft, call).map((line, at) => `${at === 0 ? "  " : "    "}${line}\n`));
  const signatures = await signer.sign(drafts.map(messageOf), `you are about to sign:\n${shown.join("")}`);
  if (!signatures.ok) return refused(desk, { sentences: drafts, call }, signatures);
  return done(drafts.map((statement, at) => ({ statement, signature: signatures.value[at] ?? "" })));
}

function refused(desk: Desk, { sentences, call }: Wish, why: { readonly ok: false; readonly fault: Fault }): Result<never> {
  for (const { about, until } of sentences) {
    const recorded = recordDeed(desk, { did: "refused", id: "", by: "", about: aboutText(about, call), until });
    if (!recorded.ok) return recorded;
  }
  return why;
}
