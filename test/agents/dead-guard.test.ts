/** A guard whose file is no program any more: what the real client makes of it in each form of our line. Every trial runs without a guard first. */
import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, olderClaudeCode } from "./clients.ts";
import { guardIn, settingsWith } from "./fake-guard.ts";
import { blocked, passed, type Place, type Trial } from "./trial.ts";

type Death = readonly [what: string, spoil: (guard: string) => void];

const deaths: readonly Death[] = [
  ["is empty", (guard) => truncateSync(guard, 0)],
  ["is all zeros", (guard) => writeFileSync(guard, Buffer.alloc(100_000))],
  ["is text of no interpreter", (guard) => writeFileSync(guard, "no guard\n")],
  ["is an image cut off in its head", (guard) => writeFileSync(guard, image.subarray(0, 60))],
  ["is an image cut off after its head", (guard) => writeFileSync(guard, image.subarray(0, 4_096))],
];

/** Any real one does: this is about how the client and the shell take the rest of it. */
const image = readFileSync("/bin/sh");

function dying(client: Client, spoil: (guard: string) => void, change = (settings: string) => settings): Trial {
  const settings = (place: Place): string => {
    const written = settingsWith("REFUSE", client)(place);
    spoil(guardIn(place));
    chmodSync(guardIn(place), 0o755);
    return change(written);
  };
  return { client, settings, turns: ({ project }) => [[use("Bash", { command: `touch '${project}/made'` })]] };
}

/** The line of older clients in the newer one: a settings file that was written before an update. */
const shellForm: Client = { ...claudeCode, version: olderClaudeCode.version };

for (const [client, form] of [
  [claudeCode, "called without a shell"],
  [shellForm, "called through a shell"],
  [olderClaudeCode, "called through a shell"],
] as const) {
  for (const [what, spoil] of deaths) {
    test(`${client.title} blocks when the guard, ${form}, ${what}`, { skip: client.skip }, async () => {
      await blocked(dying(client, spoil));
    });
  }
}

/** A shell runs an empty file as a script that ends well; this is why our line asks first whether there is anything in it. */
test(`${olderClaudeCode.title} lets a call through when an empty guard is called without asking`, { skip: olderClaudeCode.skip }, () =>
  passed(
    dying(
      olderClaudeCode,
      (guard) => truncateSync(guard, 0),
      (settings) => settings.replaceAll(/\[ -s .*? \] && /g, ""),
    ),
  ),
);

const bareScript = (guard: string): void => writeFileSync(guard, "exit 0\n");

/** Whoever can write such a file can write any guard; the shell's line cannot tell it from one, and the newer form blocks it. */
test(`${claudeCode.title} blocks a shell script without its first line, which older clients run`, { skip: claudeCode.skip }, async () => {
  await blocked(dying(claudeCode, bareScript));
  if (olderClaudeCode.skip === false) await passed(dying(olderClaudeCode, bareScript));
});
