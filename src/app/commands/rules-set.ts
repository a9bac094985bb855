/** `sheepdog rules set`: a rule milder than it comes, everywhere, until it is taken back. Stricter needs no key: write a rule. */
import { Argument, type Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { liftingFault } from "../statements/exceptions.ts";
import { liveStatements, takeBack } from "../statements/keeping.ts";
import { makeStatements } from "../statements/making.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { durationOption, endAfter, showSigned, signing } from "./statement-options.ts";

type Options = KeyChoice & { readonly for?: number };
type Wanted = "off" | "warn" | "ask" | "default";

export function addRulesSet(rules: Command, desk: Desk, end: (code: ExitCode) => void): void {
  signing(rules.command("set").description("make a rule milder, signed by your key; `default` takes that back"))
    .argument("<rule>", "the rule")
    .addArgument(new Argument("<verdict>", "what becomes of calls against it").choices(["off", "warn", "ask", "default"]))
    .option("--for <time>", "for so long: `8h`, `7d`; until you take it back otherwise", durationOption)
    .action(async (rule: string, wanted: Wanted, options: Options) => end(await setRule(desk, { rule, wanted }, options)));
}

type Setting = { readonly rule: string; readonly wanted: Wanted };

/** What was set before goes: the last word counts, and never an older and milder one beside it. */
async function setRule(desk: Desk, { rule, wanted }: Setting, options: Options): Promise<ExitCode> {
  const fault = liftingFault(rule);
  if (fault !== undefined) return faulty(desk, fault);
  const live = liveStatements(desk);
  if (!live.ok) return faulty(desk, live.fault);
  const before = live.value.filter(({ about }) => about.is === "setting" && about.rule === rule);
  if (wanted !== "default") {
    const until = options.for === undefined ? null : endAfter(options.for);
    const made = await makeStatements(
      desk,
      { sentences: [{ about: { is: "setting", rule, verdict: wanted }, where: {}, once: false, until }] },
      options,
    );
    if (!made.ok) return faulty(desk, made.fault);
    showSigned(desk, made.value);
  }
  const taken = takeBack(desk, before);
  if (!taken.ok) return faulty(desk, taken.fault);
  if (wanted === "default") desk.out(`${rule} counts as it comes\n`);
  return 0;
}
