/** Which paths belong to the guard, wherever the places lie for a call. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryWorld } from "../../../../test/lib/memory-world.ts";
import { seen, type World } from "../../world.ts";
import { guardedHere, guardedPlaces } from "./guarded.ts";

const declared = [
  "~/.sheepdog",
  "/run/*/door",
  "~/.tool/hooks.json",
  "./.tool/hooks.json",
  "/etc/tool",
  "$TOOL_HOME/hooks.json",
  "/etc/tool",
];
const there = memoryWorld({ "/home/dev/.tool/hooks.json": "{}", "/data/p/.tool/hooks.json": "{}" });
const links: Readonly<Record<string, string>> = { "/home/dev/.tool/hooks.json": "/home/dev/dotfiles/hooks.json" };
const world: World = {
  ...there,
  resolved: (path) => seen(links[path] ?? path),
  variable: (name) => seen(name === "TOOL_HOME" ? "/opt/tool/../conf" : null),
};
const bases = { homes: ["/home/dev"], projects: ["/data/p"], further: ["/srv/root"] };
const guarded = guardedHere(guardedPlaces(declared), bases, world);

const owned = (path: string) => test(`\`${path}\` belongs to the guard`, () => assert.ok(guarded.owns(path)));
const free = (path: string) => test(`\`${path}\` does not`, () => assert.ok(!guarded.owns(path)));
const above = (path: string) => test(`something of the guard lies below \`${path}\``, () => assert.ok(guarded.liesBelow(path)));
const clear = (path: string) => test(`nothing of it lies below \`${path}\``, () => assert.ok(!guarded.liesBelow(path)));

owned("/home/dev/.sheepdog");
owned("/home/dev/.sheepdog/ledger/records");
owned("/home/dev/.tool/hooks.json");
owned("/home/dev/dotfiles/hooks.json");
owned("/data/p/.tool/hooks.json");
owned("/elsewhere/deep/.tool/hooks.json");
owned("/etc/tool/x");
owned("/opt/conf/hooks.json");
owned("/srv/root/guard");
owned("/run/1000/door");
owned("/run/7/door/x");

free("/home/dev/.sheepdogs");
free("/home/dev/.tool/notes.json");
free("/home/dev/dotfiles");
free("/home/other/.sheepdog");
free("/etc/toolbox");
free("/opt/tool/hooks.json");
free("/srv");
free("/run/1/2/door");
free("/run/1000/doors");

above("/home");
above("/home/dev");
above("/home/dev/.tool");
above("/data");
above("/data/p/.tool");
above("/etc");
above("/opt/conf");
above("/srv");
above("/home/dev/dotfiles");

clear("/home/dev/.config");
clear("/home/dev/.tool/hooks.json");
clear("/elsewhere/.tool");
clear("/usr");

test("a pattern is held against all of them", () =>
  assert.ok(["/home/dev/.sheepdog", "/data/p/.tool/hooks.json", "/etc/tool", "/srv/root"].every((place) => guarded.all().includes(place))));

test("a home at the root of the machine has its own", () => {
  const rooted = guardedHere(guardedPlaces(declared), { homes: ["/"], projects: [], further: [] }, there);
  assert.ok(rooted.owns("/.sheepdog/x"));
  assert.ok(!rooted.owns("/sheepdog"));
});

test("where a folder cannot be listed each place is asked for", () => {
  const unlisted: World = { ...world, names: () => ({ known: false, why: "denied" }) };
  assert.ok(guardedHere(guardedPlaces(declared), bases, unlisted).owns("/home/dev/dotfiles/hooks.json"));
});
