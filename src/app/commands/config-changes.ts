/** `sheepdog config set` and `edit`: changes your settings, and never leaves a file behind that does not count. */
import type { Command } from "commander";
import { done, type Result } from "../../base/result.ts";
import { readTextIfThere, removeFile, runAttached, writeTextFile } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Root, rootIn } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { settingsFiles } from "../settings/settings-files.ts";
import type { End } from "./vault-options.ts";

export function addConfigChanges(config: Command, desk: Desk, end: End): void {
  config
    .command("set")
    .description("change one of your settings")
    .argument("<name>", "such as `ledger.keep`")
    .argument("<value>", "as it is written in the file")
    .action(async (name: string, value: string) => end(await set(desk, name, value)));
  config
    .command("edit")
    .description("open your settings in your editor; they count when they are well")
    .action(async () => end(await edit(desk)));
}

async function set(desk: Desk, name: string, value: string): Promise<ExitCode> {
  const { changeSetting } = await import("../settings/changing.ts");
  const { valueFrom } = await import("../settings/value-from.ts");
  const path = name.split(".");
  const changed = changeSetting(rootIn(desk.around.home), path, valueFrom(path, value));
  if (!changed.ok) return faulty(desk, changed.fault);
  desk.out(`${name}: ${value}\n`);
  return 0;
}

async function edit(desk: Desk): Promise<ExitCode> {
  const root = rootIn(desk.around.home);
  const draft = `${settingsFiles(root).user}.draft.yaml`;
  const begun = await beginDraft(root, draft);
  if (!begun.ok) return faulty(desk, begun.fault);
  const editor = desk.around.variable("VISUAL") ?? desk.around.variable("EDITOR") ?? "vi";
  const ran = await runAttached("/bin/sh", ["-c", `${editor} "$1"`, "sh", draft]);
  if (!ran.ok || ran.value !== 0) return faulty(desk, ran.ok ? ended(editor, draft) : ran.fault);
  const { changeSettings } = await import("../settings/changing.ts");
  const text = readTextIfThere(draft);
  const changed = text.ok ? changeSettings(root, () => done(text.value ?? "")) : text;
  if (!changed.ok) {
    const follows = `your settings are as they were; what you wrote is in \`${draft}\`, where \`sheepdog config edit\` goes on`;
    return faulty(desk, { ...changed.fault, follows });
  }
  const dropped = removeFile(draft);
  return dropped.ok ? 0 : faulty(desk, dropped.fault);
}

function ended(editor: string, draft: string): { readonly code: string; readonly what: string; readonly follows: string } {
  return {
    code: "settings.editor",
    what: `\`${editor}\` did not end well`,
    follows: `your settings are as they were; \`${draft}\` is kept`,
  };
}

/** A draft that did not count is gone on with. */
async function beginDraft(root: Root, draft: string): Promise<Result<void>> {
  const made = ensureOwnRoot(root);
  const left = made.ok ? readTextIfThere(draft) : made;
  if (!left.ok || left.value !== null) return left.ok ? done(undefined) : left;
  const current = readTextIfThere(settingsFiles(root).user);
  if (!current.ok) return current;
  const { annotatedSettings } = await import("../settings/annotated.ts");
  return writeTextFile(draft, current.value ?? annotatedSettings());
}
