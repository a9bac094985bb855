/** What is on record in a ledger, as calls again. Contents are not kept there, so that some of them cannot be judged a second time. */
import { absolute, exactly, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type Act, callVersion, verdicts } from "../../guard/guard.ts";
import type { Place } from "./told-calls.ts";
import type { Wanted } from "./wanted.ts";

const readEntry = object({ act: text, text, agent: text, cwd: absolute, verdict: exactly(...verdicts), session: maybe(text) });

export function* recordedCalls(entries: Iterable<Members>, place: Place): Iterable<Wanted> {
  for (const entry of entries) {
    if (entry["is"] !== "decision") continue;
    const at = typeof entry["at"] === "number" ? { at: entry["at"] } : {};
    const read = readEntry(entry["session"] === null ? { ...entry, session: "" } : entry, "entry");
    if (!read.ok) {
      yield { by: "ledger", ...at, call: read };
      continue;
    }
    const { agent, cwd, verdict, session } = read.value;
    const act = actOf(read.value);
    const by = { agent, ...(session !== undefined && session !== "" && { session }) };
    const call = act.ok ? done({ ...place, version: callVersion, act: act.value, by, cwd } as const) : act;
    yield { by: agent, ...at, call, before: verdict };
  }
}

type Said = { readonly act: string; readonly text: string };

function actOf({ act, text: said }: Said): Result<Act> {
  // Longer text was cut when it was written down.
  if (/ … and \d+ more$/.test(said)) return fail({ code: "replay.cut", what: "only a part of the text is on record" });
  switch (act) {
    case "shell":
      return done({ kind: "shell", command: said, dialect: "bash", background: false });
    case "read":
      return done({ kind: "read", paths: said.split("\n") });
    case "fetch": {
      const [method = "", ...url] = said.split(" ");
      return done({ kind: "fetch", method, url: url.join(" ") });
    }
    case "housekeeping":
      return done({ kind: "housekeeping", tool: said });
    default:
      return fail({ code: `replay.${act}`, what: `of acts of the kind \`${act}\` only the names are on record` });
  }
}
