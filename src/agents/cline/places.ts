/** Where Cline looks for hooks: an executable file for each event. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot } from "../installer.ts";

const userFolder = "~/Documents/Cline/Hooks";
const projectFolder = "./.clinerules/hooks";

/** The one event that every call waits for, and what the guard is told of besides. */
export const asking = "PreToolUse";
const telling = ["TaskStart", "PostToolUse", "TaskComplete"] as const;

/** Any of these can unload the guard; a project's file is documented to take the place of the user's of the same name. */
export const guardedPlaces: readonly string[] = [userFolder, projectFolder];

/** In a project the files would be shared with others, and their lines hold paths of this machine. There is no managed place. */
export function filesAt({ scope, home }: Spot): readonly FilePlace[] {
  if (scope !== "user") return [];
  return [asking, ...telling].map((event) => ({ name: event, path: `${home}${userFolder.slice(1)}/${event}`, executable: true }));
}

export function projectSettings(folder: string): readonly string[] {
  return [`${folder}${projectFolder.slice(1)}/${asking}`];
}

export function traces(home: string): readonly string[] {
  return [`${home}/Documents/Cline`, `${home}/.cline`];
}
