/** Tokens: how somebody who cannot come through the socket says who they are. Of each only a hash is kept. */
import { canonicalJson, readJson } from "../../base/json.ts";
import type { Instant } from "../../base/instant.ts";
import { exactly, list, object, type Reader, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  dropOldDrafts,
  exclusively,
  newSecret,
  nodeCrypto,
  randomHex,
  readOwnFile,
  replaceOwnFile,
  sameSecret,
} from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { type DaemonFiles, daemonFiles } from "./places.ts";
import { type Role, roles } from "./role.ts";

const tokensVersion = 1;
const mostTokens = 1_000;

export type Token = {
  readonly id: string;
  readonly role: Role;
  /** What it is for, in the words of whoever made it. */
  readonly name: string;
  readonly madeAt: Instant;
  readonly until: Instant;
  readonly hash: string;
};

type Kept = { readonly audience: string; readonly tokens: readonly Token[] };

const instant: Reader<number> = (value, at) =>
  typeof value === "number" ? done(value) : fail({ code: "read.shape", what: `\`${at}\` is not a number` });
const token = object({ id: text, role: exactly(...roles), name: text, madeAt: instant, until: instant, hash: text });
const shape = object({ version: exactly(tokensVersion), audience: text, tokens: list(token) });

export type Wanted = { readonly role: Role; readonly name: string; readonly lifeMs: number };

/** The token's text is in nobody's hands but the caller's afterwards. */
export function addToken(
  root: Root,
  { role, name, lifeMs }: Wanted,
  at: Instant,
): Result<{ readonly token: Token; readonly text: string }> {
  const [id, secret] = [randomHex().slice(0, 12), newSecret()];
  return change(root, (kept) => {
    const live = kept.tokens.filter(({ until }) => until > at);
    if (live.length >= mostTokens) return fail(tooMany);
    const added = { id, role, name, madeAt: at, until: at + lifeMs, hash: hashOf(kept.audience, secret) };
    return done({ kept: { ...kept, tokens: [...live, added] }, value: { token: added, text: `sheepdog_${id}_${secret}` } });
  });
}

/** Counts at once: whoever shows it next is refused. `false`: there was none. */
export function removeToken(root: Root, id: string): Result<boolean> {
  return change(root, (kept) => {
    const tokens = kept.tokens.filter((one) => one.id !== id);
    return done({ kept: { ...kept, tokens }, value: tokens.length < kept.tokens.length });
  });
}

export function listTokens(root: Root): Result<readonly Token[]> {
  const kept = readKept(daemonFiles(root));
  return kept.ok ? done(kept.value?.tokens ?? []) : kept;
}

/** The token that this text is, if it is one, made here, and still good. */
export function tokenOf(root: Root, shown: string, at: Instant): Token | undefined {
  const [, id, secret] = /^sheepdog_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(shown) ?? [];
  const kept = readKept(daemonFiles(root));
  if (id === undefined || secret === undefined || !kept.ok || kept.value === null) return undefined;
  const found = kept.value.tokens.find((one) => one.id === id);
  if (found === undefined || !sameSecret(found.hash, hashOf(kept.value.audience, secret))) return undefined;
  return at >= found.madeAt && at < found.until ? found : undefined;
}

/** With the name of this very root in it: a line copied from another daemon's file is worth nothing here. */
function hashOf(audience: string, secret: string): string {
  return nodeCrypto.sha256(`sheepdog token 1\n${audience}\n${secret}`);
}

type Changed<T> = { readonly kept: Kept; readonly value: T };

function change<T>(root: Root, step: (kept: Kept) => Result<Changed<T>>): Result<T> {
  const files = daemonFiles(root);
  const folder = ensureOwnRoot(root, files.folder);
  if (!folder.ok) return folder;
  return exclusively(`${files.folder}/tokens.lock`, () => {
    const before = readKept(files);
    const changed = before.ok ? step(before.value ?? { audience: randomHex(), tokens: [] }) : before;
    if (!changed.ok) return changed;
    dropOldDrafts(files.folder);
    const whole = `${canonicalJson({ version: tokensVersion, ...changed.value.kept })}\n`;
    const written = replaceOwnFile(files.tokens, new TextEncoder().encode(whole));
    return written.ok ? done(changed.value.value) : written;
  });
}

function readKept({ tokens }: DaemonFiles): Result<Kept | null> {
  const bytes = readOwnFile(tokens);
  if (!bytes.ok || bytes.value === null) return bytes.ok ? done(null) : bytes;
  const json = readJson(new TextDecoder().decode(bytes.value));
  const read = json.ok ? shape(json.value, "tokens") : json;
  if (read.ok) return done({ audience: read.value.audience, tokens: read.value.tokens });
  const todo = `move \`${tokens}\` away and make new tokens`;
  return fail({ code: "token.unreadable", what: `\`${tokens}\` cannot be read: ${read.fault.what}`, follows: "no token counts", todo });
}

const tooMany = {
  code: "token.too-many",
  what: `there are ${mostTokens} tokens`,
  follows: "none was made",
  todo: "take some away with `sheepdog token remove`",
};
