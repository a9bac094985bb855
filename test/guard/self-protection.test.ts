/** Every place that belongs to the guard, by every route: what changes it is denied, what reads it is not the guard's business. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { guardedPaths } from "../../src/agents/agents.ts";
import { type Act, callVersion, decide, type Site } from "../../src/guard/guard.ts";
import { testGuard } from "../lib/bundled.ts";
import { below, home, homeFiles, project } from "../lib/home.ts";
import { memoryWorld } from "../lib/memory-world.ts";

const guard = testGuard();
const own = [
  "~/.sheepdog",
  "~/.sheepdog/guard",
  "~/.sheepdog/policy/team.rego",
  "/etc/sheepdog/policy.rego",
  "/run/user/1000/sheepdog/control",
];
const variables = Object.fromEntries(
  guardedPaths.flatMap((path) => /^\$(\w+)/.exec(path)?.[1] ?? []).map((name) => [name, `/srv/${name.toLowerCase()}`]),
);
const site: Site = { world: memoryWorld(below(home, homeFiles), variables), root: `${home}/.sheepdog` };

/** Where such a place lies in this home and project. */
function placeOf(path: string): string {
  const [, name = "", rest = ""] = /^\$(\w+)(.*)$/.exec(path) ?? [];
  if (name !== "") return variables[name] + rest;
  return path.replace(/^~/, home).replace(/^\./, project);
}

function stepsOn(act: Act): readonly string[] {
  const decision = decide({ version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "write" }, guard, site);
  assert.ok(decision.ok);
  return decision.value.steps.map(({ verdict, rule }) => `${verdict} ${rule}`);
}

const shell = (command: string): Act => ({ kind: "shell", command, dialect: "bash", background: false });

const changing: Readonly<Record<string, (path: string) => Act>> = {
  "a file tool writes it": (path) => ({ kind: "change", files: [{ path, change: "write", content: "" }] }),
  "a file tool deletes it": (path) => ({ kind: "change", files: [{ path, change: "delete" }] }),
  "a file tool moves it away": (path) => ({ kind: "change", files: [{ path, change: "move", to: "/tmp/x" }] }),
  "a file tool moves something over it": (path) => ({ kind: "change", files: [{ path: "/tmp/x", change: "move", to: path }] }),
  "a server's tool writes it": (path) => ({ kind: "mcp", server: "fs", tool: "write_file", input: { path, content: "" } }),
  "a server's tool runs a shell": (path) => ({ kind: "mcp", server: "sh", tool: "run", input: { command: `rm -rf '${path}'` } }),
  rm: (path) => shell(`rm -rf "${path}"`),
  "a redirect": (path) => shell(`echo x > '${path}'`),
  "a copy over it": (path) => shell(`cp /bin/true "${path}"`),
  "a move": (path) => shell(`mv '${path}' /tmp/x`),
  "a link in its place": (path) => shell(`ln -sfn /tmp/x '${path}'`),
  "a second name": (path) => shell(`ln '${path}' x`),
  "its rights": (path) => shell(`chmod 000 '${path}'`),
  "a mount": (path) => shell(`mount --bind /tmp/x '${path}'`),
  code: (path) => shell(`python3 -c 'import os; os.remove("${path}")'`),
  "a variable": (path) => shell(`p='${path}'; rm "$p"`),
  "from within": (path) => shell(`cd "$(dirname '${path}')" && rm -rf "$(basename '${path}')"`),
};

const looking: Readonly<Record<string, (path: string) => Act>> = {
  "a file tool": (path) => ({ kind: "read", paths: [path] }),
  "a server's tool": (path) => ({ kind: "mcp", server: "fs", tool: "read_file", input: { path } }),
  cat: (path) => shell(`cat '${path}'`),
  "a copy of it": (path) => shell(`cp '${path}' /tmp/x`),
  ls: (path) => shell(`ls -la '${path}'`),
};

const places = [...own, ...guardedPaths];

for (const [route, act] of Object.entries(changing))
  test(`none of ${places.length} places is changed by ${route}`, () => {
    const open = places.filter((place) => !stepsOn(act(placeOf(place))).includes("deny guard.own"));
    assert.deepEqual(open, []);
  });

for (const [route, act] of Object.entries(looking))
  test(`each of them may be read by ${route}`, () => {
    const shut = places.filter((place) => stepsOn(act(placeOf(place))).some((step) => step.includes("guard.")));
    assert.deepEqual(shut, []);
  });

test("whatever protects the guard is denied, and stands under its name", () => {
  const rules = guard.layers.flatMap((layer) => layer.rules).filter(({ id }) => id.startsWith("guard."));
  assert.deepEqual(
    rules.map(({ id, verdict }) => `${verdict} ${id}`),
    ["deny guard.canary", "deny guard.own", "deny guard.child"],
  );
});
