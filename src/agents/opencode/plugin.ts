/** The text of the plugin by which OpenCode calls the guard: it has no hooks that run commands. */
import type { GuardLine } from "../installer.ts";
import { product } from "./product.ts";

/** By its first line a plugin is known for ours, whatever somebody has made of the rest. */
export const pluginBegins =
  "// sheepdog asks the guard before every call; `sheepdog init` writes this file, and `sheepdog doctor` tells when it was changed.";

/** Milliseconds. The guard itself ends long before; passing them is a refusal. */
const patience = 60_000;

function guardWords({ root }: Pick<GuardLine, "root">): readonly string[] {
  return ["hook", product.name, ...(root === null ? [] : ["--root", root])];
}

/**
 * Only a guard that ends well and says nothing lets a call through; all else throws, and what a plugin throws is what the model hears.
 * It waits in the thread itself, so no other plugin can run in between, and then the arguments are frozen: a plugin that comes later
 * and changes them ends the call. Variables that decide what a program loads at its start are not handed on.
 */
export function pluginText(line: GuardLine): string {
  return `${pluginBegins}
import { spawnSync } from "node:child_process";

const guard = ${JSON.stringify(line.guard)};
const words = ${JSON.stringify(guardWords(line))};
const start = spawnSync;

const fixed = (value) => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(Object.freeze(value)).forEach(fixed);
  return value;
};

const ask = (moment) => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LD|DYLD)_/.test(name)));
  const run = { input: JSON.stringify(moment), cwd: "/", env, encoding: "utf8", timeout: ${patience}, killSignal: "SIGKILL" };
  const { error, status, signal, stdout, stderr } = start(guard, words, run);
  if (error === undefined && signal === null && status === 0 && stdout === "" && stderr === "") return;
  throw new Error(String(stderr ?? "").trim() || "sheepdog: guard unavailable");
};

const tell = (moment) => {
  try {
    ask(moment);
  } catch {
    // It is only told; nothing waits for what it says.
  }
};

export const Sheepdog = async ({ directory }) => {
  let servers = [];
  let shell = process.env.SHELL;
  return {
    config: async (config) => {
      servers = Object.keys(config.mcp ?? {});
      shell = config.shell ?? shell;
    },
    event: async ({ event: { type, properties } }) => {
      const session = properties?.sessionID ?? properties?.info?.id;
      if (type === "session.created" || type === "session.idle") tell({ event: type, session, directory });
    },
    "tool.execute.before": async ({ tool, sessionID: session, callID: call }, { args }) =>
      ask({ event: "tool.execute.before", session, call, directory, tool, args: fixed(args), servers, shell }),
    "tool.execute.after": async ({ tool, sessionID: session, callID: call }) =>
      tell({ event: "tool.execute.after", session, call, directory, tool }),
  };
};
`;
}
