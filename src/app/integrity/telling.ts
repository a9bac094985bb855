/** Changes of files as a person reads them: what, whose, since when, and which lines, with secrets taken out. */
import { decodeUtf8 } from "../../base/decode-utf8.ts";
import { utf8Bytes } from "../../base/utf8.ts";
import { contentNow, keptContent } from "../../hosts/node/node.ts";
import type { FileChange, FoundEntry, SignedEntry } from "../../proof/integrity/integrity.ts";
import { redact } from "../../proof/ledger/ledger.ts";
import { diffText } from "../rego/diff-text.ts";

/** Which file, what of it, whose and since when, without what a terminal would obey. `is` says the rest. */
export function changeLine(change: FileChange, path: (path: string) => string): string {
  const name = plain(path(change.path));
  switch (change.is) {
    case "changed":
      return `${name}: ${change.aspects.join(" and ")}${aspectText(change)}${who(change.after)}`;
    case "missing":
      return name;
    case "added":
      return `${name}${who(change.after)}`;
    case "moved":
      return `${name}, from ${plain(path(change.from))}${who(change.after)}`;
    case "unreadable":
      return `${name}: ${change.why}`;
  }
}

function aspectText({ before, after }: Extract<FileChange, { readonly is: "changed" }>): string {
  const [was, is] = [before.state, after.state];
  if (was.kind !== is.kind) return `, the ${was.kind} is ${is.kind === "other" ? is.what : is.kind} now`;
  if (was.kind === "link" && is.kind === "link") return `, leads to ${plain(is.target)}, not to ${plain(was.target)}`;
  if ("mode" in was && "mode" in is && was.mode !== is.mode) return `, ${is.mode.toString(8)}, was ${was.mode.toString(8)}`;
  return "";
}

function who({ state, changedAt }: FoundEntry): string {
  return `  (uid ${state.owner}, ${new Date(changedAt).toISOString()})`;
}

function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "�");
}

const mostCharacters = 256 * 1024;
const mostLinePairs = 4_000_000;

/** The lines that differ, redacted on both sides. What cannot be shown says why. */
export function diffOf(change: FileChange, store: string): string {
  const before = change.is === "changed" || change.is === "missing" ? textBefore(change.before, store) : "";
  const after = change.is === "changed" || change.is === "added" ? textNow(change.path) : "";
  if (before === after) return "";
  if (typeof before !== "string" || typeof after !== "string") return `# ${plain(change.path)}: what it held cannot be shown as text\n`;
  if (before.length > mostCharacters || after.length > mostCharacters || linesOf(before) * linesOf(after) > mostLinePairs)
    return `# ${plain(change.path)}: too long to be shown\n`;
  const [old, fresh] = [redact(before), redact(after)];
  if (old === fresh) return `# ${plain(change.path)}: only secrets differ\n`;
  return diffText({ file: plain(change.path), text: harmless(old) }, harmless(fresh));
}

function linesOf(text: string): number {
  return text.split("\n").length;
}

/** Line feeds and tabs stay. */
function harmless(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
}

function textBefore({ state }: SignedEntry, store: string): string | null {
  if (!("sha256" in state)) return null;
  const kept = keptContent(store, state.sha256);
  return kept.ok && kept.value !== null ? textOf(kept.value) : null;
}

function textNow(path: string): string | null {
  const content = contentNow(path);
  return content === null ? null : textOf(content);
}

function textOf(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes);
  return text.includes("\0") || utf8Bytes(text).length !== bytes.length ? null : text;
}
