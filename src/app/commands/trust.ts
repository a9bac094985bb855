/** `sheepdog trust`: what a repository's policy loosens counts once a person has signed just that content. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { realPath } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { takeBack } from "../statements/keeping.ts";
import { makeStatements } from "../statements/making.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { aboutText } from "../statements/statement-words.ts";
import { type LookedAt, trustLook } from "../statements/trust-look.ts";
import { keepSigned, trustIn, trusts, trustsBelow } from "../statements/trusting.ts";
import { showSigned, signing } from "./statement-options.ts";
import { addTrustReads } from "./trust-reads.ts";

type End = (code: ExitCode) => void;
type Options = KeyChoice & { readonly rules?: readonly string[]; readonly beside?: true };

export function addTrust(program: Command, desk: Desk, end: End): void {
  const trust = program.command("trust").description("sign what the policy of a repository loosens, as it is now");
  signing(trust.command("add").description("sign the policy here, after it was shown; an edit is shown as a diff"))
    .argument("[path]", "the policy, or a folder")
    .option("--rules <rule...>", "only what it loosens of these rules")
    .option("--beside", "what was signed of it before counts as well, such as on another branch")
    .action(async (path: string | undefined, options: Options) => end(await add(desk, path, options)));
  trust
    .command("remove")
    .description("take back what was signed for a repository; it takes no key")
    .argument("[path]", "the policy, or a folder")
    .action((path: string | undefined) => end(remove(desk, path)));
  addTrustReads(trust, desk, end);
}

async function add(desk: Desk, path: string | undefined, { rules, beside, ...choice }: Options): Promise<ExitCode> {
  const seen = trustLook(desk, path);
  if (!seen.ok) return faulty(desk, seen.fault);
  const fresh = seen.value.filter(({ state }) => state.is !== "trusted");
  if (fresh.length === 0) desk.out("it is signed as it is now\n");
  if (fresh.length === 0) return 0;
  for (const { change } of fresh) desk.out(change);
  const made = await makeStatements(desk, { sentences: fresh.map(({ file }) => trustIn(file, rules)) }, choice);
  if (!made.ok) return faulty(desk, made.fault);
  const settled = settle(desk, fresh, beside === true);
  if (!settled.ok) return faulty(desk, settled.fault);
  showSigned(desk, made.value);
  return 0;
}

/** What was signed of a file before no longer counts, unless both are meant: an agent could put the older one back. */
function settle(desk: Desk, fresh: readonly LookedAt[], beside: boolean): Result<void> {
  for (const { file } of fresh) {
    const kept = keepSigned(desk, file);
    if (!kept.ok) return kept;
  }
  const older = fresh.flatMap(({ state }) => (state.is === "changed" ? state.signed : []));
  return beside || older.length === 0 ? done(undefined) : takeBack(desk, older);
}

function remove(desk: Desk, path: string | undefined): ExitCode {
  const all = trusts(desk);
  if (!all.ok) return faulty(desk, all.fault);
  const meant = trustsBelow(all.value, realPath(absolutePath(path ?? ".", desk.around.cwd)));
  const taken = takeBack(desk, meant);
  if (!taken.ok) return faulty(desk, taken.fault);
  for (const { about } of meant) pageOf(desk).line("taken back", aboutText(about));
  if (meant.length === 0) desk.out("nothing is signed for it\n");
  return meant.length === 0 ? 1 : 0;
}
