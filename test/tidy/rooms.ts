/** The plan of the house: which rooms there are, how far in each lies, and through which doors it is entered. */
import { stemOf } from "./tree.ts";

/** Imports point towards lower numbers; rooms with the same number never see each other. */
const rings: Readonly<Record<string, number>> = { base: 0, rego: 1, guard: 2, proof: 2, fleet: 2, agents: 3, hosts: 3, app: 4 };

/** Rooms whose functions know only what they are handed. */
const pureRooms = ["base", "rego", "guard", "proof", "fleet", "agents"];

/** The one place that knows Bun by name. */
export const bunAdapter = "src/hosts/node/bun.ts";

export function roomOf(path: string): string | undefined {
  const [top, room, file] = path.split("/");
  return top === "src" && file !== undefined ? room : undefined;
}

export function ringOf(room: string): number | undefined {
  return rings[room];
}

export function isPure(path: string): boolean {
  return pureRooms.includes(roomOf(path) ?? "");
}

/** The bindings of the native core are compiled with the language only, as the pure rooms are. */
export function isFreeOfRuntime(path: string): boolean {
  return isPure(path) || isIn(path, "src/hosts/native");
}

/** Where programs start: the only part of `app` that may name what surrounds it. */
export function isEntry(path: string): boolean {
  return isIn(path, "src/app/entry");
}

export function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** A file that a person opens first, named like its folder; it may consist of re-exports alone. */
export function isFrontDoor(path: string): boolean {
  return stemOf(path) === path.split("/").at(-2);
}

export type Entrance = "open" | "types only" | "closed";

/** May this file be imported from outside its room? */
export function entranceOf(path: string): Entrance {
  const room = roomOf(path);
  const inner = path.split("/").slice(2);
  if (room === "base") return "open";
  if (path === "src/hosts/native/core.ts") return "types only";
  if (path === "src/proof/crypto.ts" || path === "src/agents/agent.ts") return "open";
  if (room === "app" || room === undefined) return "closed";
  const depth = room === "proof" || room === "hosts" ? 2 : 1;
  return inner.length === depth && isFrontDoor(path) ? "open" : "closed";
}
