/** A guard that hands one call back in another form, in the words of the product's own adapter. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { adapters, type SettingsFile } from "../../src/agents/agents.ts";
import { type Act, callVersion } from "../../src/guard/guard.ts";
import { bareDecision } from "../lib/bare-decision.ts";
import type { Client } from "./clients.ts";
import { filesWith, lineIn } from "./fake-guard.ts";
import { type Place, write } from "./trial.ts";

/** `input` is what the client gives the guard, `command` what it gets back. */
type Form = { readonly client: Client; readonly input: { readonly command: string }; readonly command: string };

/** The files that call it; calls of other tools, and notices, it lets pass. `spoil` changes the answer on its way. */
export function exchangingGuard(place: Place, form: Form, spoil: (answer: string) => string = (answer) => answer): readonly SettingsFile[] {
  const script = `case $(cat) in *PreToolUse*touch*asked*|*toolArgs*touch*asked*) cat "$here/changed";; esac`;
  const files = filesWith(script, form.client)(place);
  write(join(lineIn(place, form.client).root ?? "", "changed"), spoil(answerIn(place, form)));
  return files;
}

function answerIn({ home, project }: Place, { client, input, command }: Form): string {
  const adapter = adapters.find(({ name }) => name === client.name);
  const by = { agent: client.name };
  const call = { version: callVersion, act: shell(input.command), by, cwd: project, home, mode: "read" } as const;
  const decision = bareDecision(call, "allow", { rewritten: shell(command) });
  const answer = adapter?.answer({ at: "before-call", call, input }, { decision, wording: "" });
  assert.ok(answer?.exit === 0 && answer.stdout !== "", JSON.stringify(answer));
  return answer.stdout;
}

function shell(command: string): Act {
  return { kind: "shell", command, dialect: "bash", background: false };
}
