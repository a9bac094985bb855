/** `sheepdog allow`: an exception to a rule, signed by a person: for one command or all, here or in a session, once or for a while. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import type { Result } from "../../base/result.ts";
import { realPath } from "../../hosts/node/node.ts";
import { isApprovalId, type Where } from "../../proof/statements/statements.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { grantCall } from "../statements/approvals.ts";
import { exceptionsFor } from "../statements/exceptions.ts";
import { makeStatements } from "../statements/making.ts";
import { askDevice } from "../statements/signing-elsewhere.ts";
import type { KeyChoice } from "../statements/signer.ts";
import type { Sentence } from "../statements/statement-words.ts";
import { durationOption, endAfter, showSigned, signing } from "./statement-options.ts";

type Options = KeyChoice & {
  readonly once?: true;
  readonly for?: number;
  readonly here?: true;
  readonly anywhere?: true;
  readonly session?: string;
  readonly askDevice?: string;
};

const usualMs = 3_600_000;

export function addAllow(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  signing(program.command("allow").description("let something pass that a rule stops: once, in this folder, unless you say otherwise"))
    .argument("<rule>", "the rule, or the eight letters of a blocked call")
    .argument("[command...]", "behind `--`: only what this command would do")
    .option("--once", "one call, within an hour or the time of --for")
    .option("--for <time>", "every such call for so long: `15m`, `8h`", durationOption)
    .option("--here", "in this folder and below, which is what is meant unless you say otherwise")
    .option("--anywhere", "in every folder")
    .option("--session <id>", "in this session of an agent alone, wherever it works")
    .option("--ask-device <file>", "write down what is to be signed, for a key on another device")
    .action(async (rule: string, command: readonly string[], options: Options) => end(await allow(desk, rule, { command, ...options })));
}

async function allow(desk: Desk, rule: string, options: Options & { readonly command: readonly string[] }): Promise<ExitCode> {
  if (isApprovalId(rule)) return ended(desk, await grantCall(desk, rule, options));
  const once = options.once === true || options.for === undefined;
  const sentences = await exceptionsFor(desk, {
    rule,
    command: options.command.length === 0 ? undefined : options.command.join(" "),
    where: whereOf(desk, options),
    once,
    until: endAfter(options.for ?? usualMs),
  });
  if (!sentences.ok) return faulty(desk, sentences.fault);
  if (options.askDevice !== undefined) return asked(desk, sentences.value, options);
  return ended(desk, await makeStatements(desk, { sentences: sentences.value }, options));
}

function whereOf(desk: Desk, { here, anywhere, session }: Options): Where {
  const isHere = here === true || (anywhere !== true && session === undefined);
  return { ...(session === undefined ? {} : { session }), ...(isHere ? { folder: realPath(desk.around.cwd) } : {}) };
}

function asked(desk: Desk, sentences: readonly Sentence[], { askDevice: named = "", key }: Options): ExitCode {
  const file = absolutePath(named, desk.around.cwd);
  const written = askDevice(desk, { sentences }, { file, key });
  if (!written.ok) return faulty(desk, written.fault);
  pageOf(desk).line("next", `on the device: \`sheepdog statements sign ${file}\`; here: \`sheepdog statements accept ${file}.signed\``);
  return 0;
}

function ended(desk: Desk, made: Result<Parameters<typeof showSigned>[1]>): ExitCode {
  if (!made.ok) return faulty(desk, made.fault);
  showSigned(desk, made.value);
  return 0;
}
