/** The home that every corpus line and every example of a rule is judged in; `corpus/README.md` describes it. */
import type { Files } from "./memory-world.ts";

/** Paths below the home. */
export const homeFiles: Files = {
  ".bashrc": "# shell\n",
  ".ssh/id_ed25519": "not a key\n",
  ".claude/settings.json": "{}\n",
  ".kube/config": "current-context: staging\n",
  "work/notes.txt": "notes\n",
  "proj/.git/HEAD": "ref: refs/heads/main\n",
  "proj/package.json": '{"name":"proj"}\n',
  "proj/README.md": "# proj\n",
  "proj/src/index.ts": "export {};\n",
  "proj/dist/index.js": "\n",
  "proj/clean.sh": "rm -rf ~/work\n",
  "proj/build.sh": "echo building\n",
};

export const home = "/home/dev";
export const project = `${home}/proj`;

export function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
