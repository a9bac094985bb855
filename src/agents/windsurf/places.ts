/** Where Windsurf looks for hooks: those of the machine first, then the user's, then the workspace's. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot } from "../installer.ts";

const userFolder = "~/.codeium/windsurf";
const projectFile = "./.windsurf/hooks.json";
const managedFolders = { linux: "/etc/windsurf", macos: "/Library/Application Support/Windsurf" } as const;

/** Any of these can unload the guard, or bring hooks that are asked beside it. */
export const guardedPlaces: readonly string[] = [`${userFolder}/hooks.json`, projectFile, ...Object.values(managedFolders)];

export const managedFiles: readonly string[] = Object.values(managedFolders).map((folder) => `${folder}/hooks.json`);

export function filesAt({ scope, home, project, system }: Spot): readonly FilePlace[] {
  switch (scope) {
    case "user":
      return [{ name: "hooks", path: `${home}${userFolder.slice(1)}/hooks.json` }];
    case "project":
      return [{ name: "hooks", path: `${project}${projectFile.slice(1)}` }];
    case "managed":
      return [{ name: "hooks", path: `${managedFolders[system]}/hooks.json` }];
  }
}

export function projectSettings(folder: string): readonly string[] {
  return [`${folder}${projectFile.slice(1)}`];
}

export function traces(home: string): readonly string[] {
  return [`${home}${userFolder.slice(1)}`, "/Applications/Windsurf.app"];
}
