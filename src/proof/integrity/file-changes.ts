/** What is there now against what was signed: every difference by name, and never one left out because another is there. */
import type { Instant } from "../../base/instant.ts";
import type { SignedEntry, State } from "./manifest.ts";

/** What lies there now; `unreadable` where somebody keeps us from seeing it. */
export type FoundEntry = {
  readonly path: string;
  readonly state: State | { readonly kind: "other"; readonly owner: number; readonly group: number; readonly what: string };
  readonly changedAt: Instant;
};

export type Unseen = { readonly path: string; readonly why: string };

export type Aspect = "content" | "mode" | "owner" | "kind" | "target";

export type FileChange =
  | {
      readonly is: "changed";
      readonly path: string;
      readonly aspects: readonly Aspect[];
      readonly before: SignedEntry;
      readonly after: FoundEntry;
    }
  | { readonly is: "missing"; readonly path: string; readonly before: SignedEntry }
  | { readonly is: "added"; readonly path: string; readonly after: FoundEntry }
  /** The same content under another name. */
  | { readonly is: "moved"; readonly path: string; readonly from: string; readonly before: SignedEntry; readonly after: FoundEntry }
  | { readonly is: "unreadable"; readonly path: string; readonly why: string };

export type Sighting = { readonly found: readonly FoundEntry[]; readonly unseen: readonly Unseen[] };

export function changesSince(signed: readonly SignedEntry[], { found, unseen }: Sighting): readonly FileChange[] {
  const now = new Map(found.map((entry) => [entry.path, entry]));
  const before = new Map(signed.map((entry) => [entry.path, entry]));
  const hidden = new Set(unseen.map(({ path }) => path));
  const changed = signed.flatMap((entry): readonly FileChange[] => {
    const after = now.get(entry.path);
    if (after === undefined) return hidden.has(entry.path) ? [] : [{ is: "missing", path: entry.path, before: entry }];
    const aspects = aspectsOf(entry.state, after.state);
    return aspects.length === 0 ? [] : [{ is: "changed", path: entry.path, aspects, before: entry, after }];
  });
  const added = found.filter(({ path }) => !before.has(path)).map((after): FileChange => ({ is: "added", path: after.path, after }));
  const unreadable = unseen.map(({ path, why }): FileChange => ({ is: "unreadable", path, why }));
  return withMoves([...changed, ...added, ...unreadable]).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function aspectsOf(before: State, after: FoundEntry["state"]): readonly Aspect[] {
  if (before.kind !== after.kind) return ["kind"];
  const aspects: Aspect[] = [];
  if ("sha256" in before && "sha256" in after && before.sha256 !== after.sha256) aspects.push("content");
  if (before.kind === "link" && after.kind === "link" && before.target !== after.target) aspects.push("target");
  if ("mode" in before && "mode" in after && before.mode !== after.mode) aspects.push("mode");
  if (before.owner !== after.owner || before.group !== after.group) aspects.push("owner");
  return aspects;
}

/** One that is missing and one that was added, with the same content: each is used once. */
function withMoves(changes: readonly FileChange[]): readonly FileChange[] {
  const missing = new Map<string, Missing[]>();
  for (const change of changes) {
    const content = change.is === "missing" ? contentOf(change.before.state) : undefined;
    if (change.is === "missing" && content !== undefined) missing.set(content, [...(missing.get(content) ?? []), change]);
  }
  const gone = new Set<FileChange>();
  const moved = changes.map((change): FileChange => {
    const from = change.is === "added" ? missing.get(contentOf(change.after.state) ?? "")?.shift() : undefined;
    if (change.is !== "added" || from === undefined) return change;
    gone.add(from);
    return { is: "moved", path: change.path, from: from.path, before: from.before, after: change.after };
  });
  return moved.filter((change) => !gone.has(change));
}

type Missing = Extract<FileChange, { readonly is: "missing" }>;

/** Empty files are all alike, so that says nothing of where one came from. */
function contentOf(state: FoundEntry["state"]): string | undefined {
  return state.kind === "file" && state.bytes > 0 ? state.sha256 : undefined;
}
