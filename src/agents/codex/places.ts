/** Where Codex CLI looks for hooks, for the trust in them, and for rules. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot, Variable } from "../installer.ts";

/** The first folder that leads somewhere, in the words of `guardedPaths`. */
const userFolders = ["$CODEX_HOME", "~/.codex"] as const;

const names = ["hooks.json", "config.toml", "rules", "managed_config.toml", "requirements.toml"] as const;

/** Those of a project count once a person trusts it. */
const projectFolder = "./.codex";

/** Of whoever runs the machine; they win over all others, and need no trust. */
const managedFolder = "/etc/codex";

/** Any of these can unload the guard, or take the trust in it away. */
export const guardedPlaces: readonly string[] = [
  ...[...userFolders, projectFolder].flatMap((folder) => names.map((name) => `${folder}/${name}`)),
  managedFolder,
];

export const managedFiles: readonly string[] = [`${managedFolder}/requirements.toml`];

/** Hooks first: the trust is in what they say. */
export function filesAt({ scope, home, project, variable, realPath }: Spot): readonly FilePlace[] {
  const folder = nameOfFolder(userFolder(home, variable), { variable, realPath });
  switch (scope) {
    case "user":
      return [
        { name: "hooks", path: `${folder}/hooks.json` },
        { name: "trust", path: `${folder}/config.toml` },
      ];
    // Trust in a project's hooks is the person's own: a project cannot give it to itself.
    case "project":
      return [
        { name: "hooks", path: `${project}${projectFolder.slice(1)}/hooks.json` },
        { name: "trust", path: `${folder}/config.toml` },
      ];
    case "managed":
      return [{ name: "requirements", path: `${managedFolder}/requirements.toml` }];
  }
}

/** The trust is by the name of the hooks, and the client takes a folder that the variable names by the name that it really has. */
function nameOfFolder(folder: string, { variable, realPath }: Pick<Spot, "variable" | "realPath">): string {
  return variable(userFolders[0].slice(1)) ? realPath(folder) : folder;
}

export function userFolder(home: string, variable: Variable): string {
  const [named, usual] = userFolders;
  return variable(named.slice(1)) || `${home}${usual.slice(1)}`;
}

export function projectSettings(folder: string): readonly string[] {
  return ["config.toml", "hooks.json"].map((name) => `${folder}${projectFolder.slice(1)}/${name}`);
}
