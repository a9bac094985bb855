/** What a tool's own configuration says, as this call would find it: its files, also where the call has just written them, and variables. */
import { absolutePath } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import { literal, type Value } from "../../shell/value.ts";
import type { Use } from "./tool.ts";

/** The first bytes of a file; undefined where nobody can say. */
export function configuredText(use: Use, path: string): string | undefined {
  const written = use.changed(literal(path))?.text;
  if (written !== undefined) return written;
  const { cwd, ground } = use.place;
  if (!path.startsWith("/") && !cwd.known) return undefined;
  const seen = ground.world.text(absolutePath(path, cwd.text), limits.configBytes);
  return seen.known ? seen.value.text : undefined;
}

/** What the call has set counts before what the session has; several names stand for the same. */
export function configuredVariable(use: Use, ...names: readonly string[]): Value | undefined {
  const set = names.flatMap((name) => use.variable(name) ?? []).find((value) => value.text !== "");
  if (set !== undefined) return set;
  for (const name of names) {
    const answer = use.place.ground.world.variable(name);
    if (answer.known && answer.value !== null && answer.value !== "") return literal(answer.value);
  }
  return undefined;
}

/** A file in the home of whoever runs it. */
export function inHome(use: Use, path: string): string {
  const home = use.variable("HOME");
  return `${home?.known === true ? home.text : use.place.ground.home}/${path}`;
}
