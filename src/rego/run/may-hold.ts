/** Whether a part of a stored program may hold for an input, asked of the input as it comes: what need not be loaded is not. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { Guard, Test } from "./guard.ts";

/** What a guard asks, as it lies in a file. */
export type StoredGuard = Pick<Guard, "input" | "over" | "each" | "there">;

export function mayHold(guards: readonly StoredGuard[] | undefined, input: Json): boolean {
  return guards === undefined || guards.some((guard) => holds(guard, input));
}

function holds({ input: tests, over, each, there }: StoredGuard, input: Json): boolean {
  if (!tests.every((test) => passes(test, input))) return false;
  if (over === undefined) return true;
  const collection = memberAt(input, over);
  if (collection === undefined) return false;
  const members = isMembers(collection) ? Object.values(collection) : Array.isArray(collection) ? (collection as readonly Json[]) : [];
  return members.some(
    (member) => each.every((test) => passes(test, member)) && (there === undefined || memberAt(member, there) !== undefined),
  );
}

function passes({ path, keys }: Test, value: Json): boolean {
  const found = memberAt(value, path);
  return found !== undefined && keys.some((key) => key === found);
}

/** Numbers name members of lists elsewhere; a guard has names of members alone. */
function memberAt(value: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const name of path) {
    if (!isMembers(here)) return undefined;
    here = Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}
