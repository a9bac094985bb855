/** Front door of the agents: what each product says to the hook, how the guard gets into it, and which of its files belong to the guard. */
import type { Adapter, StatusLine } from "./agent.ts";
import type { Runnable } from "./account-rules.ts";
import { amp, ampGuardedPaths } from "./amp/amp.ts";
import { ampInstaller } from "./amp/install.ts";
import { accounts as claudeCodeAccounts } from "./claude-code/accounts.ts";
import { claudeCode, claudeCodeGuardedPaths } from "./claude-code/claude-code.ts";
import { claudeCodeInstaller } from "./claude-code/install.ts";
import { claudeCodeStatusLine } from "./claude-code/status-line.ts";
import { running as claudeCodeRunning } from "./claude-code/running.ts";
import { cline, clineGuardedPaths } from "./cline/cline.ts";
import { clineInstaller } from "./cline/install.ts";
import { accounts as codexAccounts } from "./codex/accounts.ts";
import { codex, codexGuardedPaths } from "./codex/codex.ts";
import { codexInstaller } from "./codex/install.ts";
import { running as codexRunning } from "./codex/running.ts";
import { copilotCli, copilotCliGuardedPaths } from "./copilot-cli/copilot-cli.ts";
import { copilotCliInstaller } from "./copilot-cli/install.ts";
import { cursor, cursorGuardedPaths } from "./cursor/cursor.ts";
import { cursorInstaller } from "./cursor/install.ts";
import { droid, droidGuardedPaths } from "./droid/droid.ts";
import { droidInstaller } from "./droid/install.ts";
import { geminiCli, geminiCliGuardedPaths } from "./gemini-cli/gemini-cli.ts";
import { geminiCliInstaller } from "./gemini-cli/install.ts";
import { generic } from "./generic/generic.ts";
import type { Installer } from "./installer.ts";
import { opencodeInstaller } from "./opencode/install.ts";
import { opencode, opencodeGuardedPaths } from "./opencode/opencode.ts";
import { windsurfInstaller } from "./windsurf/install.ts";
import { windsurf, windsurfGuardedPaths } from "./windsurf/windsurf.ts";

export type { AccountKind, AccountRules, AccountSeen, Runnable } from "./account-rules.ts";
export type { Adapter, Answer, Around, BeforeCall, ConfigChange, Moment, Notice, Product, Ruling, Said } from "./agent.ts";
export type {
  Canary,
  CanaryPlace,
  CanaryRun,
  FilePlace,
  Finding,
  GuardLine,
  HookLine,
  Installer,
  Launch,
  LaunchPlace,
  Scope,
  SettingsFile,
  Spot,
  ToldCall,
  TranscriptCalls,
  Transcripts,
  Variable,
} from "./installer.ts";

export { agentPrograms } from "./agent-programs.ts";
export { failsafeSessionMember, type Predecessor, predecessors } from "./predecessors.ts";
export { type SteeringPath, steeringPaths } from "./steering-paths.ts";
export { tokenCategories } from "./token-categories.ts";

export const statusLines: readonly StatusLine[] = [claudeCodeStatusLine];

export const adapters: readonly Adapter[] = [
  claudeCode,
  codex,
  copilotCli,
  geminiCli,
  opencode,
  amp,
  cline,
  cursor,
  droid,
  windsurf,
  generic,
];

export const installers: readonly Installer[] = [
  claudeCodeInstaller,
  codexInstaller,
  copilotCliInstaller,
  geminiCliInstaller,
  opencodeInstaller,
  ampInstaller,
  clineInstaller,
  cursorInstaller,
  droidInstaller,
  windsurfInstaller,
];

/** The products that the fleet can run. */
export const runnables: readonly Runnable[] = [
  { client: claudeCodeRunning, accounts: claudeCodeAccounts },
  { client: codexRunning, accounts: codexAccounts },
];

/**
 * Whoever may change these can unload the guard. `/…` is absolute, `~/…` lies in a home, `$NAME/…` in the folder that this variable
 * names, and nowhere while it is unset or empty. `./…` is meant in every project: any path that ends so counts, in whatever folder it
 * lies, because the folder of a call moves with `cd` and the next session may start anywhere.
 */
export const guardedPaths: readonly string[] = [
  ...claudeCodeGuardedPaths,
  ...codexGuardedPaths,
  ...copilotCliGuardedPaths,
  ...geminiCliGuardedPaths,
  ...opencodeGuardedPaths,
  ...ampGuardedPaths,
  ...clineGuardedPaths,
  ...cursorGuardedPaths,
  ...droidGuardedPaths,
  ...windsurfGuardedPaths,
];
