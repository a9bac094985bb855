/** The effect of what puts something else in the place of all that a disk of Windows holds. */
import type { Part } from "../../describing/deeds.ts";

export function wholeDisk(name: string): Part {
  return { kind: "overwrite", target: { name, scope: "device", known: true }, loss: "forever" };
}
