/** Rehearsal: a few typical calls judged while the guard is built, so that the core learns what a call touches and lays it close together. */
import type { Adapter } from "../agents/agents.ts";
import { type Call, callVersion, seen, unseen, type World } from "../guard/guard.ts";
import { answerEnvelope, type HookPost } from "./hook.ts";
import { judgeLine } from "./judge.ts";

const commands = [
  "ls -la",
  "git status && npm test",
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

/** Nothing of the machine that builds is looked at: a build is the same everywhere. */
export function rehearse(post: HookPost, adapters: readonly Adapter[]): void {
  const usual = { ...post, world: usualWorld };
  judgeLine(JSON.stringify({ call: writing, full: true }), post.guard, { ...places, world: usualWorld });
  for (const command of commands) {
    const cwd = `${home}/proj`;
    judgeLine(JSON.stringify({ command, cwd, full: true }), post.guard, { ...places, world: usualWorld });
    for (const adapter of adapters) answerEnvelope(adapter, usual, { ...places, envelope: adapter.example(command, cwd), now: 0 });
  }
}

/** Answers as a usual machine would, so that a rehearsal goes the ways that calls go: folders without links, and nothing to read in them. */
const usualWorld: World = {
  entry: () => seen({ kind: "folder", bytes: 0, mode: 0o755, owner: 1000 }),
  resolved: (path) => seen(path),
  text: () => unseen("odd"),
  names: () => seen({ names: [], whole: true }),
  tree: () => seen({ files: 0, bytes: 0, whole: true }),
  tracked: () => seen(null),
  variable: () => seen(null),
};
