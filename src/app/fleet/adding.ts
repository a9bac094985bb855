/** Adding: a task goes to the daemon where one runs, and else into the inbox of its project, where the next daemon finds it. */
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { suggestion } from "../../base/nearest.ts";
import { type TaskFile, taskFileText } from "../../fleet/fleet.ts";
import { putIntoInbox, randomHex, realPath } from "../../hosts/node/node.ts";
import { askDaemon } from "../daemon/client.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";
import type { Settings } from "../settings/schema.ts";
import { settingsNow } from "../settings/settings-now.ts";
import { planFromSettings } from "./plan-from-settings.ts";

/** `project` by its name; without one it is the one around the folder in which the command runs. */
export type Wanted = TaskFile & { readonly project: string | undefined };

/** Either the task's id, known from now on, or the file that a daemon will take. */
export type Added = { readonly project: string } & ({ readonly task: string } | { readonly file: string });

export async function addTask(desk: Desk, { project: named, ...file }: Wanted): Promise<Result<Added>> {
  const settings = await settingsNow(rootIn(desk.around.home));
  if (!settings.ok) return settings;
  const project = projectOf(desk, settings.value, named);
  if (!project.ok) return project;
  const task = `t-${randomHex().slice(0, 20)}`;
  const told = await askDaemon(desk, { method: "POST", path: "/v1/tasks", body: { id: task, project: project.value.id, ...file } });
  if (told.ok) return done({ project: project.value.id, task });
  if (told.fault.code !== "daemon.absent") return told;
  const put = putIntoInbox(project.value.folder, taskFileText(file));
  return put.ok ? done({ project: project.value.id, file: put.value }) : put;
}

export type AgentsTask = { readonly id: string; readonly title: string; readonly text: string } & Partial<TaskFile>;

/** In the project around the folder where it is asked for, and by a daemon, which knows how much agents may give. */
export async function giveAsAgent(desk: Pick<Desk, "around">, task: AgentsTask): Promise<Result<string>> {
  const settings = await settingsNow(rootIn(desk.around.home));
  const project = settings.ok ? projectOf(desk, settings.value, undefined) : settings;
  if (!project.ok) return project;
  const told = await askDaemon(desk, { method: "POST", path: "/v1/tasks", body: { ...task, project: project.value.id, giver: "agent" } });
  return told.ok ? done(project.value.id) : told;
}

type Project = { readonly id: string; readonly folder: string };

function projectOf(desk: Pick<Desk, "around">, settings: Settings, named: string | undefined): Result<Project> {
  const { projects } = planFromSettings(settings, desk.around.home);
  if (named !== undefined) {
    const found = projects.find(({ id }) => id === named);
    const names = projects.map(({ id }) => id);
    return found === undefined ? fail({ ...unknown, what: `there is no project \`${named}\`${suggestion(named, names)}` }) : done(found);
  }
  const around = projectAround(projects, realPath(desk.around.cwd));
  if (around !== undefined) return done(around);
  const [only, ...more] = projects;
  return only !== undefined && more.length === 0 ? done(only) : fail(unknown);
}

/** The innermost one. */
function projectAround(projects: readonly Project[], folder: string): Project | undefined {
  const found = projects.find((one) => realPath(one.folder) === folder);
  return found ?? (folder === "/" ? undefined : projectAround(projects, folderOf(folder)));
}

const unknown = {
  code: "task.project",
  what: "it is not clear to which project the task belongs",
  follows: "it was not taken",
  todo: "run this in a project's folder, or say `--project NAME`; `sheepdog config set fleet.projects.NAME.folder FOLDER` adds one",
};
