/** `sheepdog statements`: everything that people have signed, what it is worth now, and the end of it. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { shortId } from "../statements/key-places.ts";
import { type Judged, type Kept, keptStatements, standingText, takeBack } from "../statements/keeping.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { acceptSigned, signElsewhere } from "../statements/signing-elsewhere.ts";
import { statementLines } from "../statements/statement-words.ts";
import { showSigned, signing } from "./statement-options.ts";

type End = (code: ExitCode) => void;

export function addStatements(program: Command, desk: Desk, end: End): void {
  const statements = program.command("statements").description("everything that you have signed");
  statements
    .command("list")
    .description("show what is signed, and what it is worth now")
    .option("--json", "as JSON")
    .action((options: { readonly json?: true }) => end(list(desk, options.json === true)));
  statements
    .command("revoke")
    .description("take statements back; it counts at once and takes no key")
    .argument("<ids...>", "by the start of their ids, or `all`")
    .action((ids: readonly string[]) => end(revoke(desk, ids)));
  signing(statements.command("sign").description("on another device: sign what a machine asks for, after you have read it"))
    .argument("<file>", "what the machine wrote with `--ask-device FILE`")
    .action(async (file: string, options: KeyChoice) => {
      const signed = await signElsewhere(desk, absolutePath(file, desk.around.cwd), options);
      if (signed.ok) pageOf(desk).line("signed", `${signed.value}; take it to the machine: \`sheepdog statements accept FILE\``);
      end(signed.ok ? 0 : faulty(desk, signed.fault));
    });
  statements
    .command("accept")
    .description("keep what another device has signed")
    .argument("<file>")
    .action((file: string) => {
      const accepted = acceptSigned(desk, absolutePath(file, desk.around.cwd));
      if (accepted.ok) showSigned(desk, accepted.value);
      end(accepted.ok ? 0 : faulty(desk, accepted.fault));
    });
}

function list(desk: Desk, json: boolean): ExitCode {
  const kept = keptStatements(desk);
  if (!kept.ok) return faulty(desk, kept.fault);
  const { judged, lines } = kept.value;
  if (json) desk.out(listedText(kept.value));
  else for (const one of judged) show(desk, one);
  if (!json && judged.length === 0) desk.out("nothing is signed\n");
  for (const number of lines.damaged) desk.err(`sheepdog: line ${number} of the statements is damaged; it counts for nothing\n`);
  if (lines.isTooLarge) desk.err("sheepdog: the file of statements is too large; nothing in it counts\n");
  return lines.damaged.length > 0 || lines.isTooLarge ? 1 : 0;
}

function listedText({ judged, lines }: Kept): string {
  const statements = judged.map(({ signed, standing }) => ({ ...signed.statement, standing }));
  return `${JSON.stringify({ version: 1, statements, damaged: lines.damaged, isTooLarge: lines.isTooLarge }, null, 2)}
`;
}

function show(desk: Desk, { signed: { statement }, standing }: Judged): void {
  const lines = [...statementLines(statement), `signed by ${shortId(statement.by)}; ${standingText(standing)}`];
  lines.forEach((line, at) => pageOf(desk).line(at === 0 ? shortId(statement.id) : "", line));
}

function revoke(desk: Desk, ids: readonly string[]): ExitCode {
  const kept = keptStatements(desk);
  if (!kept.ok) return faulty(desk, kept.fault);
  const all = kept.value.judged.map(({ signed }) => signed.statement);
  const missing = ids.find((id) => id !== "all" && !all.some((one) => one.id.startsWith(id)));
  if (missing !== undefined) return faulty(desk, { code: "statement.unknown", what: `no statement begins with \`${missing}\`` });
  const meant = all.filter(({ id }) => ids.includes("all") || ids.some((start) => id.startsWith(start)));
  const taken = takeBack(desk, meant);
  if (!taken.ok) return faulty(desk, taken.fault);
  for (const { id } of meant) pageOf(desk).line("taken back", id);
  return 0;
}
