/** Where tasks work and where they come from: a worktree for each, and the inboxes of the projects. */
import { sentenceOf } from "../../base/fault.ts";
import { isAtOrBelow } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import type { Happening, ProjectSettings, State, Task } from "../../fleet/fleet.ts";
import { rowOf } from "../../fleet/fleet.ts";
import { type Found, inboxOf, type Worktrees } from "../../hosts/node/node.ts";
import type { Deed, Hands } from "./errands.ts";

export type Inboxes = {
  /** What has come since, as the fleet is told of it; what was refused is said in words. */
  readonly scan: (projects: readonly ProjectSettings[], now: number) => readonly Scanned[];
  readonly settle: Hands["settleFile"];
};

export type Scanned = { readonly arrived: Happening } | { readonly refused: string };

/** One for the whole life of a daemon: what was claimed before is told by it once. */
export function inboxes(state: () => State): Inboxes {
  const known = new Map<string, ReturnType<typeof inboxOf>>();
  const inboxIn = (folder: string): ReturnType<typeof inboxOf> => {
    const inbox = known.get(folder) ?? inboxOf(folder);
    known.set(folder, inbox);
    return inbox;
  };
  return {
    scan: (projects, now) =>
      projects.flatMap(({ id, folder }) =>
        inboxIn(folder)
          .scan(now)
          .map((found) => scanned(id, found)),
      ),
    settle: ({ task: id, as }) => {
      const folder = folderOf(state(), id);
      return folder === undefined ? done(undefined) : inboxIn(folder).settle(id, as);
    },
  };
}

function scanned(project: string, found: Found): Scanned {
  if (found.is === "refused") return { refused: `\`${found.name}\` in the inbox of project \`${project}\`: ${found.why}` };
  const by = { is: "person", name: `user ${found.owner}` } as const;
  return { arrived: { is: "task-arrived", task: found.task, project, door: "inbox", by, ...found.file } };
}

/** A project that is not configured any more has its folder still. */
function folderOf(state: State, id: string): string | undefined {
  const task: Task | undefined = rowOf(state.tasks, id) ?? rowOf(state.ended, id);
  return task === undefined ? undefined : rowOf(state.projects, task.project)?.folder;
}

export type Trees = {
  readonly worktrees: Worktrees;
  /** Where they lie, and the guard's own folder. */
  readonly folder: string;
  readonly root: string;
};

export function worktreeHands({ worktrees, folder: place, root }: Trees, state: () => State): Hands["worktrees"] {
  return {
    make: async ({ task, fence, project, branch }) => {
      if (isAtOrBelow(place, root))
        return failed(`the guard lets nobody work below \`${root}\`: set \`fleet.worktrees\` to another folder`);
      const folder = rowOf(state().projects, project)?.folder;
      if (folder === undefined) return failed(`project \`${project}\` is not configured any more`);
      const made = await worktrees.make({ task, project: folder, branch });
      return made.ok ? { saw: [{ is: "worktree-ready", task, fence, ...made.value }] } : failed(sentenceOf(made.fault));
    },
    inspect: ({ task, folder }) => worktrees.inspect(task, folder),
    collect: async ({ task, folder }) => outcome(await worktrees.collect(task, folder), { is: "worktree-collected", task }),
  };
}

function outcome(result: Result<void>, happening: Happening): Deed {
  return result.ok ? { saw: [happening] } : failed(sentenceOf(result.fault));
}

function failed(detail: string): Deed {
  return { saw: [], trouble: { code: "impossible", detail } };
}
