/** The bundled guard, compiled here and now from `policies/`, for tests that decide in this process. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { bundledGuard } from "../../src/app/bundled.ts";
import type { StatementHost } from "../../src/app/leaves/statements-at-hand.ts";
import { type Call, callVersion, decide, type Decision, type Guard, type Site } from "../../src/guard/guard.ts";
import { below, home, homeFiles, project } from "./home.ts";
import { type Files, memoryWorld } from "./memory-world.ts";

const folder = new URL("../../policies/", import.meta.url);

export function testGuard(): Guard {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".rego"))
    .sort();
  return bundledGuard(
    names.map((name) => ({ file: `policies/${name}`, text: readFileSync(new URL(name, folder), "utf8") })),
    "test",
  );
}

export function shellCall(command: string, changes: Partial<Call> = {}): Call {
  return {
    version: callVersion,
    act: { kind: "shell", command, dialect: "bash", background: false },
    by: { agent: "none" },
    cwd: project,
    home,
    mode: "write",
    ...changes,
  };
}

/** Nobody has signed anything, and nothing can be claimed. */
export const noStatements: StatementHost = {
  verifier: { sha256: (text) => createHash("sha256").update(text).digest("hex"), isSigned: () => false },
  pane: () => null,
  newest: () => 0,
  marked: () => [],
  claim: () => false,
};

export const testSite: Site = siteWith({});

/** The home that all tests share, with some more files in it. */
function siteWith(files: Files): Site {
  return { world: memoryWorld(below(home, { ...homeFiles, ...files })), root: `${home}/.sheepdog` };
}

export function decisionOn(command: string, guard: Guard, files: Files = {}): Decision {
  const outcome = decide(shellCall(command), guard, Object.keys(files).length === 0 ? testSite : siteWith(files));
  if (!outcome.ok) throw new Error(outcome.fault.what);
  return outcome.value;
}
