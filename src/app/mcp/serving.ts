/** `sheepdog mcp`: the fleet for agents, over their own standard streams. They see all of it and give work; what ends or changes something is a person's. */
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import { lookingTools } from "./looking-tools.ts";
import { personsTools } from "./persons-tools.ts";
import type { Tool, ToolAnswer } from "./tool.ts";
import { addingTool } from "./adding-tool.ts";

/** Until the client closes its side. */
export function serveMcp(desk: Desk): Promise<void> {
  return new Promise((resolve) => {
    serveStdio(() => {
      const server = serverFor(desk);
      // The library has no other way to tell that the client is gone.
      Object.assign(server.server, { onclose: resolve });
      return server;
    });
  });
}

const instructions =
  "Sheepdog runs a pool of coding agents. Look at its tasks, sessions and accounts, and give it tasks of the project you work in. " +
  "Cancelling, stopping and moving are decided by a person, at a terminal.";

function serverFor(desk: Desk): McpServer {
  const server = new McpServer({ name: "sheepdog", version: "1" }, { capabilities: { tools: {} }, instructions });
  for (const tool of [...lookingTools, addingTool, ...personsTools]) register(server, desk, tool);
  return server;
}

function register(server: McpServer, desk: Desk, { name, description, input, kind, run }: Tool): void {
  const annotations = {
    readOnlyHint: kind === "looks",
    destructiveHint: kind === "persons",
    idempotentHint: kind === "looks",
    openWorldHint: false,
  };
  server.registerTool(name, { description, inputSchema: input, annotations }, async (given: unknown) => answered(await run(desk, given)));
}

function answered(result: Result<ToolAnswer>): {
  readonly content: { readonly type: "text"; readonly text: string }[];
  readonly isError?: true;
} {
  if (!result.ok) return { content: [{ type: "text", text: sentenceOf(result.fault) }], isError: true };
  return { content: [{ type: "text", text: JSON.stringify(result.value) }] };
}
