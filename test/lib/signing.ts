/** Statements for tests: keys that are nobody's, what they sign, and a guard's folder that holds it. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { hexOf } from "../../src/base/hex.ts";
import { nodeNotary, nodeVerifier } from "../../src/hosts/node/node.ts";
import {
  keyIdOf,
  keyText,
  lineOf,
  messageOf,
  type Signed,
  type Statement,
  type StatementKey,
} from "../../src/proof/statements/statements.ts";

export type TestKey = { readonly id: string; readonly seed: Uint8Array; readonly file: StatementKey };

export function testKey(name: string): TestKey {
  const seed = createHash("sha256").update(`fake key of ${name}`).digest();
  const file: StatementKey = { version: 1, kind: "ed25519", public: hexOf(nodeNotary.publicKeyOf(seed)), name };
  return { id: keyIdOf(nodeVerifier, file), seed, file };
}

/** The instant of all tests that name none. */
export const signedAt = 1_790_000_000_000;

let made = 0;

/** What is not said is usual: an exception for an hour, for every call. */
export function statement(key: TestKey, said: Partial<Statement> = {}): Statement {
  made += 1;
  const id = made.toString(16).padStart(16, "0");
  const about = { is: "exception", rule: "git.push.force" } as const;
  return { version: 1, id, by: key.id, at: signedAt, until: signedAt + 3_600_000, once: false, where: {}, about, ...said };
}

export function signed(key: TestKey, said: Partial<Statement> = {}): Signed {
  const sentence = statement(key, said);
  return { statement: sentence, signature: signatureOf(key, messageOf(sentence)) };
}

export function signatureOf(key: TestKey, message: string | Uint8Array): string {
  return hexOf(nodeNotary.sign(key.seed, typeof message === "string" ? Buffer.from(message) : message));
}

/** As it lies below the guard's own folder: path and content. */
export function keyFileOf(key: TestKey): readonly [string, string] {
  return [`keys/${key.id}.pub`, keyText(key.file)];
}

export function textOf(...lines: readonly (Signed | string)[]): string {
  return lines.map((line) => `${typeof line === "string" ? line : lineOf(line)}\n`).join("");
}

/** Lays keys and statements into a guard's folder on disk, and a ledger for its hook. */
export function layStatements(root: string, keys: readonly TestKey[], text: string): void {
  for (const folder of ["ledger", "keys", "statements"]) mkdirSync(`${root}/${folder}`, { recursive: true, mode: 0o700 });
  for (const [path, content] of keys.map(keyFileOf)) writeFileSync(`${root}/${path}`, content, { mode: 0o600 });
  writeFileSync(`${root}/statements/live`, text, { mode: 0o600 });
}
