/** `sheepdog trust list`, `check` and `diff`: what is signed, and whether what lies there is it. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { shortId } from "../statements/key-places.ts";
import { aboutText } from "../statements/statement-words.ts";
import { trustLook } from "../statements/trust-look.ts";
import { trusts } from "../statements/trusting.ts";

export function addTrustReads(trust: Command, desk: Desk, end: (code: ExitCode) => void): void {
  trust
    .command("list")
    .description("show what is signed")
    .option("--json", "as JSON")
    .action((options: { readonly json?: true }) => end(list(desk, options.json === true)));
  for (const [name, what] of [
    ["check", "say whether the policy here is signed as it is now"],
    ["diff", "show what changed since it was signed"],
  ] as const)
    trust
      .command(name)
      .description(`${what}; 1 where it is not`)
      .argument("[path]", "the policy, or a folder")
      .action((path: string | undefined) => end(check(desk, path, name === "diff")));
}

function list(desk: Desk, json: boolean): ExitCode {
  const all = trusts(desk);
  if (!all.ok) return faulty(desk, all.fault);
  if (json) desk.out(`${JSON.stringify({ version: 1, trusts: all.value }, null, 2)}\n`);
  else for (const { id, about } of all.value) pageOf(desk).line(shortId(id), aboutText(about));
  if (!json && all.value.length === 0) desk.out("no repository is trusted\n");
  return 0;
}

function check(desk: Desk, path: string | undefined, withChange: boolean): ExitCode {
  const seen = trustLook(desk, path);
  if (!seen.ok) return faulty(desk, seen.fault);
  for (const { file, state, change } of seen.value) {
    if (withChange) desk.out(change);
    else pageOf(desk).line(state.is, pageOf(desk).path(file.path));
  }
  return seen.value.every(({ state }) => state.is === "trusted") ? 0 : 1;
}
