/** Calls as `sheepdog judge` takes them, one line of JSON each; where a line does not say, folder and mode are those of whoever asks. */
import { readJson } from "../../base/json.ts";
import { absolute, exactly, isMembers, maybe, object, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { type Call, callVersion, type Mode, readCall } from "../../guard/guard.ts";

export type Place = { readonly cwd: string; readonly home: string; readonly mode: Mode };

const readShell = object({ command: text, cwd: maybe(absolute), home: maybe(absolute), mode: maybe(exactly("read", "write")) });

export function toldCall(line: string, place: Place): Result<Call> {
  const json = readJson(line);
  if (!json.ok) return json;
  const whole = isMembers(json.value) ? json.value["call"] : undefined;
  if (whole !== undefined) return readCall(whole, "call");
  const read = readShell(json.value, "line");
  return read.ok ? done(shellCall(read.value.command, { ...place, ...read.value })) : read;
}

export function shellCall(command: string, { cwd, home, mode }: Place): Call {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  return { version: callVersion, act, by: { agent: "none" }, cwd, home, mode };
}
