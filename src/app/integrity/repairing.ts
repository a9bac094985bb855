/** Changed files put back as they were signed, and files that nobody signed taken out of the way. Nothing is lost: what was there is kept. */
import { canonicalJson, readJson } from "../../base/json.ts";
import { object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  entryItself,
  ensurePrivateFolder,
  keptContent,
  namesIn,
  now,
  randomHex,
  readOwnFile,
  replaceOwnFile,
  restoreFile,
  restoreLink,
  restoreRights,
  takeAway,
} from "../../hosts/node/node.ts";
import type { FileChange, SignedEntry } from "../../proof/integrity/integrity.ts";
import type { IntegrityPlaces } from "./integrity-files.ts";

/** As it was signed. What stands there now goes into quarantine first. */
export function restoreChange(change: FileChange, files: IntegrityPlaces): Result<string> {
  switch (change.is) {
    case "added":
    case "unreadable":
      return fail({
        code: "integrity.nothing",
        what: `\`${change.path}\` was never signed, so there is nothing to put back`,
        todo: "`sheepdog integrity quarantine` takes it away",
      });
    case "missing":
      return restoreEntry(change.before, files);
    case "moved":
      return restoreEntry(change.before, files);
    case "changed": {
      const { path, state } = change.before;
      const onlyRights = change.aspects.every((aspect) => aspect === "mode" || aspect === "owner");
      if (onlyRights && state.kind !== "link" && state.kind !== "member")
        return told(restoreRights(path, state), `rights of ${path} restored`);
      // Looked for first: nothing is taken away that could not be put back.
      const possible = isRestorable(change.before, files);
      const taken = possible.ok ? quarantine(path, files) : possible;
      return taken.ok ? restoreEntry(change.before, files) : taken;
    }
  }
}

function isRestorable({ path, state }: SignedEntry, { store }: IntegrityPlaces): Result<void> {
  if (state.kind === "member") return fail(onlyMember(path));
  const kept = state.kind === "file" ? keptContent(store, state.sha256) : done(new Uint8Array());
  return kept.ok && kept.value === null ? fail(notKept(path)) : kept.ok ? done(undefined) : kept;
}

function restoreEntry({ path, state }: SignedEntry, { store }: IntegrityPlaces): Result<string> {
  switch (state.kind) {
    case "link":
      return told(restoreLink(path, state.target), `${path} restored`);
    case "folder": {
      const made = ensurePrivateFolder(path);
      return told(made.ok ? restoreRights(path, state) : made, `${path} restored`);
    }
    case "member":
      return fail(onlyMember(path));
    case "file": {
      const kept = keptContent(store, state.sha256);
      if (!kept.ok) return kept;
      return kept.value === null ? fail(notKept(path)) : told(restoreFile(path, kept.value, state), `${path} restored`);
    }
  }
}

function told(result: Result<void>, what: string): Result<string> {
  return result.ok ? done(what) : result;
}

function onlyMember(path: string): { readonly code: string; readonly what: string; readonly todo: string } {
  return {
    code: "integrity.member",
    what: `\`${path}\` is a part of a file that its program writes`,
    todo: "put it back by hand; `sheepdog integrity diff` shows what it was",
  };
}

function notKept(path: string): { readonly code: string; readonly what: string; readonly todo: string } {
  return {
    code: "integrity.unkept",
    what: `what \`${path}\` held was not kept`,
    todo: "put it back from where it came; the guard itself by `sheepdog init`",
  };
}

const note = object({ path: text, at: text });

/** Out of the way, with a note of where it was. The note comes first: nothing lies there that nobody can explain. */
export function quarantine(path: string, files: IntegrityPlaces): Result<string> {
  if (entryItself(path) === undefined) return fail({ code: "integrity.absent", what: `there is nothing at \`${path}\`` });
  const at = new Date(now()).toISOString();
  const id = `${at.replaceAll(/[^0-9]/g, "").slice(0, 14)}-${randomHex().slice(0, 8)}`;
  const noted = replaceOwnFile(`${files.quarantine}/${id}.json`, new TextEncoder().encode(`${canonicalJson({ path, at })}\n`));
  const taken = noted.ok ? takeAway(path, `${files.quarantine}/${id}`) : noted;
  return taken.ok ? done(id) : taken;
}

export type Quarantined = { readonly id: string; readonly path: string; readonly at: string };

export function quarantined({ quarantine: folder }: IntegrityPlaces): Result<readonly Quarantined[]> {
  const names = namesIn(folder);
  if (!names.ok) return names;
  const ids = names.value.filter((name) => names.value.includes(`${name}.json`));
  const found: Quarantined[] = [];
  for (const id of ids) {
    const bytes = readOwnFile(`${folder}/${id}.json`);
    const json = bytes.ok && bytes.value !== null ? readJson(new TextDecoder().decode(bytes.value)) : undefined;
    const read = json?.ok === true ? note(json.value, "note") : undefined;
    found.push(read?.ok === true ? { id, ...read.value } : { id, path: "its note is damaged", at: "" });
  }
  return done(found);
}

/** Back to where it was, if nothing stands there now. It is as private as it was in quarantine. */
export function giveBack(id: string, files: IntegrityPlaces): Result<string> {
  const known = quarantined(files);
  if (!known.ok) return known;
  const one = known.value.find((entry) => entry.id === id);
  if (one === undefined || !one.path.startsWith("/"))
    return fail({ code: "integrity.quarantine", what: `nothing in quarantine is called \`${id}\`` });
  if (entryItself(one.path) !== undefined)
    return fail({ code: "integrity.taken", what: `something else stands at \`${one.path}\` now`, follows: "it stays in quarantine" });
  return told(takeAway(`${files.quarantine}/${id}`, one.path), `${one.path} given back`);
}
