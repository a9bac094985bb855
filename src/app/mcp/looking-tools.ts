/** Tools that only look: the same answers as `sheepdog task`, `session` and `account` give, with a daemon and without. */
import { z } from "zod";
import { done } from "../../base/result.ts";
import { look, type Question } from "../fleet/looking.ts";
import {
  accountsQuestion,
  failoverQuestion,
  notesQuestion,
  sessionsQuestion,
  summaryQuestion,
  taskQuestion,
  tasksQuestion,
} from "../fleet/questions.ts";
import { idInput, noInput, type Tool, tool, type ToolAnswer } from "./tool.ts";

const listing = z.strictObject({
  state: z.enum(["any", "open", "queued", "leased", "parked", "held", "done", "dead", "cancelled"]).default("any"),
  project: z.string().min(1).max(200).optional(),
  most: z.number().int().min(1).max(500).default(50),
});

export const lookingTools: readonly Tool[] = [
  looking("fleet_status", "How the fleet is: tasks by state, sessions, what is wrong.", summaryQuestion),
  tool({
    name: "task_list",
    description: "The tasks: what is open and what it waits for, then what has ended last.",
    input: listing,
    kind: "looks",
    run: (desk, search) => answer(desk, tasksQuestion(search)),
  }),
  lookingAt("task_show", "One task: its text, its attempts, what it is doing or waits for.", taskQuestion),
  lookingAt("task_logs", "What happened to one task, oldest first.", notesQuestion),
  looking("session_list", "The sessions of the pool and what they do.", sessionsQuestion),
  looking("account_list", "The accounts: state, quota, money, when it will be used up.", accountsQuestion),
  lookingAt("failover_dry_run", "What would follow if an account were left now. Changes nothing.", failoverQuestion),
];

type Desk = Parameters<Tool["run"]>[0];

function looking<T extends ToolAnswer>(name: string, description: string, question: Question<T>): Tool {
  return tool({ name, description, input: noInput, kind: "looks", run: (desk) => answer(desk, question) });
}

function lookingAt<T extends ToolAnswer>(name: string, description: string, question: (id: string) => Question<T>): Tool {
  return tool({ name, description, input: idInput, kind: "looks", run: (desk, { id }) => answer(desk, question(id)) });
}

async function answer<T extends ToolAnswer>(desk: Desk, question: Question<T>): ReturnType<Tool["run"]> {
  const looked = await look(desk, question);
  if (!looked.ok) return looked;
  const { value, live } = looked.value;
  return done(live ? { found: value } : { found: value, note: "no daemon runs; this is how the fleet was when the last one ended" });
}
