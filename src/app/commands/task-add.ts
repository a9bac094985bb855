/** `sheepdog task add`: gives the pool a task, with a daemon and without. */
import { type Command, Option } from "commander";
import type { Instant } from "../../base/instant.ts";
import type { Priority } from "../../fleet/fleet.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { addTask, type Added } from "../fleet/adding.ts";
import { budgetOption, textFrom, titleOf, whenOption } from "../fleet/task-words.ts";
import type { End } from "./vault-options.ts";

type Options = {
  readonly file?: string;
  readonly project?: string;
  readonly title?: string;
  readonly priority: Priority;
  readonly key?: string;
  readonly after: readonly string[];
  readonly notBefore?: Instant;
  readonly deadline?: Instant;
  readonly models: string;
  readonly affinity?: string;
  readonly budget: number;
  readonly json?: true;
};

const gather = (one: string, before: readonly string[]): readonly string[] => [...before, one];

export function addTaskAdd(task: Command, desk: Desk, end: End): void {
  task
    .command("add")
    .description("give the pool a task; without a daemon it waits in the project's inbox for the next one")
    .argument("[words...]", "what is to be done")
    .option("--file <file>", "what is to be done stands in this file; `-` is standard input")
    .option("--project <name>", "the project it belongs to (default: the one around this folder)")
    .option("--title <words>", "what people see of it (default: its first line)")
    .addOption(new Option("--priority <priority>", "how urgent it is").choices(["critical", "high", "default", "low"]).default("default"))
    .option("--key <key>", "of several open tasks with the same key only the first is taken")
    .option("--after <task>", "not before this one is done; can be said several times", gather, [])
    .option("--not-before <when>", "`2h`, or a time such as `2026-11-22T09:00Z`", whenOption)
    .option("--deadline <when>", "not begun by then, it is given up", whenOption)
    .option("--models <family>", "the family of models it needs, where that matters", "all")
    .option("--affinity <topic>", "tasks of one topic prefer the account that worked on the last one")
    .option("--budget <usd>", "all its attempts together cost no more", budgetOption, 0)
    .option("--json", "print JSON")
    .action(async (words: readonly string[], options: Options) => end(await add(desk, words, options)));
}

async function add(desk: Desk, words: readonly string[], options: Options): Promise<ExitCode> {
  const text = textFrom(words, options.file);
  if (!text.ok) return faulty(desk, text.fault);
  const { priority, after, models: scope, budget: budgetMicroUsd, project } = options;
  const added = await addTask(desk, {
    ...{ text: text.value, title: options.title ?? titleOf(text.value), priority, after, scope, budgetMicroUsd, project },
    key: options.key ?? null,
    affinity: options.affinity ?? null,
    notBefore: options.notBefore ?? null,
    deadline: options.deadline ?? null,
  });
  if (!added.ok) return faulty(desk, added.fault);
  desk.out(options.json === true ? `${JSON.stringify(added.value)}\n` : addedText(added.value));
  return 0;
}

function addedText(added: Added): string {
  if ("task" in added)
    return `task ${added.task} was given to project ${added.project}; \`sheepdog task why ${added.task}\` says what it waits for\n`;
  return `no daemon runs: the task lies in the inbox of project ${added.project} (${added.file}) and begins after \`sheepdog up\`\n`;
}
