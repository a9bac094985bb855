/** Where paths lie, and what patterns and links lead to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryWorld } from "../../../../test/lib/memory-world.ts";
import { seen, type World } from "../../world.ts";
import { literal, unknownValue } from "../../shell/value.ts";
import { type Ground, groundAt } from "./ground.ts";
import { guardedHere, guardedPlaces } from "./guarded.ts";
import { pathTarget, scopeOf } from "./targets.ts";

const world = memoryWorld({ "/home/dev/.claude/settings.json": "{}" });
const guardedAt = (further: readonly string[], seenBy: World = world) => {
  const bases = { homes: ["/home/dev"], projects: [], further };
  return () => guardedHere(guardedPlaces([]), bases, seenBy);
};
const own = ["/home/dev/.sheepdog", "/home/dev/.claude/settings.json"];
const ground: Ground = groundAt({
  home: "/home/dev",
  project: "/home/dev/proj",
  guarded: guardedAt(own),
  world,
});

const lies = (path: string, scope: string) => test(`${path} lies in ${scope}`, () => assert.equal(scopeOf(path, ground), scope));

lies("/", "root");
lies("/home", "root");
lies("/home/dev", "home");
lies("/home/dev/.sheepdog/ledger", "guard");
lies("/home/dev/.claude", "guard");
lies("/home/dev/.claude/settings.json", "guard");
lies("/home/dev/.claude/todo.md", "settings");
lies("/home/dev/.ssh/id", "settings");
lies("/home/dev/.cache/pip", "temp");
lies("/home/dev/notes", "below-home");
lies("/home/dev/proj", "project");
lies("/home/dev/proj/src", "below-project");
lies("/home/dev/proj/.git", "repository");
lies("/home/dev/project", "below-home");
lies("/home/other", "elsewhere");
lies("/tmp/x", "temp");
lies("/dev/sda", "device");
lies("/dev/null", "temp");
lies("/etc/hosts", "system");
lies("/data", "elsewhere");

test("a project below /tmp is still a project, and a home there a home", () => {
  const there = groundAt({ ...ground, home: "/tmp/h", project: "/tmp/h/p" });
  assert.deepEqual(
    ["/tmp", "/tmp/h", "/tmp/h/p", "/tmp/h/p/x", "/tmp/x"].map((path) => scopeOf(path, there)),
    ["root", "home", "project", "below-project", "temp"],
  );
});

const place = { ground, cwd: literal("/home/dev/proj") };
const names = (pattern: string, name: string) =>
  test(`the pattern ${pattern} takes ${name}`, () =>
    assert.equal(pathTarget({ ...literal(pattern), glob: true }, place, "itself").name, name));

names("*", "/home/dev/proj");
names("./*", "/home/dev/proj");
names("/*", "/");
names("~x/*", "/home/dev/proj/~x");
names("*.o", "/home/dev/proj/*.o");
names("/home/*/x", "/home/*/x");

test("a write goes where a link leads, and the worse of both places counts", () => {
  const linked = { ...ground, world: { ...world, resolved: (path: string) => seen(path.replace("/home/dev/proj/link", "/etc")) } };
  const target = pathTarget(literal("link/passwd"), { ...place, ground: linked }, "through");
  assert.deepEqual(target, { name: "/etc/passwd", scope: "system", known: true, nature: "access" });
});

test("a relative path in a folder that nobody knows is not known", () => {
  assert.equal(pathTarget(literal("x"), { ground, cwd: unknownValue("$PWD") }, "itself").known, false);
  assert.equal(pathTarget(literal("/etc"), { ground, cwd: unknownValue("$PWD") }, "itself").known, true);
});

const links: Readonly<Record<string, string>> = {
  "/home/dev/.claude": "/home/dev/dotfiles/claude",
  "/home/dev/proj": "/data/proj",
  "/home/dev/.claude/settings.json": "/home/dev/dotfiles/claude/settings.json",
};

function throughLinks(path: string): string {
  const link = Object.keys(links).find((one) => path === one || path.startsWith(`${one}/`));
  return link === undefined ? path : links[link] + path.slice(link.length);
}

const linkedWorld = { ...world, resolved: (path: string) => seen(throughLinks(path)) };
const linkedPlace = { ...place, ground: groundAt({ ...ground, guarded: guardedAt(own, linkedWorld), world: linkedWorld }) };
const leads = (path: string, scope: string) =>
  test(`with links ${path} lies in ${scope}`, () => assert.equal(pathTarget(literal(path), linkedPlace, "through").scope, scope));

leads("node_modules", "below-project");
leads("/data/proj/src", "below-project");
leads("/data/other", "elsewhere");
leads("/home/dev/dotfiles/claude/settings.json", "guard");
leads("/home/dev/dotfiles/bashrc", "below-home");

const patternLies = (pattern: string, scope: string) =>
  test(`the pattern ${pattern} is about ${scope}`, () =>
    assert.equal(pathTarget({ ...literal(pattern), glob: true }, place, "itself").scope, scope));

patternLies("/h*", "root");
patternLies("/home/d?v", "home");
patternLies("/home/dev/.cl*", "guard");
patternLies("/home/dev/.sheep*/ledger", "guard");
patternLies("/home/dev/w*", "below-home");
patternLies(`/home/dev/${"*a".repeat(40)}`, "below-home");

test("a folder that is reached by a link to everything does not make everything a project", () => {
  const wide = groundAt({ ...ground, world: { ...world, resolved: (path: string) => seen(path === "/home/dev/proj" ? "/" : path) } });
  assert.equal(scopeOf("/opt/x", wide), "system");
  assert.equal(scopeOf("/data", wide), "elsewhere");
});

test("the folder that a call starts in is not guarded for the sake of the settings in it", () => {
  const below = groundAt({ ...ground, guarded: guardedAt(["/home/dev/proj/sub/.claude/settings.json"]), start: "/home/dev/proj/sub" });
  assert.deepEqual(
    ["/home/dev/proj/sub", "/home/dev/proj/sub/.claude"].map((path) => scopeOf(path, below)),
    ["below-project", "guard"],
  );
});
