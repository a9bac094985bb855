/** Where Factory Droid looks for hooks. The installer, the doctor and the guard read the same lists. */
import type { FilePlace, Spot } from "../installer.ts";

const userFolder = "~/.factory";
const projectFolder = "./.factory";

/** If the first is there, hooks in the second are not read; later files of a project are its own and not shared. */
const files = [
  { name: "hooks", file: "hooks.json" },
  { name: "settings", file: "settings.json" },
] as const;
const others = ["settings.local.json", "hooks/hooks.json"] as const;

/** Any of these can unload the guard, or bring hooks that are asked beside it. */
export const guardedPlaces: readonly string[] = [userFolder, projectFolder].flatMap((folder) =>
  [...files.map(({ file }) => file), ...others].map((file) => `${folder}/${file}`),
);

/** Hooks of an organisation come from its own service, so there is no managed file; those of a project are shared with others. */
export function filesAt({ scope, home }: Spot): readonly FilePlace[] {
  return scope === "user" ? files.map(({ name, file }) => ({ name, path: `${home}${userFolder.slice(1)}/${file}` })) : [];
}

export function projectSettings(folder: string): readonly string[] {
  return ["settings.json", "settings.local.json", "hooks.json"].map((file) => `${folder}${projectFolder.slice(1)}/${file}`);
}
