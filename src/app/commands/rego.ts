/** `sheepdog rego`: tools for people who write policies. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addRegoCheck } from "./rego-check.ts";
import { addRegoEval } from "./rego-eval.ts";
import { addRegoFmt } from "./rego-fmt.ts";
import { addRegoParse } from "./rego-parse.ts";
import { addRegoTest } from "./rego-test.ts";

export function addRego(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const rego = program.command("rego").description("evaluate, test, check, format and parse policies");
  for (const add of [addRegoEval, addRegoTest, addRegoCheck, addRegoFmt, addRegoParse]) add(rego, desk, end);
}
