/** What the sessions of Codex CLI wanted to do, as their rollouts tell it: the model's own names for tools, as the calls that a hook would have got. */
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type Act, callVersion } from "../../guard/guard.ts";
import type { Around } from "../agent.ts";
import type { ToldCall, TranscriptCalls } from "../installer.ts";
import { quoted } from "../shell-line.ts";
import { toldAt } from "../told-at.ts";
import { pathOf } from "../tool-table.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

export const transcriptCalls: TranscriptCalls = { isLine, among };

function isLine({ type, payload }: Members): boolean {
  return typeof type === "string" && isMembers(payload);
}

/** The session and its folder are told once, and again when the folder changes. */
function* among(lines: Iterable<string>, { home }: Around): Iterable<ToldCall> {
  let session: string | undefined;
  let cwd: string | undefined;
  for (const text of lines) {
    const line = readJson(text);
    const payload = line.ok && isMembers(line.value) ? line.value["payload"] : undefined;
    if (!line.ok || !isMembers(line.value) || !isMembers(payload)) continue;
    const { type, timestamp } = line.value;
    if (type === "session_meta") session = wordOf(payload["id"]) ?? session;
    if (type === "session_meta" || type === "turn_context") cwd = folderOf(payload["cwd"]) ?? cwd;
    if (type !== "response_item" || cwd === undefined) continue;
    const told = actTold(payload, { cwd, home });
    if (told === undefined) continue;
    const id = wordOf(payload["call_id"]);
    const by = { agent: product.name, ...(session !== undefined && { session }), ...(id !== undefined && { callId: id }) };
    const call = told.ok ? done({ version: callVersion, act: told.value.act, by, cwd: told.value.cwd, home, mode: "read" } as const) : told;
    yield { ...toldAt(timestamp), ...(id !== undefined && { id }), call };
  }
}

type At = { readonly cwd: string; readonly home: string };
type Told = { readonly act: Act; readonly cwd: string };

/** Undefined for a line that is no call. */
function actTold(payload: Members, at: At): Result<Told> | undefined {
  switch (payload["type"]) {
    case "function_call":
      return asked(payload, at);
    case "custom_tool_call":
      return using(wordOf(payload["name"]) ?? "", { command: payload["input"] ?? "" }, at);
    case "local_shell_call":
      return running(membersOf(payload["action"]), at);
    default:
      return undefined;
  }
}

function asked(payload: Members, at: At): Result<Told> {
  const name = toolName(payload);
  const input = readJson(wordOf(payload["arguments"]) ?? "");
  if (!input.ok || !isMembers(input.value))
    return fail({ code: "transcript.arguments", what: `the words that \`${name}\` was given cannot be read` });
  if (runners.has(name)) return running(input.value, at);
  if (name === "write_stdin") return typing(input.value, at);
  if (name === "apply_patch") return using(name, { command: input.value["input"] ?? input.value["patch"] ?? "" }, at);
  return using(name, input.value, at);
}

/** What runs a command has had several names, and several for the command. */
const runners: ReadonlySet<string> = new Set(["container.exec", "exec_command", "local_shell", "shell", "shell_command", "unified_exec"]);

/** The tools of a server are named apart from it in newer rollouts. */
function toolName({ name, namespace }: Members): string {
  const own = wordOf(name) ?? "";
  const server = wordOf(namespace);
  return server === undefined || own.startsWith(server) ? own : `${server.replace(/_+$/, "")}__${own}`;
}

function running(input: Members, at: At): Result<Told> {
  const folder = wordOf(input["workdir"]) ?? wordOf(input["working_directory"]);
  const cwd = folder === undefined ? at.cwd : pathOf(folder, at);
  const command = commandIn(input["cmd"] ?? input["command"] ?? input["input"] ?? null);
  if (command === undefined) return fail({ code: "transcript.command", what: "a shell was called without a command that can be read" });
  return using("Bash", { command }, { ...at, cwd });
}

/** A text; or words, of which a shell with a text for it is the usual form. */
function commandIn(said: Json): string | undefined {
  if (typeof said === "string") return said;
  const words = Array.isArray(said) ? said.filter((word) => typeof word === "string") : [];
  if (words.length === 0 || !Array.isArray(said) || words.length < said.length) return undefined;
  const [program = "", option = "", text, ...more] = words;
  const isText = /(?:^|\/)(?:ba|z|da)?sh$/.test(program) && /^-l?c$/.test(option) && more.length === 0;
  if (isText && text !== undefined) return text;
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word))).join(" ");
}

/** No words: it only waits for what the program says. */
function typing({ session_id: into, chars }: Members, { cwd }: At): Result<Told> {
  const text = wordOf(chars) ?? "";
  if (text === "") return done({ act: { kind: "housekeeping", tool: "write_stdin" }, cwd });
  return done({ act: { kind: "type", text, into: String(into ?? "") }, cwd });
}

function using(tool: string, input: Members, at: At): Result<Told> {
  const act = readTool({ tool, input, ...at });
  return act.ok ? done({ act: act.value, cwd: at.cwd }) : act;
}

function folderOf(value: Json | undefined): string | undefined {
  const folder = wordOf(value);
  return folder?.startsWith("/") === true ? folder : undefined;
}

function wordOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function membersOf(value: Json | undefined): Members {
  return isMembers(value) ? value : {};
}
