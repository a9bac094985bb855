/** `sheepdog task cancel` and `retry`: takes a task back, or tries once more what was given up. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { haveDone } from "./fleet-showing.ts";
import type { End } from "./vault-options.ts";

export function addTaskChanges(task: Command, desk: Desk, end: End): void {
  task
    .command("cancel")
    .description("take a task back; a session that works on it is ended")
    .argument("<task>", "its id")
    .action(async (id: string) => end(await haveDone(desk, { path: pathOf(id, "cancel"), said: `task ${id} is cancelled` })));
  task
    .command("retry")
    .description("try a task once more that was given up or cancelled, with all that is known of it")
    .argument("<task>", "its id")
    .action(async (id: string) => end(await haveDone(desk, { path: pathOf(id, "retry"), said: `task ${id} waits for its turn again` })));
}

function pathOf(id: string, verb: string): string {
  return `/v1/tasks/${encodeURIComponent(id)}/${verb}`;
}
