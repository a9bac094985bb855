/** What our program at Amp's side writes to the guard's stdin: the name of the tool from the environment, and what Amp wrote to its own stdin. */
import { absolute, isMembers, maybe, object, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

const readAsked = object({ tool: text, cwd: absolute, thread: maybe(text) });

export function readEnvelope(envelope: string, { home }: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const asked = readAsked(members.value, "envelope");
  if (!asked.ok) return unreadable(product, asked.fault.what);
  const { tool, cwd, thread } = asked.value;
  const input = members.value["input"];
  if (!isMembers(input)) return unreadable(product, "`envelope.input` is not an object");
  const act = readTool({ tool, input, cwd, home });
  if (!act.ok) return unreadable(product, act.fault.what);
  const by: Caller = { agent: product.name, ...(thread === undefined || thread === "" ? {} : { session: thread }) };
  return done({ at: "before-call", call: { version: callVersion, act: act.value, by, cwd, home, mode: "read" } });
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ tool: "Bash", cwd, thread: "example", input: { cmd: command } });
}
