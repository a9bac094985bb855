/** `sheepdog task list`, `show`, `why` and `logs`: what becomes of tasks. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { done, type Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { followHistory } from "../fleet/following.ts";
import { look } from "../fleet/looking.ts";
import { summaryQuestion, taskQuestion, tasksQuestion, whyQuestion } from "../fleet/questions.ts";
import { progressText, tasksText, taskText } from "../fleet/texts.ts";
import { watchPage } from "../fleet/watching.ts";
import { showLooked } from "./fleet-showing.ts";
import type { End } from "./vault-options.ts";

type Listing = { readonly state: string; readonly project?: string; readonly most: number; readonly watch?: true; readonly json?: true };
type Reading = { readonly json?: true };

const states = ["any", "open", "queued", "leased", "parked", "held", "done", "dead", "cancelled"];

export function addTaskReads(task: Command, desk: Desk, end: End): void {
  task
    .command("list")
    .description("show the tasks: what is open, then what has ended last")
    .addOption(new Option("--state <state>", "of this state alone").choices(states).default("any"))
    .option("--project <name>", "of this project alone")
    .option("-n, --most <number>", "no more than so many", mostOption, 50)
    .option("-w, --watch", "go on showing how it is, until all is over")
    .option("--json", "print JSON")
    .action(async (options: Listing) => end(await list(desk, options)));
  task
    .command("show")
    .description("show one task: its text, its attempts, its place")
    .argument("<task>", "its id")
    .option("--json", "print JSON")
    .action(async (id: string, { json }: Reading) => end(await showLooked(desk, taskQuestion(id), { json, text: taskText })));
  task
    .command("why")
    .description("say what a task is doing, or what it waits for")
    .argument("<task>", "its id")
    .option("--json", "print JSON")
    .action(async (id: string, { json }: Reading) => end(await showLooked(desk, whyQuestion(id), { json, text: ({ why }) => `${why}\n` })));
  task
    .command("logs")
    .description("show what happened to a task, oldest first")
    .argument("<task>", "its id")
    .option("-f, --follow", "go on showing what happens, until it is over")
    .option("--json", "print a line of JSON for each")
    .action(async (id: string, options: { readonly follow?: true; readonly json?: true }) => end(await followHistory(desk, id, options)));
}

async function list(desk: Desk, { state, project, most, watch, json }: Listing): Promise<ExitCode> {
  const question = tasksQuestion({ state, project, most });
  if (watch !== true) return showLooked(desk, question, { json, text: tasksText });
  return watchPage(desk, async () => {
    const [summary, tasks] = [await look(desk, summaryQuestion), await look(desk, question)];
    if (!summary.ok || !tasks.ok) return summary.ok ? (tasks as Result<never>) : summary;
    const { queued, leased, parked, held } = summary.value.value.tasks;
    return done({
      text: `${progressText(summary.value.value)}\n${tasksText(tasks.value.value)}`,
      isOver: queued + leased + parked + held === 0,
    });
  });
}

function mostOption(word: string): number {
  const most = /^[1-9]\d{0,2}$/.test(word) ? Number(word) : 0;
  if (most < 1 || most > 500) throw new InvalidArgumentError("it is a number from 1 to 500");
  return most;
}
