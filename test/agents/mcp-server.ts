/** A server of the Model Context Protocol as a text: it has one tool, which makes the file that it is told. */
export const mcpServer = `const { writeFileSync } = require("node:fs");
const say = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, result }) + "\\n");
const schema = { type: "object", properties: { path: { type: "string" } } };
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === "initialize") say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "fs", version: "1" } });
  else if (method === "tools/list") say(id, { tools: [{ name: "make_it", description: "makes a file", inputSchema: schema }] });
  else if (method === "tools/call") {
    writeFileSync(params.arguments.path, "");
    say(id, { content: [{ type: "text", text: "made" }] });
  } else if (id !== undefined) say(id, {});
});
`;
