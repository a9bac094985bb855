/** Claude Code, as the hook meets it: its envelope read, its answer written. */
import type { Adapter } from "../agent.ts";
import { answer, lastWords } from "./answer.ts";
import { readEnvelope } from "./envelope.ts";

export const claudeCode: Adapter = { name: "claude-code", title: "Claude Code", readEnvelope, answer, lastWords };

/** The settings that load the guard, at every level outside a project. */
export const claudeCodeGuardedPaths: readonly string[] = ["~/.claude/settings.json", "~/.claude/settings.local.json", "/etc/claude-code"];
