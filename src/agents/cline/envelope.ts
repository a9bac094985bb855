/** What Cline writes to a hook's stdin, by its documentation. What cannot be read is a fault, hence a block. */
import { absolute, isMembers, list, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

const readTold = object({ hookName: text, taskId: maybe(text), workspaceRoots: list(text) });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const told = readTold(members.value, "envelope");
  if (!told.ok) return unreadable(product, told.fault.what);
  const { hookName, taskId, workspaceRoots } = told.value;
  const cwd = absolute(workspaceRoots[0], "envelope.workspaceRoots[0]");
  if (!cwd.ok) return unreadable(product, cwd.fault.what);
  const by: Caller = { agent: product.name, ...(taskId === undefined ? {} : { session: taskId }) };
  const read = Object.hasOwn(events, hookName) ? events[hookName] : undefined;
  if (read === undefined) return unknownEvent(product, hookName);
  const moment = read(members.value, { by, cwd: cwd.value, home: around.home });
  return moment.ok ? moment : unreadable(product, moment.fault.what);
}

type Told = { readonly by: Caller; readonly cwd: string; readonly home: string };

const readUse = object({ toolName: text });

const events: Readonly<Record<string, (members: Members, told: Told) => Result<Moment>>> = {
  PreToolUse: (members, { by, cwd, home }) => {
    const said = members["preToolUse"];
    const use = readUse(said, "envelope.preToolUse");
    if (!use.ok) return use;
    const input = isMembers(said) ? said["parameters"] : undefined;
    if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.preToolUse.parameters` is not an object" });
    const act = readTool({ tool: use.value.toolName, input, cwd, home });
    return act.ok ? done({ at: "before-call", call: { version: callVersion, act: act.value, by, cwd, home, mode: "read" } }) : act;
  },
  PostToolUse: (members, { by, cwd }) => {
    const use = readUse(members["postToolUse"], "envelope.postToolUse");
    return use.ok ? done({ at: "after-call", by, cwd, tool: use.value.toolName }) : use;
  },
  TaskStart: (_members, { by, cwd }) => done({ at: "session-start", by, cwd }),
  TaskResume: (_members, { by, cwd }) => done({ at: "session-start", by, cwd }),
  TaskComplete: (_members, { by, cwd }) => done({ at: "stop", by, cwd }),
  TaskCancel: (_members, { by, cwd }) => done({ at: "stop", by, cwd }),
};

export function example(command: string, cwd: string): string {
  const preToolUse = { toolName: "execute_command", parameters: { command } };
  return JSON.stringify({
    clineVersion: "0",
    hookName: "PreToolUse",
    timestamp: "0",
    taskId: "example",
    workspaceRoots: [cwd],
    preToolUse,
  });
}
