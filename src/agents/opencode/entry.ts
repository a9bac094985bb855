/** The plugin by which OpenCode calls the guard: what may stand in it, and how to tell ours from everybody else's. */
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine } from "../installer.ts";
import { pluginBegins } from "./plugin.ts";

export function isOurs(text: string): boolean {
  return text.startsWith(pluginBegins);
}

export function checkLine(line: GuardLine): Result<GuardLine> {
  const odd = [line.guard, line.root ?? "/"].find((path) => !path.startsWith("/") || path.includes("\u0000"));
  if (odd === undefined) return done(line);
  return fail({
    code: "guard.path",
    what: `the guard cannot be called as \`${odd}\`: the path is not absolute`,
    todo: "choose another folder",
  });
}

/** What the plugin would start, read out of its text: two constants that each take one line. */
export function lineIn(plugin: string): HookLine | undefined {
  const [guard, words] = ["guard", "words"].map((name) => new RegExp(`^const ${name} = (.*);$`, "m").exec(plugin)?.[1]);
  if (!isOurs(plugin) || guard === undefined || words === undefined) return undefined;
  return { program: JSON.parse(guard) as string, args: JSON.parse(words) as readonly string[] };
}
