/** `sheepdog explain COMMAND`: what the guard would do, which rule says so and where, and what to do instead. */
import type { Command } from "commander";
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { sentenceOf } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { readTextFile, writeTextFile } from "../../hosts/node/node.ts";
import { askGuard } from "../asking.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { explanation } from "../explanation.ts";

type Options = { readonly json?: true; readonly record?: string; readonly replay?: string; readonly cwd?: string; readonly mode: string };

export function addExplain(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("explain")
    .description("say what the guard would do with a command, and why")
    .argument("[command...]", "the command, in quotes")
    .option("--cwd <folder>", "judge it as if it ran in this folder")
    .option("--mode <mode>", "read or write", "read")
    .option("--json", "print the whole decision as JSON")
    .option("--record <file>", "keep the call, what the machine answered, and the decision")
    .option("--replay <file>", "take a recorded decision again and compare")
    .action(async (words: readonly string[], options: Options) => end(await explain(desk, words.join(" "), options)));
}

async function explain(desk: Desk, command: string, options: Options): Promise<ExitCode> {
  if (options.replay !== undefined) return replay(desk, options.replay);
  if (command === "") return fault(desk, "there is no command to explain; write it in quotes: sheepdog explain 'rm -rf build'");
  const { cwd, home } = desk.around;
  const question = { id: 0, tool: "shell", command, cwd: options.cwd ?? cwd, home, mode: options.mode, full: true, record: true };
  const answer = await askGuard(desk, question);
  if (!answer.ok) return fault(desk, sentenceOf(answer.fault));
  const { decision = null, answers = null } = answer.value;
  desk.out(options.json === true ? `${JSON.stringify(decision, null, 2)}\n` : explanation(decision, command));
  if (options.record === undefined) return 0;
  const written = writeTextFile(options.record, `${canonicalJson({ version: recordVersion, answers, decision })}\n`);
  return written.ok ? 0 : fault(desk, sentenceOf(written.fault));
}

const recordVersion = 1;

/** The recorded answers stand in for this machine; the same build must come to the same decision. */
async function replay(desk: Desk, file: string): Promise<ExitCode> {
  const record = readRecord(file);
  if (!record.ok) return fault(desk, sentenceOf(record.fault));
  const { decision = null, answers = null } = record.value;
  const call = isMembers(decision) ? (decision["call"] ?? null) : null;
  const again = await askGuard(desk, { id: 0, call, answers, full: true });
  if (!again.ok) return fault(desk, sentenceOf(again.fault));
  const same = canonicalJson(without(decision, "engine")) === canonicalJson(without(again.value["decision"] ?? null, "engine"));
  desk.out(same ? `the same decision again: ${String(again.value["verdict"])}\n` : `a different decision:\n${explanation(again.value["decision"] ?? null, file)}`);
  return same ? 0 : 1;
}

function readRecord(file: string): Result<Members> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const json = readJson(text.value);
  if (!json.ok) return json;
  if (isMembers(json.value) && json.value["version"] === recordVersion) return done(json.value);
  return { ok: false, fault: { code: "record.version", what: `\`${file}\` is no record of version ${recordVersion}`, todo: "make one with `sheepdog explain --record FILE COMMAND`" } };
}

function without(value: Json, name: string): Json {
  return isMembers(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) : value;
}

function fault(desk: Desk, sentence: string): ExitCode {
  desk.err(`sheepdog: ${sentence}\n`);
  return 2;
}
