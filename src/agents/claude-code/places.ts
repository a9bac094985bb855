/** Where Claude Code looks for settings. The installer, the doctor and the guard read the same lists, so that no two of them mean different files. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

/** The user's: the first folder that leads somewhere, in the words of `guardedPaths`. */
const userFolders = ["$CLAUDE_CONFIG_DIR", "~/.claude"] as const;

/** The project's own, below the folder that a session starts in; the later ones win. */
const projectFiles = ["./.claude/settings.json", "./.claude/settings.local.json"] as const;

/** Of whoever runs the machine; they win over all others. */
const managedFolders = { linux: "/etc/claude-code", macos: "/Library/Application Support/ClaudeCode" } as const;

/** Beside the organisation's own file, which stays as it is: the client reads all that lie here. */
const managedFile = "managed-settings.d/50-sheepdog.json";

/** Any of these can unload the guard, or switch it off for one repository. */
export const guardedPlaces: readonly string[] = [
  ...userFolders.flatMap((folder) => [`${folder}/settings.json`, `${folder}/settings.local.json`]),
  ...projectFiles,
  ...Object.values(managedFolders),
];

export const managedFiles: readonly string[] = Object.values(managedFolders).map((folder) => `${folder}/${managedFile}`);

/** In a project the guard goes into the file that is not shared: its line holds paths of this machine. */
export function filesAt(spot: Spot): readonly FilePlace[] {
  return [{ name: "settings", path: settingsAt(spot) }];
}

function settingsAt({ scope, home, project, variable, system }: Spot): string {
  switch (scope) {
    case "user":
      return `${userFolder(home, variable)}/settings.json`;
    case "project":
      return `${project}${projectFiles[1].slice(1)}`;
    case "managed":
      return `${managedFolders[system]}/${managedFile}`;
  }
}

export function userFolder(home: string, variable: Variable): string {
  const [named, usual] = userFolders;
  return variable(named.slice(1)) || `${home}${usual.slice(1)}`;
}

export function projectSettings(folder: string): readonly string[] {
  return projectFiles.map((file) => `${folder}${file.slice(1)}`);
}
