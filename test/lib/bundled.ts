/** The bundled guard, compiled here and now from `policies/`, for tests that decide in this process. */
import { readdirSync, readFileSync } from "node:fs";
import { bundledGuard } from "../../src/app/bundled.ts";
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

function shellCall(command: string, changes: Partial<Call> = {}): Call {
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
