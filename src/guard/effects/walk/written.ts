/** What this call has written so far, by path: a script that it makes and then runs is as trusted as what went into it. */
import { absolutePath } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import type { World } from "../../world.ts";
import type { Brought } from "../../brought.ts";
import type { Flow, Value } from "../../shell/value.ts";
import { merged, noFlow, worstOf } from "../describing/flows.ts";
import { resolvedPattern } from "../places/resolved-pattern.ts";
import type { Place } from "../places/targets.ts";
import { holdsSecrets, natureBelow } from "../places/natures.ts";
import { feed } from "./receivers.ts";
import type { Reading, Scene } from "./scene.ts";

export type Written = Map<string, Made>;

/** Any of these may be what the file holds. `adds`: it was appended to what lay on disk. */
export type Made = { readonly contents: readonly Flow[]; readonly adds: boolean };

/** One file that is given content. */
export type Saved = {
  readonly path: Value;
  readonly flow: Flow;
  readonly append: boolean;
  /** It is a folder, and what lies below it from now on and is not there yet is that. */
  readonly below?: true;
};

const contentsKept = 8;

export function remember(reading: Reading, scene: Scene, { path, flow, append, below }: Saved): void {
  if (path.text.startsWith("/dev/fd/")) return feed(reading, path, flow);
  const key = below === true ? `${keyOf(path, scene)}/${anything}` : keyOf(path, scene);
  const before = reading.written.get(key);
  const old = before?.contents ?? [];
  const all = append && old.length > 0 ? old.map((one) => merged([one, flow])) : [...old, flow];
  // A branch may not have been taken, so what was written before may still be there.
  const contents = all.length > contentsKept ? [worstOf(all)] : all;
  reading.written.set(key, { contents, adds: before?.adds ?? append });
}

export function madeAt(reading: Reading, scene: Scene, path: Value): Made | undefined {
  if (reading.written.size === 0) return undefined;
  const key = keyOf(path, scene);
  return reading.written.get(key) ?? unpackedAt(reading, key);
}

/** Files that the call fills with what comes from elsewhere; a path that is not known is nobody's to look up later. */
export function broughtBy({ written }: Reading): readonly Brought[] {
  return [...written].flatMap(([path, { contents }]): readonly Brought[] => {
    const { from, origin = "" } = worstOf(contents);
    return path.startsWith("/") && (from === "download" || from === "remote") ? [{ path, from, origin }] : [];
  });
}

/** What an earlier call brought to this place. */
export function broughtTo(reading: Reading, path: string): Brought | undefined {
  return reading
    .brought()
    .find((one) => (one.path.endsWith(`/${anything}`) ? path.startsWith(one.path.slice(0, -anything.length)) : one.path === path));
}

/** In a key: whatever lies below a folder. */
const anything = "**";

/** What an archive has brought is there when the call runs, and not yet when it is judged. */
function unpackedAt({ written, ground }: Reading, path: string): Made | undefined {
  const found = [...written].find(([key]) => key.endsWith(`/${anything}`) && path.startsWith(key.slice(0, -anything.length)));
  if (found === undefined) return undefined;
  const entry = ground.world.entry(path);
  return entry.known && entry.value.kind === "absent" ? found[1] : undefined;
}

/** What somebody would get who reads this file now. */
export function contentOf(reading: Reading, scene: Scene, path: Value): Flow {
  if (path.flow !== undefined && path.text.startsWith("/dev/fd/")) return path.flow;
  const matching = matchingFiles(path, { ground: reading.ground, cwd: scene.here.cwd });
  if (matching.length > 0) return merged(matching.map((file) => contentOf(reading, scene, file)));
  const opened = scene.descriptors.get(/^\/dev\/fd\/(\d+)$/.exec(path.text)?.[1] ?? "");
  if (opened !== undefined) return opened;
  const made = madeAt(reading, scene, path);
  if (made !== undefined && !made.adds) return worstOf(made.contents);
  const onDisk = heldOnDisk(reading, path, keyOf(path, scene));
  return made === undefined ? onDisk : extended(reading, made, onDisk);
}

/** What was there before, with what this call has put behind it. */
function extended({ ground }: Reading, { contents }: Made, onDisk: Flow): Flow {
  const text = onDisk.file === undefined ? undefined : textAt(onDisk.file, ground.world);
  if (text === undefined) return worstOf([...contents, onDisk]);
  const { file: _, ...before } = onDisk;
  return worstOf(contents.map((content) => (text === "" ? content : merged([{ ...before, text }, content]))));
}

function textAt(file: string, world: World): string | undefined {
  const seen = world.text(file, limits.scriptBytes);
  if (seen.known) return seen.value.whole ? seen.value.text : undefined;
  const entry = world.entry(file);
  return entry.known && entry.value.kind === "absent" ? "" : undefined;
}

/** A plain name stays a pattern where words are expanded; who reads it reads the files that it matches. */
function matchingFiles(path: Value, place: Place): readonly Value[] {
  if (!path.glob || !path.known || path.text.includes("/")) return [];
  const files = resolvedPattern({ ...path, text: `./${path.text}` }, place);
  return files.some((file) => file.glob) ? [] : files;
}

/** The same, or nothing where the file surely is as it was before the call. */
export function changedContentOf(reading: Reading, scene: Scene, path: Value): Flow | undefined {
  return reading.written.size === 0 && !path.text.startsWith("/dev/") ? undefined : contentOf(reading, scene, path);
}

function heldOnDisk(reading: Reading, path: Value, file: string): Flow {
  if (file === "/dev/null") return noFlow;
  const unread: Flow = { from: "unread", origin: path.text, holds: "file" };
  const { homes } = reading.ground.forms();
  const { below, named = "" } = path.flow ?? {};
  if (!path.known && below !== undefined && natureBelow(below, named, homes) === "secret") return { ...unread, holds: "secret" };
  if (!path.known || !file.startsWith("/")) return unread;
  return { ...unread, file, holds: holdsSecrets(file, homes) ? "secret" : "file" };
}

/** Also a path that cannot be worked out is the same one when it is written the same way. */
function keyOf(path: Value, scene: Scene): string {
  const isFixed = path.text.startsWith("/") || scene.here.cwd.known;
  return isFixed ? absolutePath(path.text, scene.here.cwd.text) : `?/${path.text}`;
}
