/** Where Gemini CLI looks for settings. The installer, the doctor and the guard read the same lists, so that no two of them mean different files. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

/** The home that the client goes by, in the words of `guardedPaths`: the first that leads somewhere. */
const homes = ["$GEMINI_CLI_HOME", "~"] as const;

const folder = ".gemini";

/** What stands in them decides which hooks run, with which variables, and which folders are trusted to say so, too. */
const userFiles = ["settings.json", ".env", "trustedFolders.json", "extensions"] as const;
const projectFiles = ["settings.json", ".env"] as const;

/** Of whoever runs the machine; they win over all others. */
const managedFolders = { linux: "/etc/gemini-cli", macos: "/Library/Application Support/GeminiCli" } as const;

/** Any of these can unload the guard, or switch it off for one repository. */
export const guardedPlaces: readonly string[] = [
  ...homes.flatMap((home) => userFiles.map((file) => `${home}/${folder}/${file}`)),
  ...projectFiles.map((file) => `./${folder}/${file}`),
  ...Object.values(managedFolders),
];

export const managedFiles: readonly string[] = Object.values(managedFolders).map((place) => `${place}/settings.json`);

export function filesAt(spot: Spot): readonly FilePlace[] {
  return [{ name: "settings", path: settingsAt(spot) }];
}

function settingsAt({ scope, home, project, variable, system }: Spot): string {
  switch (scope) {
    case "user":
      return `${userFolder(home, variable)}/settings.json`;
    case "project":
      return `${project}/${folder}/settings.json`;
    case "managed":
      return `${managedFolders[system]}/settings.json`;
  }
}

export function userFolder(home: string, variable: Variable): string {
  return `${variable(homes[0].slice(1)) || home}/${folder}`;
}

export function projectSettings(project: string): readonly string[] {
  return [`${project}/${folder}/settings.json`];
}
