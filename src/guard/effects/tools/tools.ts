/** The table of tools whose effects are known. */
import type { Tool } from "../tool.ts";
import { canary } from "./canary.ts";
import { cat } from "./cat.ts";
import { chmod } from "./chmod.ts";
import { cp } from "./cp.ts";
import { curl } from "./curl.ts";
import { dd } from "./dd.ts";
import { echo } from "./echo.ts";
import { git } from "./git.ts";
import { interpreters } from "./interpreters.ts";
import { kubectl } from "./kubectl.ts";
import { mktemp } from "./mktemp.ts";
import { mv } from "./mv.ts";
import { rm } from "./rm.ts";
import { sed } from "./sed.ts";
import { truncate } from "./truncate.ts";
import { wget } from "./wget.ts";

const tools: readonly Tool[] = [canary, cat, chmod, cp, curl, dd, echo, git, interpreters, kubectl, mktemp, mv, rm, sed, truncate, wget];

const byName: ReadonlyMap<string, Tool> = new Map(tools.flatMap((tool) => tool.names.map((name) => [name, tool] as const)));

export function toolNamed(name: string): Tool | undefined {
  return byName.get(name);
}
