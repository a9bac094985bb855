/** Doors of the guard's daemon: what comes in through one is as good as what a person says. */
import type { Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { pathTarget, type Place } from "../../places/targets.ts";
import { tampering } from "./tampering.ts";

export function doorParts(tool: string, door: Value, place: Place): readonly Part[] {
  return isOwnDoor(door, place) ? [tampering(tool, door.text)] : [];
}

/** The folder of a user's sockets most often stands in a variable. */
function isOwnDoor(door: Value, place: Place): boolean {
  if (!door.known) return /\/sheepdog\/(socket|control)$/.test(door.text);
  return door.text.includes("/") && pathTarget(door, place, "through").scope === "guard";
}
