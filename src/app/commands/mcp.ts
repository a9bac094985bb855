/** `sheepdog mcp`: the fleet as tools for agents, for the settings of an MCP client. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import type { End } from "./vault-options.ts";

export function addMcp(program: Command, desk: Desk, end: End): void {
  program
    .command("mcp")
    .description("serve the fleet to an agent over standard input and output; what ends or changes something stays a person's")
    .action(async () => {
      const { serveMcp } = await import("../mcp/serving.ts");
      await serveMcp(desk);
      end(0);
    });
}
