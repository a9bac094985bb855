/** `sheepdog explain COMMAND`: what the guard would do, which rule says so and where, and what to do instead. */
import { type Command, Option } from "commander";
import { absolutePath } from "../../base/path.ts";
import { askGuard } from "../asking.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { explanation } from "../explanation.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { signedNow } from "../leaves/signed-now.ts";
import { keepRecord, takeAgain } from "../recorded.ts";
import { ruleTrace } from "../tracing.ts";

type Options = {
  readonly json?: true;
  readonly facts?: true;
  readonly record?: string;
  readonly replay?: string;
  readonly cwd?: string;
  readonly mode: string;
  readonly trace?: string;
};

export function addExplain(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("explain")
    .description("say what the guard would do with a command, and why")
    .argument("[command...]", "the command, in quotes")
    .option("--cwd <folder>", "judge it as if it ran in this folder")
    .addOption(new Option("--mode <mode>", "may infrastructure be changed").choices(["read", "write"]).default("read"))
    .option("--json", "print the whole decision as JSON")
    .addOption(new Option("--trace <rule>", "say of each statement of this rule whether it held, and why not").conflicts("json"))
    .addOption(new Option("--facts", "print what rules see of it, as JSON, for whoever writes one").conflicts(["json", "trace"]))
    .option("--record <file>", "keep the call, what the machine answered, and the decision that the rules come to")
    .option("--replay <file>", "take a recorded decision again and compare")
    .action(async (words: readonly string[], options: Options) => {
      end(options.replay === undefined ? await explain(desk, words.join(" "), options) : await replay(desk, options.replay));
    });
}

async function explain(desk: Desk, command: string, options: Options): Promise<ExitCode> {
  const todo = "write it in quotes: sheepdog explain 'rm -rf build'";
  if (command === "") return faulty(desk, { code: "explain.nothing", what: "there is no command to explain", todo });
  const { cwd, home } = desk.around;
  const root = rootIn(home).folder;
  const place = absolutePath(options.cwd ?? ".", cwd);
  const answer = await askGuard(desk, {
    id: 0,
    command,
    cwd: place,
    home,
    root,
    mode: options.mode,
    // A recorded decision is taken again from its record alone, so it is one without anything that was signed.
    ...(options.record === undefined ? signedNow() : {}),
    full: true,
    record: true,
    facts: options.trace !== undefined || options.facts === true,
  });
  if (!answer.ok) return faulty(desk, answer.fault);
  const { decision = null, facts = null } = answer.value;
  if (options.facts === true) desk.out(`${JSON.stringify(facts, null, 2)}\n`);
  else desk.out(options.json === true ? `${JSON.stringify(decision, null, 2)}\n` : explanation(decision, command));
  if (options.trace !== undefined) {
    const trace = ruleTrace(desk, { rule: options.trace, cwd: place, facts });
    if (!trace.ok) return faulty(desk, trace.fault);
    desk.out(`\n${trace.value}`);
  }
  if (options.record === undefined) return 0;
  const kept = keepRecord(options.record, root, answer.value);
  return kept.ok ? 0 : faulty(desk, kept.fault);
}

async function replay(desk: Desk, file: string): Promise<ExitCode> {
  const taken = await takeAgain(desk, file);
  if (!taken.ok) return faulty(desk, taken.fault);
  const { same, decision } = taken.value;
  desk.out(`${same ? "the same decision again" : "a different decision"}:\n${explanation(decision, file)}`);
  return same ? 0 : 1;
}
