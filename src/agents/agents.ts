/** Front door of the agents: what each product says to the hook, how the guard gets into it, and which of its files belong to the guard. */
import type { Adapter, Installer } from "./agent.ts";
import { claudeCode, claudeCodeGuardedPaths } from "./claude-code/claude-code.ts";
import { claudeCodeInstaller } from "./claude-code/install.ts";

export type {
  Adapter,
  Answer,
  Around,
  Canary,
  CanaryPlace,
  CanaryRun,
  Finding,
  GuardLine,
  Installer,
  Moment,
  Product,
  Ruling,
} from "./agent.ts";

export const adapters: readonly Adapter[] = [claudeCode];

export const installers: readonly Installer[] = [claudeCodeInstaller];

/**
 * Whoever may change these can unload the guard. `/…` is absolute, `~/…` lies in a home, `$NAME/…` in the folder that this variable
 * names, and nowhere while it is unset or empty. `./…` is meant in every project: any path that ends so counts, in whatever folder it
 * lies, because the folder of a call moves with `cd` and the next session may start anywhere.
 */
export const guardedPaths: readonly string[] = [...claudeCodeGuardedPaths];
