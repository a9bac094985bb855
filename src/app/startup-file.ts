/** A project may name a file that every shell reads before the command it was started for; then that file is part of what is judged. */
import { absolutePath } from "../base/path.ts";
import type { Call, World } from "../guard/guard.ts";

/**
 * The client hands the variables of a project to the guard and to the shell alike. A file outside of the folder of the call was not brought
 * by the project that it lies in: a person's own stands there, and it is not judged before each of their commands.
 */
export function withStartupFile(call: Call, world: World): Call {
  const { act, cwd } = call;
  if (act.kind !== "shell" || act.dialect !== "bash") return call;
  const named = world.variable("BASH_ENV");
  if (!named.known || named.value === null || named.value === "") return call;
  const file = absolutePath(named.value, cwd);
  if (!file.startsWith(`${cwd}/`)) return call;
  return { ...call, act: { ...act, command: `. ${quoted(file)}; ${act.command}` } };
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
