/** Where Claude Code looks for settings. The installer, the doctor and the guard read the same lists, so that no two of them mean different files. */

/** The user's: the first folder that leads somewhere, in the words of `guardedPaths`. */
const userFolders = ["$CLAUDE_CONFIG_DIR", "~/.claude"] as const;

/** The project's own, below the folder that a session starts in; the later ones win. */
const projectFiles = ["./.claude/settings.json", "./.claude/settings.local.json"] as const;

/** Of whoever runs the machine; they win over all others. */
const managedFolders = ["/etc/claude-code", "/Library/Application Support/ClaudeCode"] as const;

/** Any of these can unload the guard, or switch it off for one repository. */
export const guardedPlaces: readonly string[] = [
  ...userFolders.flatMap((folder) => [`${folder}/settings.json`, `${folder}/settings.local.json`]),
  ...projectFiles,
  ...managedFolders,
];

export function userSettings(home: string, variable: (name: string) => string | undefined): string {
  const [named, usual] = userFolders;
  return `${variable(named.slice(1)) || `${home}${usual.slice(1)}`}/settings.json`;
}

export function projectSettings(folder: string): readonly string[] {
  return projectFiles.map((file) => `${folder}${file.slice(1)}`);
}
