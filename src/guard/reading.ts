/** Calls and recorded answers that come from outside, read once and strictly: a shape that is not known is never taken for harmless. */
import { absolute, anything, exactly, list, maybe, object, type Reader, tagged, text, truth } from "../base/read.ts";
import { type Act, type Call, callVersion, type FileChange } from "./call.ts";
import type { Answered } from "./replay.ts";

const edit = object({ from: text, to: text, everywhere: truth });

const fileChange: Reader<FileChange> = tagged<FileChange>("change", {
  write: object({ path: text, change: exactly("write"), content: text }),
  edit: object({ path: text, change: exactly("edit"), edits: list(edit) }),
  delete: object({ path: text, change: exactly("delete") }),
  move: object({ path: text, change: exactly("move"), to: text }),
});

const act: Reader<Act> = tagged<Act>("kind", {
  shell: object({ kind: exactly("shell"), command: text, dialect: exactly("bash", "powershell"), background: truth }),
  type: object({ kind: exactly("type"), text, into: text }),
  change: object({ kind: exactly("change"), files: list(fileChange) }),
  read: object({ kind: exactly("read"), paths: list(text) }),
  fetch: object({ kind: exactly("fetch"), url: text, method: text, body: maybe(text) }),
  unknown: object({ kind: exactly("unknown"), tool: text, input: anything }),
  mcp: object({ kind: exactly("mcp"), server: text, tool: text, input: anything }),
  delegate: object({ kind: exactly("delegate"), text }),
  housekeeping: object({ kind: exactly("housekeeping"), tool: text }),
});

const caller = object({ agent: text, session: maybe(text), callId: maybe(text), subagent: maybe(text), permissionMode: maybe(text) });

export const readCall: Reader<Call> = object({
  version: exactly(callVersion),
  act,
  by: caller,
  cwd: absolute,
  home: text,
  mode: exactly("read", "write"),
});

const blindness = object({ known: exactly(false), why: exactly("denied", "bound", "foreign", "odd") });
const sight = object({ known: exactly(true), value: anything });
const answer: Reader<Answered["answer"]> = (value, at) => {
  const seen = sight(value, at);
  return seen.ok ? seen : blindness(value, at);
};

export const readAnswers: Reader<readonly Answered[]> = list(
  object({ ask: exactly("entry", "resolved", "text", "names", "tree", "tracked", "variable", "remembered"), of: text, answer }),
);
