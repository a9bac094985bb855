/** What GitHub Copilot CLI writes to a hook's stdin. It names no event, so each is known by the members that only it has. */
import { type Json, readJson } from "../../base/json.ts";
import { absolute, isMembers, type Members, object, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

const readTold = object({ sessionId: text, cwd: absolute });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const told = readTold(members.value, "envelope");
  if (!told.ok) return unreadable(product, told.fault.what);
  const { sessionId, cwd } = told.value;
  const by: Caller = { agent: product.name, session: sessionId };
  const has = (...names: readonly string[]): boolean => names.every((name) => Object.hasOwn(members.value, name));
  if (has("toolName", "toolArgs")) {
    const tool = text(members.value["toolName"], "envelope.toolName");
    if (!tool.ok) return unreadable(product, tool.fault.what);
    if (has("toolResult") || has("error")) return done({ at: "after-call", by, cwd, tool: tool.value });
    return beforeCall({ members: members.value, tool: tool.value, by, cwd }, around);
  }
  if (has("stopReason")) return done({ at: "stop", by, cwd });
  if (has("source")) return done({ at: "session-start", by, cwd });
  return unknownEvent(product, `an event with ${Object.keys(members.value).join(", ")}`);
}

type Asked = { readonly members: Members; readonly tool: string; readonly by: Caller; readonly cwd: string };

function beforeCall({ members, tool, by, cwd }: Asked, { home }: Around): Result<Moment> {
  const input = inputOf(members["toolArgs"]);
  if (input === undefined) return unreadable(product, "`envelope.toolArgs` is neither an object nor a text");
  const act = readTool({ tool, input, cwd, home });
  if (!act.ok) return unreadable(product, act.fault.what);
  return done({ at: "before-call", input, call: { version: callVersion, act: act.value, by, cwd, home, mode: "read" } });
}

/** A tool without named arguments gets its one text by itself; older clients write the object as a text. */
function inputOf(args: Json | undefined): Members | undefined {
  if (isMembers(args)) return args;
  if (typeof args !== "string") return undefined;
  const read = readJson(args);
  return read.ok && isMembers(read.value) ? read.value : { input: args };
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ sessionId: "example", timestamp: 0, cwd, toolName: "bash", toolArgs: { command, description: "an example" } });
}
