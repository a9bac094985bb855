/** The table of tools: who is found under which name. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import type { Tool } from "../describing/tool.ts";
import { toolNamed } from "./tools.ts";

const folder = new URL("./", import.meta.url);
const subjects = readdirSync(folder).filter((name) => !name.includes("."));

const loaded = await Promise.all(
  subjects.map(async (subject) => {
    const module = (await import(`./${subject}/${subject}.ts`)) as Readonly<Record<string, readonly Tool[]>>;
    return { subject, tools: Object.values(module).flat() };
  }),
);

test("no program stands in two tables, where one would hide the other", () => {
  const places = new Map<string, string[]>();
  for (const { subject, tools } of loaded)
    for (const name of tools.flatMap(({ names }) => names)) places.set(name, [...(places.get(name) ?? []), subject]);
  const doubled = [...places].filter(([, where]) => where.length > 1).map(([name, where]) => `${name}: ${where.join(", ")}`);
  assert.deepEqual(doubled, []);
});

test("every tool of every subject is found by its names", () => {
  const lost = loaded.flatMap(({ tools }) => tools.flatMap((tool) => tool.names.filter((name) => toolNamed(name) !== tool)));
  assert.deepEqual(lost, []);
});
