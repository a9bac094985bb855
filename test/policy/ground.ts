/** A machine in memory with policies on it, and what the guard decides there: the same way as in the hook. */
import { createHash } from "node:crypto";
import { decided } from "../../src/app/deciding.ts";
import type { Pin, PinnedFile } from "../../src/app/leaves/pins.ts";
import { type Call, callVersion, type Decision } from "../../src/guard/guard.ts";
import { testGuard } from "../lib/bundled.ts";
import { below, home, homeFiles, project } from "../lib/home.ts";
import { type Files, memoryWorld } from "../lib/memory-world.ts";

export { home, project };

export const root = `${home}/.sheepdog`;
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
export const guard = testGuard();

/** Where each layer's file lies. */
export const layerFiles = {
  organisation: "/etc/sheepdog/policy/rules.rego",
  user: `${root}/policy/rules.rego`,
  repository: `${project}/.sheepdog.rego`,
  "repository of failsafe": `${project}/.failsafe.rego`,
} as const;

export type Machine = {
  readonly files: Files;
  readonly pins?: (file: PinnedFile) => Pin | undefined;
  readonly variables?: Readonly<Record<string, string>>;
};

export function decisionAt({ files, pins, variables }: Machine, command: string, changes: Partial<Call> = {}): Decision {
  const call: Call = {
    version: callVersion,
    act: { kind: "shell", command, dialect: "bash", background: false },
    by: { agent: "none", session: "s1" },
    cwd: project,
    home,
    mode: "read",
    ...changes,
  };
  const world = memoryWorld({ ...below(home, homeFiles), ...files }, variables);
  const outcome = decided(call, guard, { world, root, sha256, now: 1_790_000_000_000, ...(pins === undefined ? {} : { pins }) });
  if (!outcome.ok) throw new Error(outcome.fault.what);
  return outcome.value.decision;
}

export function rulesOf({ steps }: Decision): readonly string[] {
  return steps.map(({ rule }) => rule);
}
