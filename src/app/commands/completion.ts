/** `sheepdog completion SHELL`: what makes a shell complete this command line. */
import { Argument, type Command } from "commander";
import { bashText } from "../completion/bash-text.ts";
import { type CommandNode, commandTree } from "../completion/command-tree.ts";
import { fishText } from "../completion/fish-text.ts";
import { zshText } from "../completion/zsh-text.ts";
import type { Desk, ExitCode } from "../desk.ts";

const texts: Readonly<Record<string, (nodes: readonly CommandNode[]) => string>> = { bash: bashText, zsh: zshText, fish: fishText };

export function addCompletion(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("completion")
    .description("print what makes a shell complete these commands; its first lines say where to put it")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(texts)))
    .action((shell: string) => {
      desk.out(texts[shell]?.(commandTree(program)) ?? "");
      end(0);
    });
}
