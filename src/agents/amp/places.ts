/** Where Amp looks for permissions, and where the program lies that it is told to ask. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

const userFolders = ["$XDG_CONFIG_HOME/amp", "~/.config/amp"] as const;
const projectFile = "./.amp/settings.json";
const managedFiles = ["/etc/ampcode/managed-settings.json", "/Library/Application Support/ampcode/managed-settings.json"] as const;

/** A program of this name stands beside the settings: a rule can name a program and no words for it. */
const delegate = "sheepdog-guard";

/** Any of these can unload the guard, or put a rule before ours; a plugin can answer a call before any rule is asked. */
export const guardedPlaces: readonly string[] = [
  ...userFolders.flatMap((folder) => [`${folder}/settings.json`, `${folder}/${delegate}`, `${folder}/plugins`]),
  projectFile,
  "./.amp/plugins",
  ...managedFiles,
];

/** The project's settings are shared with others, and the organisation's are its own. */
export function filesAt({ scope, home, variable }: Spot): readonly FilePlace[] {
  if (scope !== "user") return [];
  const folder = userFolder(home, variable);
  return [
    { name: "delegate", path: `${folder}/${delegate}`, executable: true },
    { name: "settings", path: `${folder}/settings.json` },
  ];
}

function userFolder(home: string, variable: Variable): string {
  const named = variable("XDG_CONFIG_HOME");
  return named === undefined || named === "" ? `${home}/.config/amp` : `${named}/amp`;
}

export function projectSettings(folder: string): readonly string[] {
  return [`${folder}${projectFile.slice(1)}`];
}
