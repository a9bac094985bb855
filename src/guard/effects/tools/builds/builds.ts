/** The table of tools that build a project or run its tasks. */
import type { Tool } from "../../describing/tool.ts";
import { cmake } from "./cmake.ts";
import { codeTasks } from "./code-tasks.ts";
import { make } from "./make.ts";
import { taskRunners } from "./task-runners.ts";
import { workspaces } from "./workspaces.ts";

export const builds: readonly Tool[] = [cmake, make, ...taskRunners, ...codeTasks, ...workspaces];
