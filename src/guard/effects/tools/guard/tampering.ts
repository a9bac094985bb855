/** The part of an effect that is done to the guard itself. */
import type { Part } from "../../describing/deeds.ts";

/** `part` says who does it or with what, `name` to which piece of the guard. */
export function tampering(part: string, name: string): Part {
  return { kind: "tamper", part, target: { name, scope: "guard", known: true }, loss: "unknown" };
}
