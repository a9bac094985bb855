/** A link to a file of the guard: another name, under which nobody would know it again in a later call. */
import type { Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { pathTarget, type Place } from "../../places/targets.ts";
import { tampering } from "./tampering.ts";

export function linkedOwn(tool: string, from: Value, place: Place): readonly Part[] {
  const target = pathTarget(from, place, "itself");
  return target.scope === "guard" && target.known ? [tampering(tool, target.name)] : [];
}
