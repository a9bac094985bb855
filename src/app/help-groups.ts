/** In which part of the help a command stands: what a newcomer needs first, and what belongs together. */
import type { Command } from "commander";

const groups: Readonly<Record<string, readonly string[]>> = {
  "Guard your agents:": ["init", "doctor", "run", "uninstall", "config"],
  "See what it does, and why:": ["explain", "replay", "log", "report", "judge", "hook"],
  "Rules and policies:": ["rules", "policy", "audit", "tools", "rego", "import"],
  "What you allow:": ["allow", "approve", "mode", "trust", "statements", "key", "terminal"],
  "Proof and secrets:": ["ledger", "integrity", "vault", "breaker"],
  "The daemon and the pool of agents:": ["up", "down", "restart", "status", "token", "task", "session", "account", "failover", "mcp"],
};

/** Groups follow each other as the first of their commands do. A command that is in none yet stands under a heading of its own. */
export function inHelpGroups(program: Command): Command {
  for (const command of program.commands) {
    const heading = Object.keys(groups).find((one) => groups[one]?.includes(command.name()) === true);
    command.helpGroup(heading ?? "And:");
  }
  return program;
}
