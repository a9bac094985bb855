/** `sheepdog config check`: whether the settings that hold here are well, and where not. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { settingsFiles, sourcesAt } from "../settings/settings-files.ts";
import type { End } from "./vault-options.ts";

export function addConfigCheck(config: Command, desk: Desk, end: End): void {
  config
    .command("check")
    .description("say whether the settings that hold here are well, and where not")
    .action(async () => end(await check(desk)));
}

async function check(desk: Desk): Promise<ExitCode> {
  const root = rootIn(desk.around.home);
  const sources = sourcesAt(root, desk.around.cwd);
  if (!sources.ok) return faulty(desk, sources.fault);
  const files = sources.value.filter(({ text }) => text !== null).map(({ file }) => `\`${file}\``);
  if (files.length === 0) {
    desk.out("nobody has set anything: all settings are what they usually are\n");
    return 0;
  }
  const { compile, compileNow } = await import("../settings/compiling.ts");
  const { flawText } = await import("../settings/flaw.ts");
  const { flaws } = compile(sources.value);
  for (const flaw of flaws) desk.out(`${flawText(flaw)}\n`);
  if (flaws.length > 0) return 1;
  const kept = compileNow(settingsFiles(root));
  if (!kept.ok) return faulty(desk, kept.fault);
  desk.out(`${files.join(" and ")}: well\n`);
  return 0;
}
