/** Guards that do one thing, right or wrong, to see what the real client makes of it. */
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { adapters, installers } from "../../src/agents/agents.ts";
import type { GuardLine } from "../../src/agents/agent.ts";
import type { Client } from "./clients.ts";
import { type Place, write } from "./trial.ts";

export const reason = "sheepdog blocked this: it is a test [test.rule]. Instead: do nothing";

const installer = installers.find((one) => one.name === "claude-code");
const adapter = adapters.find((one) => one.name === "claude-code");

/** What the real guard writes when it refuses, in a file beside the script that says it. */
const answer = adapter?.lastWords(reason) ?? { stdout: "", stderr: "", exit: 2 };

/** Shell text that says the refusal in full; the word REFUSE in a script stands for it. */
const refuse = 'cat "$here/answer"; cat "$here/reason" >&2; exit 2';

export type Fault = "absent" | "not executable";

/** Puts a guard that runs `script` into the place and gives the settings that call it. */
export function settingsWith(script: string, client: Client): (place: Place) => string {
  return (place) => {
    const line = lineIn(place, client);
    write(join(line.root, "answer"), answer.stdout);
    write(join(line.root, "reason"), answer.stderr);
    write(line.guard, `#!/bin/sh\nhere=\${0%/*}\n${script.replaceAll("REFUSE", `{ ${refuse}; }`)}\n`, 0o755);
    return installed(line);
  };
}

/** Settings that call a guard which cannot be started. */
export function settingsWithout(fault: Fault, client: Client): (place: Place) => string {
  return (place) => {
    const settings = settingsWith("exit 0", client)(place);
    if (fault === "absent") rmSync(guardIn(place));
    else chmodSync(guardIn(place), 0o644);
    return settings;
  };
}

export function guardIn(place: Place): string {
  return join(rootIn(place), "guard");
}

function rootIn(place: Place): string {
  return join(place.home, ".sheep dog's");
}

function lineIn(place: Place, client: Client): GuardLine {
  return { guard: guardIn(place), root: rootIn(place), clientVersion: client.version };
}

export function installed(line: GuardLine): string {
  const result = installer?.install(null, line);
  if (result?.ok !== true) throw new Error(`the guard could not be put into the settings: ${JSON.stringify(result)}`);
  return result.value;
}
