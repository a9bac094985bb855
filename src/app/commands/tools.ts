/** `sheepdog tools`: the programs that the guard knows. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addToolsList } from "./tools-list.ts";
import { addToolsShow } from "./tools-show.ts";

export function addTools(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const tools = program.command("tools").description("look at what the guard knows of programs");
  for (const add of [addToolsList, addToolsShow]) add(tools, desk, end);
}
