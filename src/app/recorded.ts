/** Recorded decisions: kept with what the machine answered, and taken again anywhere by the same guard. */
import { canonicalJson, type Json, readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { readTextFile, writeTextFile } from "../hosts/node/node.ts";
import { askGuard } from "./asking.ts";
import type { Desk } from "./desk.ts";

const recordVersion = 1;

/** Readable by its owner alone: it holds what was read on this machine. */
export function keepRecord(file: string, root: string, { answers = null, decision = null }: Members): Result<void> {
  return writeTextFile(file, `${canonicalJson({ version: recordVersion, root, answers, decision })}\n`);
}

export type TakenAgain = { readonly same: boolean; readonly decision: Json };

/** The recorded answers stand in for this machine. The build's name may differ; nothing else may. */
export async function takeAgain(desk: Desk, file: string): Promise<Result<TakenAgain>> {
  const record = readRecord(file);
  if (!record.ok) return record;
  const { decision = null, answers = null, root = null } = record.value;
  const call = isMembers(decision) ? (decision["call"] ?? null) : null;
  const again = await askGuard(desk, { id: 0, call, answers, root, full: true });
  if (!again.ok) return again;
  const { decision: taken = null } = again.value;
  return done({ same: canonicalJson(withoutEngine(decision)) === canonicalJson(withoutEngine(taken)), decision: taken });
}

function readRecord(file: string): Result<Members> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const json = readJson(text.value);
  if (json.ok && isMembers(json.value) && json.value["version"] === recordVersion) return done(json.value);
  const todo = "make one with `sheepdog explain --record FILE COMMAND`";
  return fail({ code: "record.unreadable", what: `\`${file}\` is no record of version ${recordVersion}`, todo });
}

function withoutEngine(decision: Json): Json {
  return isMembers(decision) ? { ...decision, engine: null } : decision;
}
