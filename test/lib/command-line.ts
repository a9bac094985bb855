/** The command line in this process, with the guard of this checkout: for tables of many commands, where starting it each time would take most of the time. */
import { fileURLToPath } from "node:url";
import { runCli } from "../../src/app/cli.ts";

export type Said = { readonly out: string; readonly err: string; readonly exit: number };

export type Standing = { readonly home: string; readonly cwd: string; readonly variables?: Readonly<Record<string, string>> };

export async function commandLine(args: readonly string[], { home, cwd, variables = {} }: Standing): Promise<Said> {
  let [out, err] = ["", ""];
  const exit = await runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    around: { cwd, home, accountHome: home, isRoot: false, system: "linux", variable: (name) => variables[name] },
    guard: fileURLToPath(new URL("../../.build/guard", import.meta.url)),
  });
  return { out, err, exit };
}
