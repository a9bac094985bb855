/** Which test belongs to which suite. A test that is placed nowhere special is a unit test. */
import { existsSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

export type Suite = "unit" | "tidy" | "corpus" | "end-to-end" | "agents" | "fleet" | "oracle" | "elsewhere";

const suites: Readonly<Record<string, Suite>> = {
  "test/tidy/": "tidy",
  "test/corpus/": "corpus",
  "test/guard/": "corpus",
  // Whole programs, seconds each.
  "test/native/": "end-to-end",
  "test/app/": "end-to-end",
  "test/setup/": "end-to-end",
  "test/proof/": "end-to-end",
  "test/daemon/": "end-to-end",
  "test/statements/": "end-to-end",
  "test/policy/": "end-to-end",
  "test/fleet/drivers/": "end-to-end",
  "test/fleet/store/": "end-to-end",
  "test/fleet/doors/": "end-to-end",
  // OPA's answers to policies made at random.
  "test/rego/differential/": "oracle",
  // Real clients and full sizes have commands of their own.
  "test/agents/": "agents",
  // Thousands of simulated minutes.
  "test/fleet/simulation/": "end-to-end",
  "test/fleet/real/": "fleet",
  "test/full/": "elsewhere",
};

export function suiteOf(path: string): Suite {
  const folder = Object.keys(suites).find((prefix) => path.startsWith(prefix));
  return (folder === undefined ? undefined : suites[folder]) ?? "unit";
}

/** Paths from the root of the repository, sorted. */
export function testFiles(root: string, ...wanted: readonly Suite[]): readonly string[] {
  const all = ["src", "test"].flatMap((folder) => filesBelow(root, folder));
  return all.filter((path) => path.endsWith(".test.ts") && wanted.includes(suiteOf(path))).sort();
}

function filesBelow(root: string, folder: string): readonly string[] {
  const whole = join(root, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path.split(sep).join("/")}`);
}
