/** A repository's policy and whether a person has signed what it holds now: by its content, never by its place alone. */
import { absolutePath, folderOf, isAtOrBelow } from "../../base/path.ts";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  ensurePrivateFolder,
  entryItself,
  hashOf,
  isThere,
  nodeWorld,
  readBytes,
  readTextIfThere,
  realPath,
  writeTextFile,
} from "../../hosts/node/node.ts";
import { statementFiles, type Statement } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { pinPlaceOf } from "../policy/pin-place.ts";
import { repositoryNames } from "../policy/places.ts";
import { liveStatements } from "./keeping.ts";
import type { Sentence } from "./statement-words.ts";

export type PolicyFile = {
  readonly path: string;
  /** The repository's main work tree, which its worktrees share. */
  readonly folder: string;
  /** The path below the work tree that it lies in. */
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
};

/** Those of the nearest folder, from this one upwards, that has any; a file that is named is meant alone. */
export function policyFiles(desk: Desk, named: string | undefined): Result<readonly PolicyFile[]> {
  const start = realPath(absolutePath(named ?? ".", desk.around.cwd));
  const isFile = entryItself(start)?.kind === "file";
  const folder = isFile ? folderOf(start) : nearest(start, (one) => repositoryNames.some((name) => isThere(`${one}/${name}`)));
  if (folder === undefined) return fail(none(start));
  const paths = isFile ? [start] : repositoryNames.map((name) => `${folder}/${name}`).filter(isThere);
  const files: PolicyFile[] = [];
  for (const path of paths) {
    const read = policyFile(desk, path);
    if (!read.ok) return read;
    files.push(read.value);
  }
  return done(files);
}

function policyFile(desk: Desk, path: string): Result<PolicyFile> {
  if (entryItself(path)?.kind !== "file")
    return fail({ code: "trust.odd", what: `\`${path}\` is no file of its own`, follows: "so it was not trusted" });
  const bytes = readBytes(path);
  if (!bytes.ok) return bytes;
  const { home } = desk.around;
  const { folder, file } = pinPlaceOf(path, { world: nodeWorld({}), root: rootIn(home).folder, home });
  return done({ path, folder, file, text: new TextDecoder().decode(bytes.value), sha256: hashOf(bytes.value) });
}

function nearest(from: string, has: (folder: string) => boolean): string | undefined {
  if (has(from)) return from;
  return from === "/" ? undefined : nearest(folderOf(from), has);
}

function none(folder: string): Fault {
  return {
    code: "trust.none",
    what: `no policy lies in \`${folder}\` or above it`,
    todo: `it would be called ${repositoryNames.join(" or ")}`,
  };
}

export type Trust = Statement & { readonly about: Extract<Statement["about"], { readonly is: "trust" }> };

export function trusts(desk: Desk): Result<readonly Trust[]> {
  const live = liveStatements(desk);
  return live.ok ? done(live.value.filter((one): one is Trust => one.about.is === "trust")) : live;
}

/** `rules`: only what it loosens of these. */
export function trustIn({ folder, file, sha256 }: PolicyFile, rules: readonly string[] | undefined): Sentence {
  const about = { is: "trust", folder, file, sha256, ...(rules === undefined ? {} : { rules }) } as const;
  return { about, where: {}, once: false, until: null };
}

/** `changed`: another content of it was signed, and this one was not. */
export type TrustState = { readonly is: "trusted" | "untrusted" } | { readonly is: "changed"; readonly signed: readonly Trust[] };

export function trustOf({ folder, file, sha256 }: PolicyFile, all: readonly Trust[]): TrustState {
  const ofFile = all.filter(({ about }) => about.folder === folder && about.file === file);
  if (ofFile.some(({ about }) => about.sha256 === sha256)) return { is: "trusted" };
  const newestFirst = ofFile.toSorted((one, other) => other.at - one.at);
  return newestFirst.length === 0 ? { is: "untrusted" } : { is: "changed", signed: newestFirst };
}

/** A copy of what was signed, so that an edit can be shown as one; nothing is decided by it. */
export function keepSigned(desk: Desk, { text, sha256 }: PolicyFile): Result<void> {
  const ready = ensurePrivateFolder(copies(desk));
  return ready.ok ? writeTextFile(`${copies(desk)}/${sha256}`, text) : ready;
}

/** What was signed, word for word; `null` where no copy of just that is left. */
export function signedText(desk: Desk, sha256: string): Result<string | null> {
  const text = readTextIfThere(`${copies(desk)}/${sha256}`);
  return text.ok && text.value !== null && hashOf(new TextEncoder().encode(text.value)) !== sha256 ? done(null) : text;
}

function copies({ around }: Desk): string {
  return `${rootIn(around.home).folder}/${statementFiles.folder}/signed`;
}

/** Those that a person means: of a folder and all below it. */
export function trustsBelow(all: readonly Trust[], folder: string): readonly Trust[] {
  return all.filter(({ about }) => isAtOrBelow(about.folder, folder) || isAtOrBelow(`${about.folder}/${about.file}`, folder));
}
