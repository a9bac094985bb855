/** What this call has written so far, by path: a script that it makes and then runs is as trusted as what went into it. */
import { absolutePath } from "../../../base/path.ts";
import type { Flow, Value } from "../../shell/value.ts";
import { merged, noFlow, worstOf } from "../describing/flows.ts";
import { holdsSecrets, natureBelow } from "../places/natures.ts";
import { feed } from "./receivers.ts";
import type { Reading, Scene } from "./scene.ts";

export type Written = Map<string, Made>;

/** Any of these may be what the file holds. `adds`: it was appended to what lay on disk. */
export type Made = { readonly contents: readonly Flow[]; readonly adds: boolean };

/** One file that is given content. */
export type Saved = { readonly path: Value; readonly flow: Flow; readonly append: boolean };

const contentsKept = 8;

export function remember(reading: Reading, scene: Scene, { path, flow, append }: Saved): void {
  if (path.text.startsWith("/dev/fd/")) return feed(reading, path, flow);
  const key = keyOf(path, scene);
  const before = reading.written.get(key);
  const old = before?.contents ?? [];
  const all = append && old.length > 0 ? old.map((one) => merged([one, flow])) : [...old, flow];
  // A branch may not have been taken, so what was written before may still be there.
  const contents = all.length > contentsKept ? [worstOf(all)] : all;
  reading.written.set(key, { contents, adds: before?.adds ?? append });
}

export function madeAt(reading: Reading, scene: Scene, path: Value): Made | undefined {
  return reading.written.size === 0 ? undefined : reading.written.get(keyOf(path, scene));
}

/** What somebody would get who reads this file now. */
export function contentOf(reading: Reading, scene: Scene, path: Value): Flow {
  if (path.flow !== undefined && path.text.startsWith("/dev/fd/")) return path.flow;
  const opened = scene.descriptors.get(/^\/dev\/fd\/(\d+)$/.exec(path.text)?.[1] ?? "");
  if (opened !== undefined) return opened;
  const made = madeAt(reading, scene, path);
  if (made !== undefined && !made.adds) return worstOf(made.contents);
  const onDisk = heldOnDisk(reading, path, keyOf(path, scene));
  return made === undefined ? onDisk : worstOf([...made.contents, onDisk]);
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
