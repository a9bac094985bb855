/** Front door of the agents: what each product says to the hook, how the guard gets into it, and which of its files belong to the guard. */
import type { Adapter, Installer } from "./agent.ts";
import { claudeCode, claudeCodeGuardedPaths } from "./claude-code/claude-code.ts";
import { claudeCodeInstaller } from "./claude-code/install.ts";

export type {
  Adapter,
  Answer,
  Canary,
  CanaryPlace,
  CanaryReply,
  CanaryRequest,
  CanaryRun,
  Finding,
  GuardLine,
  Installer,
  Moment,
  Ruling,
  Surroundings,
} from "./agent.ts";

export const adapters: readonly Adapter[] = [claudeCode];

export const installers: readonly Installer[] = [claudeCodeInstaller];

/** Whoever may change these can unload the guard: absolute, or in the home of the call. */
export const guardedPaths: readonly string[] = [...claudeCodeGuardedPaths];
