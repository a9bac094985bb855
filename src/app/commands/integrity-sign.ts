/** `sheepdog integrity init` and `sign`: what is there now becomes what counts. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import type { Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { keyApprover, signingKey } from "../integrity/key-approver.ts";
import { type Signed, signFiles } from "../integrity/signing.ts";
import { startingPoint } from "../integrity/starting-point.ts";
import { changeLine } from "../integrity/telling.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { type End, opened } from "./vault-options.ts";

type Options = Unlocking & { readonly project?: readonly string[]; readonly anew?: true };

export function addIntegritySign(integrity: Command, desk: Desk, end: End): void {
  projects(opened(integrity.command("init").description("sign the files for the first time, with a key in the vault")))
    .option("--anew", "although a list is there that cannot be trusted any more")
    .action(async (options: Options) => end(await init(desk, options)));
  projects(opened(integrity.command("sign").description("say yes to the files as they are now; look at `integrity diff` first")))
    .argument("[paths...]", "these alone, with all below them")
    .action(async (paths: readonly string[], options: Options) => end(await sign(desk, paths, options)));
}

function projects(command: Command): Command {
  return command.option("--project <folder...>", "look after the settings and instructions in this project, too");
}

async function init(desk: Desk, options: Options): Promise<ExitCode> {
  const start = startingPoint(desk.around, options.anew === true ? "anew" : "first");
  if (!start.ok) return faulty(desk, start.fault);
  const publicKey = await signingKey(desk, options);
  if (!publicKey.ok) return faulty(desk, publicKey.fault);
  const signing = { ...start.value, publicKey: publicKey.value, approver: keyApprover(desk, options), only: [] };
  return ended(desk, await signFiles(desk.around, { ...signing, projects: folders(desk, options.project ?? []) }));
}

async function sign(desk: Desk, paths: readonly string[], options: Options): Promise<ExitCode> {
  const start = startingPoint(desk.around, "next");
  if (!start.ok) return faulty(desk, start.fault);
  const known = [...new Set([...(start.value.before?.projects ?? []), ...folders(desk, options.project ?? [])])];
  const signing = { ...start.value, approver: keyApprover(desk, options), only: folders(desk, paths) };
  return ended(desk, await signFiles(desk.around, { ...signing, projects: known }));
}

function folders({ around }: Desk, words: readonly string[]): readonly string[] {
  return words.map((word) => absolutePath(word, around.cwd));
}

function ended(desk: Desk, signed: Result<Signed>): ExitCode {
  if (!signed.ok) return faulty(desk, signed.fault);
  const { manifest, changes, notKept } = signed.value;
  const page = pageOf(desk);
  if (manifest.counter > 1) for (const change of changes) page.line("signed", `${change.is} ${changeLine(change, page.path)}`);
  for (const path of notKept) page.line("not kept", `${page.path(path)}: too large; its hash is signed`);
  page.line("list", `number ${manifest.counter}, ${manifest.entries.length} files and folders`);
  return 0;
}
