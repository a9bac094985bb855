/** Where attacks are tried: the real hook in a throwaway home, asked as an agent's client asks it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { guard } from "../lib/programs.ts";
import type { Attack } from "./attack-table.ts";
import type { Person } from "./person.ts";

export type Tried = { readonly route: "shell" | "files" | "code"; readonly isBlocked: boolean; readonly said: string };

export type Tool = { readonly name: string; readonly input: Readonly<Record<string, unknown>> };

export const shell = (command: string): Tool => ({ name: "Bash", input: { command } });
const written = (file_path: string, content: string): Tool => ({ name: "Write", input: { file_path, content } });

export async function asked(
  { home, project }: Person,
  tool: Tool,
  session = "s1",
): Promise<{ readonly isBlocked: boolean; readonly said: string }> {
  const envelope = {
    session_id: session,
    cwd: project,
    hook_event_name: "PreToolUse",
    permission_mode: "bypassPermissions",
    tool_name: tool.name,
    tool_use_id: "t1",
    tool_input: tool.input,
  };
  const run = await guard({
    home,
    cwd: project,
    args: ["hook", "claude-code", "--root", join(home, ".sheepdog")],
    input: JSON.stringify(envelope),
  });
  return { isBlocked: run.exit === 2, said: run.stderr };
}

export type Ids = { readonly own: string; readonly other: string };

/** The line with the names of this home in it. */
export function lineIn(home: string, text: string, { own, other }: Ids): string {
  const named = text.replaceAll(/\bR\b(?=[/. ;]|$)/g, join(home, ".sheepdog"));
  return named.replaceAll(/\bID\b/g, own).replaceAll(/\bOTHER\b/g, other);
}

/** Each by three ways: a shell line, a file tool (or a script that it writes and a shell runs), and code that starts a shell. */
export async function triedAll(person: Person, { line, file }: Attack, ids: Ids): Promise<readonly Tried[]> {
  const meant = lineIn(person.home, line, ids);
  const code = `python3 -c ${quote(`import os\nos.system(${JSON.stringify(meant)})`)}`;
  return [
    { route: "shell", ...(await asked(person, shell(meant))) },
    {
      route: "files",
      ...(file === undefined ? await scripted(person, meant) : await asked(person, written(lineIn(person.home, file, ids), "{}\n"))),
    },
    { route: "code", ...(await asked(person, shell(code))) },
  ];
}

/** Writing the script may pass; running it must not. */
async function scripted(person: Person, line: string): Promise<{ readonly isBlocked: boolean; readonly said: string }> {
  const script = join(person.project, "step.sh");
  const first = await asked(person, written(script, `${line}\n`));
  if (first.isBlocked) return first;
  mkdirSync(dirname(script), { recursive: true });
  writeFileSync(script, `${line}\n`);
  return asked(person, shell("sh ./step.sh"));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export const liveFile = ({ home }: Person): string => join(home, ".sheepdog/statements/live");

export function linesOf(person: Person): readonly string[] {
  return existsSync(liveFile(person))
    ? readFileSync(liveFile(person), "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
}
