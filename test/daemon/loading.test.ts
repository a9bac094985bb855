/** What commands load when they start holds none of the daemon's libraries, and the frozen guard none at all: only who needs them pays for them. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** Packages that a file loads by what stands in plain sight; types are no loading, and `import()` is later. */
function packagesFrom(entry: string): ReadonlySet<string> {
  const [seen, packages, open] = [new Set<string>(), new Set<string>(), [join(source, entry)]];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, clause = "", from = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export)\s([^"';]*?)\s?from "([^"]+)";/gm)) {
      const names = clause
        .replace(/[{}]/g, "")
        .split(",")
        .filter((name) => name.trim() !== "");
      if (clause.startsWith("type ") || (names.length > 0 && names.every((name) => name.trim().startsWith("type ")))) continue;
      if (!from.startsWith(".")) packages.add(from);
      else if (existsSync(join(dirname(file), from))) open.push(join(dirname(file), from));
    }
  }
  assert.ok(seen.size > 50, `${seen.size} files were followed from ${entry}`);
  return packages;
}

const heavy = /^(?:hono|@hono\/.*|zod|yaml|@logtape\/.*|prom-client|@modelcontextprotocol\/.*|age-encryption)(?:\/|$)/;

for (const entry of ["app/entry/cli.ts", "app/entry/guard.native.ts"])
  test(`${entry} loads none of them`, () => {
    assert.deepEqual(
      [...packagesFrom(entry)].filter((name) => heavy.test(name)),
      [],
    );
  });

test("the daemon does: the search finds what it is looking for", () => {
  const found = [...packagesFrom("app/daemon/daemon.ts")];
  for (const name of ["@hono/zod-openapi", "zod", "yaml", "prom-client", "@logtape/logtape"]) assert.ok(found.includes(name), name);
});
