/** The table of files that steer agents beside their settings: what they read as instructions, skills, commands, and which servers they speak with. */

/**
 * In the words of `guardedPaths`: `~/…` lies in a home, `./…` in a project. By the documents of the products. Who may change one of
 * these does not take the guard away, but what the agent wants.
 */
export type SteeringPath = {
  readonly path: string;
  /** A file that the product writes all the time; only these members of its JSON steer. */
  readonly members?: readonly string[];
};

const rows: readonly (readonly [folder: string, names: string])[] = [
  ["~/.claude", "CLAUDE.md agents commands hooks output-styles rules skills"],
  ["./.claude", "CLAUDE.md agents commands hooks output-styles rules skills"],
  [".", "CLAUDE.md CLAUDE.local.md AGENTS.md AGENTS.override.md GEMINI.md .mcp.json .cursorrules .windsurfrules .clinerules"],
  ["~/.codex", "AGENTS.md AGENTS.override.md prompts skills"],
  ["~/.gemini", "GEMINI.md agents commands skills"],
  ["./.gemini", "agents commands skills"],
  ["~/.config/opencode", "AGENTS.md agent agents command commands skill skills"],
  ["./.opencode", "agent agents command commands skill skills"],
  ["~/.copilot", "agents copilot-instructions.md mcp-config.json skills"],
  ["./.github", "agents chatmodes copilot-instructions.md instructions prompts skills"],
  ["~/.cursor", "agents commands mcp.json rules skills"],
  ["./.cursor", "agents commands mcp.json rules skills"],
  ["./.vscode", "mcp.json"],
  ["~/.config/amp", "AGENTS.md commands skills"],
  ["~/.factory", "AGENTS.md commands droids mcp.json skills"],
  ["./.factory", "AGENTS.md commands droids mcp.json skills"],
  ["~/.codeium/windsurf", "mcp_config.json memories/global_rules.md global_workflows"],
  ["./.windsurf", "rules skills workflows"],
  ["~/Documents/Cline", "Rules Workflows"],
  ["~/.agents", "skills"],
  ["./.agents", "skills"],
];

export const steeringPaths: readonly SteeringPath[] = [
  ...rows.flatMap(([folder, names]) => names.split(" ").map((name) => ({ path: `${folder}/${name}` }))),
  { path: "~/.claude.json", members: ["mcpServers"] },
];
