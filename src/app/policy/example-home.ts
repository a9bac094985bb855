/** The home that the examples of rules are judged in: a project in git, a few files beside it, and things that nobody should touch. Below the home. */

export const exampleHome: Readonly<Record<string, string>> = {
  ".bashrc": "# shell\n",
  ".ssh/id_ed25519": "not a key\n",
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
