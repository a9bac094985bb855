/** The agents as programs that a call may start: with which words and variables they load no guard, or ask nobody, and how their settings are changed. */
import type { AgentProgram } from "../guard/guard.ts";
import { examineVariables as claudeVariables, examineWords as claudeWords } from "./claude-code/examine.ts";
import { examineWords as codexWords } from "./codex/examine.ts";
import { examineVariables as copilotVariables, examineWords as copilotWords } from "./copilot-cli/examine.ts";
import { examineVariables as geminiVariables } from "./gemini-cli/examine.ts";
import type { Finding, Variable } from "./installer.ts";
import { examineVariables as opencodeVariables, examineWords as opencodeWords } from "./opencode/examine.ts";

type Row = {
  readonly names: string;
  /** Words with which nobody is asked, or that bring settings of their own; one with `=` stands for its option and value. */
  readonly open: string;
  readonly words?: (words: readonly string[]) => readonly Finding[];
  readonly variables?: (variable: Variable) => readonly Finding[];
  readonly homes?: AgentProgram["homes"];
  readonly changes?: string;
};

/** By the documents of the products; what is examined besides was seen to keep the guard out. */
const rows: readonly Row[] = [
  {
    names: "claude claude-code",
    open: "--dangerously-skip-permissions --settings --permission-mode=bypassPermissions",
    words: claudeWords,
    variables: claudeVariables,
    homes: { CLAUDE_CONFIG_DIR: "~/.claude" },
    changes:
      "mcp add, mcp add-json, mcp add-from-claude-desktop, mcp remove, mcp reset-project-choices, config set, config add, config remove, plugin install, plugin i, plugin uninstall, plugin enable, plugin disable, plugin update, plugin marketplace",
  },
  {
    names: "codex",
    open: "--yolo --dangerously-bypass-approvals-and-sandbox --sandbox=danger-full-access -s=danger-full-access",
    words: codexWords,
    homes: { CODEX_HOME: "~/.codex" },
    changes: "mcp add, mcp remove, features enable, features disable",
  },
  {
    names: "gemini gemini-cli",
    open: "--yolo -y --approval-mode=yolo",
    variables: geminiVariables,
    homes: { GEMINI_CLI_HOME: "~" },
    changes:
      "mcp add, mcp remove, mcp enable, mcp disable, extensions install, extensions uninstall, extensions update, extensions enable, extensions disable, extensions link, hooks migrate",
  },
  {
    names: "opencode opencode-ai",
    open: "",
    words: opencodeWords,
    variables: opencodeVariables,
    homes: { XDG_CONFIG_HOME: "~/.config" },
    changes: "mcp add, plugin, uninstall",
  },
  {
    names: "copilot",
    open: "--yolo --allow-all --allow-all-tools",
    words: copilotWords,
    variables: copilotVariables,
    homes: { COPILOT_HOME: "~/.copilot" },
    changes: "plugin install, plugin uninstall, plugin update, mcp add, mcp remove",
  },
  {
    names: "amp",
    open: "--dangerously-allow-all --settings-file",
    homes: { XDG_CONFIG_HOME: "~/.config" },
    changes: "mcp add, mcp remove, permissions add, permissions edit",
  },
  { names: "cursor-agent", open: "--force -f --yolo", changes: "mcp enable, mcp disable" },
  { names: "droid", open: "--skip-permissions-unsafe --settings", changes: "mcp add, mcp remove, plugin install" },
  { names: "cline", open: "--yolo -y" },
];

export const agentPrograms: readonly AgentProgram[] = rows.map((row) => ({
  names: row.names.split(" "),
  opens: (words) => isOpen(row, words),
  opensBy: (variable) => (row.variables?.(variable) ?? []).length > 0,
  homes: row.homes ?? {},
  changes: row.changes?.split(", ") ?? [],
}));

function isOpen({ open, words: examine }: Row, words: readonly string[]): boolean {
  const openers = open.split(" ");
  const says = (word: string, position: number): boolean =>
    openers.includes(word) || openers.includes(`${word}=${words[position + 1]}`) || openers.includes(word.split("=", 1)[0] as string);
  return words.some((word, position) => word.startsWith("-") && says(word, position)) || (examine?.(words) ?? []).length > 0;
}
