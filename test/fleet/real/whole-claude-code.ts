/** Accounts of Claude Code as a person leaves them: signed in, and asked what the client asks at first. The login is a visible fake. */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { claudeCode } from "../../agents/clients.ts";
import { writeJson } from "./ground.ts";
import type { Team } from "./whole-fleet.ts";

export const wholeClaudeCode: Team = {
  program: claudeCode,
  word: "claude",
  // As root the client refuses to go without prompts unless told that it is alone on the machine.
  account: { kind: "subscription", variables: { IS_SANDBOX: "1" } },
  layOut,
};

function layOut(folder: string, { url }: { readonly url: string }): void {
  const claudeAiOauth = {
    accessToken: "sk-ant-oat01-FAKEFAKEFAKE",
    refreshToken: "sk-ant-ort01-FAKEFAKEFAKE",
    expiresAt: 4_102_444_800_000,
    scopes: ["user:inference", "user:profile"],
    subscriptionType: "max",
  };
  writeJson(join(folder, ".credentials.json"), { claudeAiOauth });
  chmodSync(join(folder, ".credentials.json"), 0o600);
  writeJson(join(folder, ".claude.json"), { hasCompletedOnboarding: true, theme: "dark", bypassPermissionsModeAccepted: true });
  const quiet = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", DISABLE_TELEMETRY: "1", DISABLE_ERROR_REPORTING: "1" };
  writeJson(join(folder, "settings.json"), { skipDangerousModePermissionPrompt: true, env: { ANTHROPIC_BASE_URL: url, ...quiet } });
}
