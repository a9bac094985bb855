/** Guards that do one thing, right or wrong, to see what the real client makes of it. */
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { adapters, type GuardLine, type SettingsFile, type Spot } from "../../src/agents/agents.ts";
import { nodeCrypto } from "../../src/hosts/node/node.ts";
import type { Client } from "./clients.ts";
import { installerOf, type Place, spotIn, write } from "./trial.ts";

export const reason = "sheepdog blocked this: it is a test [test.rule]. Instead: do nothing";

/** What the real guard of this product writes when it refuses, in files beside the script that says it. */
function refusalOf(client: Client): { readonly stdout: string; readonly stderr: string } {
  const adapter = adapters.find((one) => one.name === client.name);
  if (adapter === undefined) throw new Error(`\`${client.name}\` has no adapter`);
  return adapter.lastWords(reason);
}

/** Shell text that says the refusal in full; the word REFUSE in a script stands for it. */
const refuse = 'cat "$here/answer"; cat "$here/reason" >&2; exit 2';

export type Fault = "absent" | "not executable";

/** Puts a guard that runs `script` into the place and gives the files that call it. */
export function filesWith(script: string, client: Client): (place: Place) => readonly SettingsFile[] {
  return (place) => {
    const line = lineIn(place, client);
    const { stdout, stderr } = refusalOf(client);
    write(join(rootIn(place), "answer"), stdout);
    write(join(rootIn(place), "reason"), stderr);
    write(line.guard, `#!/bin/sh\nhere=\${0%/*}\n${script.replaceAll("REFUSE", `{ ${refuse}; }`)}\n`, 0o755);
    return installed(line, { client, place });
  };
}

/** The same for a product that has one file: its text. */
export function settingsWith(script: string, client: Client): (place: Place) => string {
  return (place) => textOf(filesWith(script, client)(place));
}

/** Files that call a guard which cannot be started. */
export function filesWithout(fault: Fault, client: Client): (place: Place) => readonly SettingsFile[] {
  return (place) => {
    const files = filesWith("exit 0", client)(place);
    if (fault === "absent") rmSync(guardIn(place));
    else chmodSync(guardIn(place), 0o644);
    return files;
  };
}

export function guardIn(place: Place): string {
  return join(rootIn(place), "guard");
}

function rootIn(place: Place): string {
  return join(place.home, ".sheep dog's");
}

export function lineIn(place: Place, client: Client): GuardLine {
  const { version: clientVersion } = client;
  return {
    guard: guardIn(place),
    root: rootIn(place),
    clientVersion,
    scope: "user",
    sha256: nodeCrypto.sha256,
    unforeseen: "0".repeat(32),
  };
}

type Where = { readonly client: Client; readonly place: Place; readonly variable?: Spot["variable"] };

/** The user's files with the guard in them; what every run needs stands in them already and stays. */
export function installed(line: GuardLine, { client, place, variable = () => undefined }: Where): readonly SettingsFile[] {
  const installer = installerOf(client);
  const files = installer
    .files({ ...spotIn(place), variable })
    .map((file) => ({ ...file, text: existsSync(file.path) ? readFileSync(file.path, "utf8") : null }));
  const result = installer.install(files, line);
  if (!result.ok) throw new Error(`the guard could not be put into the settings: ${JSON.stringify(result)}`);
  return result.value;
}

export function textOf(files: readonly SettingsFile[]): string {
  const [only, ...others] = files;
  if (others.length > 0 || only === undefined || only.text === null) throw new Error("this product has more than one file");
  return only.text;
}
