/** Where OpenCode looks for plugins and settings. The installer, the doctor and the guard read the same lists, so that no two of them mean different files. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

/** The user's: the first folder that leads somewhere, in the words of `guardedPaths`. */
const userFolders = ["$XDG_CONFIG_HOME/opencode", "~/.config/opencode"] as const;

/** It reads these folders, too, whatever the first says. */
const moreFolders = ["$OPENCODE_CONFIG_DIR", "~/.opencode", "./.opencode"] as const;

/** What lies in these the client loads as it starts, and asks nobody. */
const codeFolders = ["plugin", "plugins", "tool", "tools"] as const;

/** Code in them runs inside the client, settings name more of it, and the shell that commands are given to. */
const loaded = ["opencode.json", "opencode.jsonc", "config.json", ...codeFolders] as const;

const projectFiles = ["./opencode.json", "./opencode.jsonc"] as const;

/** Of whoever runs the machine; they win over all others. */
const managedFolders = { linux: "/etc/opencode", macos: "/Library/Application Support/opencode" } as const;

const pluginFile = "sheepdog.js";

/** Any of these can unload the guard, or act behind its back. */
export const guardedPlaces: readonly string[] = [
  ...[...userFolders, ...moreFolders].flatMap((folder) => loaded.map((file) => `${folder}/${file}`)),
  ...projectFiles,
  ...Object.values(managedFolders),
];

export const managedFiles: readonly string[] = Object.values(managedFolders).map((folder) => `${folder}/${pluginFile}`);

/** In the client's own folders a plugin is found by itself; the managed folder holds settings alone, so they have to name it. */
export function filesAt({ scope, home, project, variable, system }: Spot): readonly FilePlace[] {
  switch (scope) {
    case "user":
      return [{ name: "plugin", path: `${userFolder(home, variable)}/plugins/${pluginFile}` }];
    case "project":
      return [{ name: "plugin", path: `${project}/.opencode/plugins/${pluginFile}` }];
    case "managed":
      return [
        { name: "plugin", path: `${managedFolders[system]}/${pluginFile}` },
        { name: "settings", path: `${managedFolders[system]}/opencode.json` },
      ];
  }
}

function userFolder(home: string, variable: Variable): string {
  const named = variable("XDG_CONFIG_HOME");
  return named ? `${named}/opencode` : `${home}${userFolders[1].slice(1)}`;
}

export function projectSettings(folder: string): readonly string[] {
  const files = [...projectFiles, "./.opencode/opencode.json", "./.opencode/opencode.jsonc"];
  return files.map((file) => `${folder}${file.slice(1)}`);
}

export function projectCode(folder: string): readonly string[] {
  return codeFolders.map((name) => `${folder}/.opencode/${name}`);
}
