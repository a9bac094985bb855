/** Places with policies in them, for the rows that say what layers cost: a root whose policy is built, and a project that has its own. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { storedLayer } from "../../../src/app/policy/stored-layer.ts";
import type { BenchGround } from "./ground.ts";
import { policyOf } from "./many-rules.ts";

/** Beside the usual root, with a ledger of its own. */
export function rootWithPolicy({ guard, root }: BenchGround, lines: number): string {
  const place = join(dirname(root), `root-${lines}`);
  mkdirSync(join(place, "ledger"), { recursive: true, mode: 0o700 });
  mkdirSync(join(place, "policy"), { mode: 0o700 });
  const sources = policyOf(lines).map(({ text }, index) => ({ file: join(place, "policy", `p${index}.rego`), text }));
  for (const { file, text } of sources) writeFileSync(file, text);
  const build = execFileSync(guard, ["version"], { encoding: "utf8" }).trim();
  const stored = storedLayer(sources, { hash: (text) => createHash("sha256").update(text).digest("hex"), build });
  if (stored === undefined) throw new Error("the policy of the bench does not compile");
  writeFileSync(join(place, "policy", "built"), stored);
  return place;
}

/** Beside the usual project. */
export function projectWithPolicy({ home, project }: BenchGround, lines: number): string {
  const place = join(home, `proj-${lines}`);
  execFileSync("cp", ["-R", project, place]);
  writeFileSync(join(place, ".sheepdog.rego"), policyOf(lines)[0]?.text ?? "");
  return place;
}
