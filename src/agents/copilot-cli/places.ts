/** Where GitHub Copilot CLI looks for hooks and settings. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

/** The user's: the first folder that leads somewhere, in the words of `guardedPaths`. */
const userFolders = ["$COPILOT_HOME", "~/.copilot"] as const;

/** Ours alone; the client reads every file that lies beside it, too. */
const hookFile = "hooks/sheepdog.json";

/** They switch all hooks off, say which folders are trusted, or bring hooks of their own that are asked beside the guard. */
const userFiles = ["settings.json", "config.json", "hooks", "installed-plugins"] as const;

/** In a folder that was trusted these count, and can switch off the hooks of the user as well; later ones win. */
const projectFiles = [
  "./.claude/settings.json",
  "./.claude/settings.local.json",
  "./.github/copilot/settings.json",
  "./.github/copilot/settings.local.json",
] as const;

/** Of whoever runs the machine. The client has no such folder on macOS. */
const managedFolder = "/etc/github-copilot";
const managedFile = `${managedFolder}/policy.d/sheepdog.json`;

/** The client runs the code that it has unpacked here. */
const unpacked = ["$XDG_CACHE_HOME/copilot/pkg", "~/.cache/copilot/pkg", "~/Library/Caches/copilot/pkg"] as const;

/** Any of these can unload the guard, or switch it off for one repository. */
export const guardedPlaces: readonly string[] = [
  ...userFolders.flatMap((folder) => userFiles.map((file) => `${folder}/${file}`)),
  ...projectFiles,
  "./.github/hooks",
  managedFolder,
  ...unpacked,
];

export const managedFiles: readonly string[] = [managedFile];

/**
 * A project has no place for the guard: its hooks run in trusted folders alone, and one that is not always asked is none.
 * The user's settings are looked at and never changed.
 */
export function filesAt({ scope, home, variable, system }: Spot): readonly FilePlace[] {
  const folder = userFolder(home, variable);
  switch (scope) {
    case "user":
      return [
        { name: "hooks", path: `${folder}/${hookFile}` },
        { name: "settings", path: `${folder}/settings.json` },
      ];
    case "project":
      return [];
    case "managed":
      return system === "linux" ? [{ name: "hooks", path: managedFile }] : [];
  }
}

export function userFolder(home: string, variable: Variable): string {
  const [named, usual] = userFolders;
  return variable(named.slice(1)) || `${home}${usual.slice(1)}`;
}

export function projectSettings(folder: string): readonly string[] {
  return projectFiles.map((file) => `${folder}${file.slice(1)}`);
}
