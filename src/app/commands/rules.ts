/** `sheepdog rules`: the rules that count, one by one. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addRulesList } from "./rules-list.ts";
import { addRulesSet } from "./rules-set.ts";
import { addRulesShow } from "./rules-show.ts";

export function addRules(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const rules = program.command("rules").description("look at the rules that count here, and set one to another verdict");
  for (const add of [addRulesList, addRulesShow, addRulesSet]) add(rules, desk, end);
}
