/** The effects that many tools share: deleting and writing a path, asking an address. */
import { absolutePath } from "../../../base/path.ts";
import type { Cargo, Effect, Loss, NetworkAct, SystemChange, SystemPart, Target } from "../../effect.ts";
import { limits } from "../../limits.ts";
import type { Value } from "../../shell/value.ts";
import { isSourcePattern } from "./source-pattern.ts";
import { natureOf } from "../places/natures.ts";
import { isRegenerable } from "../places/regenerable.ts";
import { isHarmlessDevice, pathTarget, type Place } from "../places/targets.ts";

/** An effect without the circumstances that its surroundings add. */
export type Part = Effect extends infer One
  ? One extends Effect
    ? Omit<One, "tool" | "certainty" | "span" | "via" | "on">
    : never
  : never;

export function fileDelete(one: Value, place: Place, whole: boolean): Part {
  const value = withSources(one);
  const target = pathTarget(value, place, "itself");
  const loss = lossOf(target, place);
  const takesTree = value.flow?.everything === true || (whole && !isSingleFile(target, place));
  const blast = takesTree && loss === "forever" ? blastOf(target, place) : undefined;
  return { kind: "delete", whole: takesTree, target, loss, ...(blast === undefined ? {} : { blast }) };
}

/** A project whose sources are gone, all those of one language, is as good as gone. */
function withSources(value: Value): Value {
  const { flow } = value;
  return flow?.allNamed === true && isSourcePattern(flow.named ?? "") ? { ...value, flow: { ...flow, everything: true } } : value;
}

/** What is moved away is gone from its place, and nothing of it is lost. */
export function fileMove(value: Value, place: Place): Part {
  return { kind: "delete", whole: true, target: pathTarget(value, place, "itself"), loss: "nothing" };
}

/** Which of its deeds the tool would do cannot be told from the words. */
export function unreadable(word: Value): Part {
  return { kind: "execute", from: "unread", target: { name: word.text, scope: "unknown", known: false }, loss: "unknown" };
}

export function fileWrite(value: Value, place: Place, kind: "write" | "overwrite"): Part | undefined {
  const target = pathTarget(value, place, "through");
  if (isHarmlessDevice(target.name)) return undefined;
  return { kind, target, loss: kind === "write" ? "nothing" : lossOf(target, place) };
}

export function fileRead(value: Value, place: Place): Part {
  const target = pathTarget(value, place, "through");
  return { kind: "read", target: target.known ? target : { ...target, ...natureAnywhere(value, place) }, loss: "nothing" };
}

/** A `.env` is one in whatever folder it lies. */
function natureAnywhere(value: Value, { ground }: Place): Pick<Target, "nature"> {
  if (!value.known || value.text.startsWith("/")) return {};
  const nature = natureOf(absolutePath(value.text, "/somewhere"), ground.forms().homes);
  return nature === undefined ? {} : { nature };
}

type Sent = { readonly carrying: Cargo; readonly method: string; readonly act?: NetworkAct };

export function request(url: Value, { act = "request", ...sent }: Sent): Part {
  return { kind: "network", act, ...sent, target: { name: url.text, scope: "remote", known: url.known }, loss: "nothing" };
}

/** A path that is absent now is judged as if it were there; only what is positively seen as a file narrows a recursive delete. */
function isSingleFile(target: Target, place: Place): boolean {
  if (!target.known) return false;
  const entry = place.ground.world.entry(target.name);
  return entry.known && (entry.value.kind === "file" || entry.value.kind === "link");
}

function lossOf(target: Target, place: Place): Loss {
  if (target.scope === "temp") return "nothing";
  if (!target.known) return "unknown";
  return target.scope === "below-project" && isRegenerable(target.name, place.ground) ? "build" : "forever";
}

function blastOf(target: Target, place: Place): Effect["blast"] {
  if (!target.known) return undefined;
  const tree = place.ground.world.tree(target.name, limits.treeEntries);
  return tree.known ? { files: tree.value.files, bytes: tree.value.bytes, atLeast: !tree.value.whole } : undefined;
}

/** The file that a download makes when nobody names one. */
export function nameIn(url: Value): Value {
  const path = url.text.replace(/[?#].*$/, "").replace(/^[a-z]+:\/\//i, "");
  return { ...url, text: path.slice(path.lastIndexOf("/") + 1) || "index.html" };
}

export function inFolder(folder: Value | undefined, path: Value): Value {
  if (folder === undefined || path.text.startsWith("/")) return path;
  const { head: _, ...rest } = path;
  return { ...rest, text: `${folder.text}/${path.text}`, known: folder.known && path.known };
}

/** A part of the operating system that is no file to whoever uses it. */
export function systemPart(part: SystemPart, change: SystemChange, name: string): Part {
  return { kind: "system", part, change, target: { name, scope: "system", known: true }, loss: "unknown" };
}

/** Something will run by itself later. */
export function persistPart(place: string, name: string): Part {
  return { kind: "persist", place, target: { name, scope: "system", known: true }, loss: "nothing" };
}

/** A secret that lies in no file of its own. */
export function secretRead(name: string): Part {
  return { kind: "read", target: { name, scope: "process", known: true, nature: "secret" }, loss: "nothing" };
}
