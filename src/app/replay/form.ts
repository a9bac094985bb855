/** In which form something is written down: a product's transcript, a shell's history, or calls as `sheepdog judge` takes them. */
import { installers, type TranscriptCalls } from "../../agents/agents.ts";
import { readJson } from "../../base/json.ts";
import { nameOf } from "../../base/path.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { type Shell, shells } from "./history.ts";

export type Form =
  | { readonly is: "transcript"; readonly agent: string; readonly calls: TranscriptCalls }
  | { readonly is: "history"; readonly shell: Shell }
  | { readonly is: "calls" };

const transcripts: readonly Form[] = installers.flatMap(({ name, transcripts: told }) =>
  told?.calls === undefined ? [] : [{ is: "transcript", agent: name, calls: told.calls } as const],
);

const histories: readonly Form[] = shells.map((shell) => ({ is: "history", shell }));

const forms: readonly Form[] = [...transcripts, ...histories, { is: "calls" }];

export const formNames: readonly string[] = forms.map(nameOfForm);

export function nameOfForm(form: Form): string {
  switch (form.is) {
    case "transcript":
      return form.agent;
    case "history":
      return form.shell;
    case "calls":
      return "calls";
  }
}

export function formNamed(name: string): Form | undefined {
  return forms.find((form) => nameOfForm(form) === name);
}

/** What the first lines and the name of a file tell; undefined where they tell nothing. */
export function formOf(path: string, firstLines: readonly string[]): Form | undefined {
  for (const line of firstLines) {
    const json = readJson(line);
    const form = json.ok && isMembers(json.value) ? formOfLine(json.value) : undefined;
    if (form !== undefined) return form;
  }
  const shell = shells.find((one) => nameOf(path).includes(`${one}_history`));
  if (shell !== undefined) return { is: "history", shell };
  if (firstLines.some((line) => line.startsWith("- cmd: "))) return { is: "history", shell: "fish" };
  return firstLines.some((line) => /^: \d{9,11}:\d+;/.test(line)) ? { is: "history", shell: "zsh" } : undefined;
}

function formOfLine(line: Members): Form | undefined {
  if (typeof line["command"] === "string" || isMembers(line["call"])) return { is: "calls" };
  return transcripts.find((form) => form.is === "transcript" && form.calls.isLine(line));
}
