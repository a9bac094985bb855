/** Blocked calls through the daemon: whoever may look sees them, and an answer is a statement that a person has signed elsewhere. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { signedIn, statementLimits } from "../../proof/statements/statements.ts";
import { type Door, door } from "../daemon/door.ts";
import type { Duty, DutyContext } from "../daemon/duty.ts";
import type { Desk } from "../desk.ts";
import { type Approvals, approvalsOf, type Channel } from "./channel.ts";

export const approvalDuty: Duty = {
  name: "approvals",
  start: async (context) => {
    const doors: Door[] = [];
    const opened = await httpChannel(doors).open(approvalsOf(deskOf(context)));
    return opened.ok ? done({ doors, health: () => ({ is: "well" }), stop: opened.value }) : opened;
  },
};

/** Nobody reads what it would say: every answer is a value. */
function deskOf({ around, guard }: DutyContext): Desk {
  return { out: () => undefined, err: () => undefined, around, guard };
}

function httpChannel(doors: Door[]): Channel {
  return {
    name: "http",
    open: async (approvals) => {
      doors.push(...doorsOf(approvals));
      return done(async () => undefined);
    },
  };
}

const call = z
  .object({
    id: z.string(),
    decision: z.string(),
    at: z.number(),
    agent: z.string(),
    session: z.string().nullable(),
    cwd: z.string(),
    text: z.string(),
    rules: z.array(z.string()),
    state: z.enum(["waiting", "granted", "refused"]),
  })
  .openapi("BlockedCall");
const calls = z.object({ calls: z.array(call) });
const faulted = z.object({
  fault: z.object({ code: z.string(), what: z.string(), follows: z.string().optional(), todo: z.string().optional() }),
});
const answered = z.object({ done: z.literal(true) });
const id = z.object({ id: z.string().length(8) });
const signedLine = z.object({ statement: z.string().max(statementLimits.lineBytes) });

const json = <S extends z.ZodType>(schema: S): { readonly "application/json": { readonly schema: S } } => ({
  "application/json": { schema },
});
const responses = {
  200: { description: "done", content: json(answered) },
  409: { description: "not as it was asked for", content: json(faulted) },
};

function doorsOf(approvals: Approvals): readonly Door[] {
  const list = createRoute({
    method: "get",
    path: "/v1/approvals",
    responses: { 200: { description: "calls of the last day", content: json(calls) }, 409: responses[409] },
  });
  const grant = createRoute({
    method: "post",
    path: "/v1/approvals/{id}/grant",
    request: { params: id, body: { required: true, content: json(signedLine) } },
    responses,
  });
  const refuse = createRoute({ method: "post", path: "/v1/approvals/{id}/refuse", request: { params: id }, responses });
  return [
    door(list, "viewer", (c) => {
      const found = approvals.blockedCalls();
      return found.ok
        ? c.json({ calls: found.value.map((one) => ({ ...one, rules: [...one.rules] })) }, 200)
        : c.json({ fault: found.fault }, 409);
    }),
    door(grant, "human", (c) => {
      const granted = granting(approvals, c.req.valid("param").id, c.req.valid("json").statement);
      return granted.ok ? c.json({ done: true as const }, 200) : c.json({ fault: granted.fault }, 409);
    }),
    door(refuse, "human", (c) => {
      const refused = approvals.refuse(c.req.valid("param").id);
      return refused.ok ? c.json({ done: true as const }, 200) : c.json({ fault: refused.fault }, 409);
    }),
  ];
}

function granting(approvals: Approvals, name: string, line: string): Result<void> {
  const signed = signedIn(line);
  return signed === undefined ? fail(unreadable) : approvals.grant(name, signed);
}

const unreadable: Fault = {
  code: "statement.unreadable",
  what: "this is no signed statement, whole and in its own spelling",
  follows: "nothing was granted",
  todo: "`sheepdog statements sign` makes one",
};
