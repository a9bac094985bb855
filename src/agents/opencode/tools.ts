/** The tools of OpenCode, each as an Act. A tool that is not in these tables is never waved through. */
import { absolutePath, folderOf, nameOf } from "../../base/path.ts";
import { maybe, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act, FileChange } from "../../guard/guard.ts";
import { readPatch } from "../patch.ts";
import { actIn, edits, globbed, reads, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

/** What the settings of the session say about its tools: the servers that bring more of them, and the shell that commands go to. */
export type Session = { readonly servers: readonly string[]; readonly shell: string | undefined };

export function readTool(use: ToolUse, session: Session): Result<Act> {
  if (use.tool === commandTool) return readCommand(use, session.shell);
  if (use.tool === patchTool) return patched(use);
  const act = actIn(tools, use);
  return act.ok && act.value.kind === "unknown" ? done(mcpTool(use, session.servers) ?? act.value) : act;
}

/** A command may run in another folder than the session's; everything else is meant from there. */
export function folderOfCall({ tool: name, input, cwd }: ToolUse): string {
  const folder = input["workdir"];
  return name === commandTool && typeof folder === "string" ? absolutePath(folder, cwd) : cwd;
}

const commandTool = "bash";
const patchTool = "apply_patch";

/** The client takes `~` as the name of a folder. */
function pathOf(path: string, { cwd }: ToolUse): string {
  return absolutePath(path, cwd);
}

const tools: Tools = {
  acts: {
    write: tool({ filePath: text, content: text }, (input, use) => writes(pathOf(input.filePath, use), input.content)),
    edit: tool({ filePath: text, oldString: text, newString: text, replaceAll: maybe(truth) }, (input, use) =>
      edits(pathOf(input.filePath, use), { from: input.oldString, to: input.newString, everywhere: input.replaceAll ?? false }),
    ),
    read: tool({ filePath: text }, (input, use) => reads(pathOf(input.filePath, use))),
    glob: tool({ pattern: text, path: maybe(text) }, (input, use) => reads(globbed(input.pattern, input.path ?? ".", use))),
    grep: tool({ pattern: text, path: maybe(text) }, (input, use) => reads(pathOf(input.path ?? ".", use))),
    lsp: tool({ filePath: text }, (input, use) => reads(pathOf(input.filePath, use))),
    webfetch: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    // One of two services that search for the client, as its settings say.
    websearch: tool({ query: text }, (input) => ({ kind: "fetch", url: "https://mcp.exa.ai/mcp", method: "POST", body: input.query })),
    read_mcp_resource: tool({ server: text, uri: text }, (input, use) => ({
      kind: "mcp",
      server: input.server,
      tool: use.tool,
      input: use.input,
    })),
  },
  handsOn: new Set(["skill", "task"]),
  keepsHouse: new Set([
    // What the client makes of a call that it could not read: it does nothing but say so.
    "invalid",
    "list_mcp_resource_templates",
    "list_mcp_resources",
    "plan_enter",
    "plan_exit",
    "question",
    "todoread",
    "todowrite",
  ]),
};

const command = { command: text, workdir: maybe(text) };

function readCommand(use: ToolUse, shell: string | undefined): Result<Act> {
  const dialect = dialectOf(shell);
  return tool(command, (input) =>
    dialect === undefined
      ? { kind: "unknown", tool: `${use.tool} by ${shell}`, input: use.input }
      : { kind: "shell", command: input.command, dialect, background: false },
  )(use);
}

/** The client puts one of the first kind in the place of shells that it cannot use itself. */
const shells = new Set(["ash", "bash", "dash", "fish", "ksh", "nu", "sh", "zsh"]);
const powerShells = new Set(["powershell", "pwsh"]);
const programFolders = new Set(["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/run/current-system/sw/bin"]);

/** Settings of a project can name any program as the shell; one that is not where programs of the system lie may do whatever it likes. */
function dialectOf(shell: string | undefined): "bash" | "powershell" | undefined {
  if (shell === undefined || shell === "") return "bash";
  const name = nameOf(shell);
  if (shell.includes("/") && !programFolders.has(folderOf(shell))) return undefined;
  if (shells.has(name)) return "bash";
  return powerShells.has(name) ? "powershell" : undefined;
}

const readPatched = tool({ patchText: text }, (input) => ({ kind: "delegate", text: input.patchText }));

function patched(use: ToolUse): Result<Act> {
  const input = readPatched(use);
  if (!input.ok || input.value.kind !== "delegate") return input;
  const files = readPatch(input.value.text);
  return files.ok ? done({ kind: "change", files: files.value.map((file) => placed(file, use)) }) : files;
}

function placed(file: FileChange, use: ToolUse): FileChange {
  const path = pathOf(file.path, use);
  return file.change === "move" ? { ...file, path, to: pathOf(file.to, use) } : { ...file, path };
}

/** The name of such a tool is that of its server and its own, run together; so the longest server that fits is meant. */
function mcpTool(use: ToolUse, servers: readonly string[]): Act | undefined {
  const fitting = servers.filter((server) => use.tool.startsWith(`${abridged(server)}_`));
  const [server] = fitting.toSorted((one, other) => other.length - one.length);
  return server === undefined ? undefined : { kind: "mcp", server, tool: use.tool.slice(abridged(server).length + 1), input: use.input };
}

function abridged(server: string): string {
  return server.replace(/[^a-zA-Z0-9_-]/g, "_");
}
