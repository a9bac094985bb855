/** Giver: in whose name a task comes in. An agent gives work to its own project alone, and only as the session whose token it shows. */
import type { Fault } from "../../base/fault.ts";
import { fail, done, type Result } from "../../base/result.ts";
import { type Giver, rowOf, type State } from "../../fleet/fleet.ts";
import type { Caller } from "../daemon/role.ts";
import { listTokens } from "../daemon/tokens.ts";
import type { Root } from "../install/root.ts";

/** The name of a token that a session was given: whoever has it speaks for that session. */
const sessionToken = /^session (\S{1,100})$/;

/** `lowered`: whoever asks could do more, and wants to be taken for an agent of this project. */
export type Giving = { readonly root: Root; readonly state: State; readonly caller: Caller; readonly lowered: string | undefined };

export function giverOf({ root, state, caller, lowered }: Giving): Result<Giver> {
  if (caller.role === "human" && lowered !== undefined)
    return done({ is: "agent", session: `outside ${caller.token ?? "the pool"}`, project: lowered, depth: 1 });
  if (caller.role === "human") return done({ is: "person", name: caller.token === null ? "the user" : `token ${caller.token}` });
  const tokens = listTokens(root);
  if (!tokens.ok) return tokens;
  const name = tokens.value.find(({ id }) => id === caller.token)?.name ?? "";
  const session = rowOf(state.sessions, sessionToken.exec(name)?.[1] ?? "");
  if (session?.kind !== "worker") return fail(unbound);
  const own = rowOf(state.tasks, session.task) ?? rowOf(state.ended, session.task);
  const depth = own?.by.is === "agent" ? own.by.depth + 1 : 1;
  return done({ is: "agent", session: session.id, project: session.project, depth });
}

const unbound: Fault = {
  code: "task.nobody",
  what: "this token is no session's at work",
  follows: "the task was not taken",
  todo: "a person gives it with `sheepdog task add`",
};
