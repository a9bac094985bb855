/** `sheepdog task`: work for the pool of agents, from its arrival to its end. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { addTaskAdd } from "./task-add.ts";
import { addTaskChanges } from "./task-changes.ts";
import { addTaskReads } from "./task-reads.ts";
import type { End } from "./vault-options.ts";

export function addTask(program: Command, desk: Desk, end: End): void {
  const task = program.command("task").description("give work to the pool of agents, and see what becomes of it");
  for (const add of [addTaskAdd, addTaskReads, addTaskChanges]) add(task, desk, end);
}
