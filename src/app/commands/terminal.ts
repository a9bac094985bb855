/** `sheepdog terminal`: what makes the mode visible in a terminal, and a hot key that asks for the key. */
import { Argument, type Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import { snippets } from "../terminals/snippets.ts";

export function addTerminal(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const all = snippets(rootIn(desk.around.home).guard);
  const terminal = program.command("terminal").description("a hot key and a status line for your terminal");
  terminal
    .command("show")
    .description("print what to put into its settings; nothing is changed")
    .addArgument(new Argument("<terminal>", "which one").choices(all.map(({ name }) => name)))
    .action((name: string) => {
      const wanted = all.find((one) => one.name === name);
      if (wanted !== undefined) desk.err(`for ${wanted.title}, into ${wanted.into}:\n`);
      desk.out(wanted?.text ?? "");
      end(0);
    });
}
