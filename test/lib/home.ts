/** The home that every corpus line and every example of a rule is judged in; `corpus/README.md` describes it. */
import { exampleHome } from "../../src/app/policy/example-home.ts";
import type { Files } from "./memory-world.ts";

/** Paths below the home. */
export const homeFiles: Files = { ...exampleHome, ".claude/settings.json": "{}\n" };

export const home = "/home/dev";
export const project = `${home}/proj`;

export function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
