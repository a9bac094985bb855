/** Rehearsal: a few typical calls judged while the guard is built, so that the core learns what a call touches and lays it close together. */
import type { Adapter } from "../agents/agents.ts";
import { type Call, callVersion, seen, unseen, type World } from "../guard/guard.ts";
import { answerEnvelope, type HookPost } from "./hook.ts";
import { judgeLine } from "./judge.ts";
import { rehearsedStatements } from "./leaves/rehearsed.ts";

const commands = [
  "git status && npm test",
  "ls -la",
  "cat package.json | head -20; cd src && grep -rn 'name' .",
  "rm -rf node_modules > out.log 2>&1",
  'd=$(mktemp -d); rm -rf "$d"',
  "git push --force origin main",
  "git commit -m 'a message' && git push",
  "cp a b && chmod 644 b; curl -s http://localhost:8080/ > out",
];

const home = "/home/dev";
const places = { home, root: `${home}/.sheepdog` };

const writing: Call = {
  version: callVersion,
  act: { kind: "change", files: [{ path: `${home}/proj/src/index.ts`, change: "write", content: "export {};\n" }] },
  by: { agent: "none" },
  cwd: `${home}/proj`,
  home,
  mode: "read",
};

/** One command in each turn, the plainest first; says whether there is a further turn. Nothing of the machine that builds is looked at: a build is the same everywhere. */
export function rehearse(post: HookPost, adapters: readonly Adapter[], turn: number): boolean {
  const statements = rehearsedStatements(post.statements);
  const usual = { ...post, world: usualWorld, statements };
  const judging = { ...places, statements };
  const command = commands[turn];
  if (command === undefined) {
    judgeLine(JSON.stringify({ call: writing, full: true }), post.guard, { ...judging, world: usualWorld });
    return false;
  }
  const cwd = `${home}/proj`;
  for (const adapter of adapters) answerEnvelope(adapter, usual, { ...places, envelope: adapter.example(command, cwd), now: 0 });
  judgeLine(JSON.stringify({ command, cwd, full: true }), post.guard, { ...judging, world: usualWorld });
  return true;
}

const texts: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "proj", "scripts": { "test": "node --test", "build": "tsc -p . && node build.js" } }\n',
  HEAD: "ref: refs/heads/main\n",
  config: '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://example.com/proj.git\n[branch "main"]\n\tremote = origin\n',
};

function usualText(path: string): ReturnType<World["text"]> {
  const text = texts[path.slice(path.lastIndexOf("/") + 1)];
  return text === undefined ? unseen("odd") : seen({ text, whole: true });
}

/** Policies beside ours. */
const unusual = /\.rego$|^\/etc\/sheepdog$|\/\.sheepdog\/(policy|tools)$/;

/** Answers as a usual machine would, so that a rehearsal goes the ways that calls go: folders without links, and little to read in them. */
const usualWorld: World = {
  entry: (path) => seen({ kind: unusual.test(path) ? "absent" : "folder", bytes: 0, mode: 0o755, owner: 1000 }),
  resolved: (path) => seen(path),
  text: (path) => usualText(path),
  names: () => seen({ names: [], whole: true }),
  tree: () => seen({ files: 0, bytes: 0, whole: true }),
  tracked: () => seen(null),
  variable: () => seen(null),
  remembered: () => seen([]),
};
