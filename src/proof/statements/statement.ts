/** Statement: one sentence that a person signs and that loosens something. What it is about, where and how long it holds, and the bytes that are signed. */
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, type Json } from "../../base/json.ts";
import { absolute, exactly, list, maybe, object, type Reader, tagged, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";

export const statementVersion = 1;

export type Statement = {
  readonly version: typeof statementVersion;
  readonly id: string;
  /** The id of the key that signs it. */
  readonly by: string;
  readonly at: Instant;
  /** `null`: it has no end of its own. */
  readonly until: Instant | null;
  /** Good for one call, and then for none. */
  readonly once: boolean;
  readonly where: Where;
  readonly about: About;
};

/** All of it has to be so. */
export type Where = {
  readonly session?: string;
  readonly pane?: string;
  /** The call stands in this folder, and every path that it is about lies in it. */
  readonly folder?: string;
};

export type About =
  /** Infrastructure may be changed from this pane. */
  | { readonly is: "mode" }
  /** What this file of a repository loosens counts, as long as it holds exactly this. */
  | { readonly is: "trust"; readonly folder: string; readonly file: string; readonly sha256: string; readonly rules?: readonly string[] }
  | { readonly is: "exception"; readonly rule: string; readonly effect?: { readonly kind: string; readonly target?: string } }
  /** One blocked call, by the hash of what it would do. */
  | { readonly is: "approval"; readonly decision: string }
  | { readonly is: "setting"; readonly rule: string; readonly verdict: "off" | "warn" | "ask" };

/** Told apart from everything else that a key may sign. */
const domain = `sheepdog statement ${statementVersion}\n`;

/** The text that is signed, in ASCII. */
export function messageOf(statement: Statement): string {
  return domain + canonicalJson(statement);
}

/** Members that are not known here may say that it holds less often, so a statement with one of them does not count. */
export function readStatement(value: Json | undefined, at: string): Result<Statement> {
  const read = shape(value, at);
  if (!read.ok) return read;
  if (canonicalJson(read.value) !== canonicalJson(value ?? null)) return wrong(at, "it has members that this release does not know");
  const fault = contradictionIn(read.value);
  return fault === undefined ? read : wrong(at, fault);
}

function matching(pattern: RegExp, what: string): Reader<string> {
  return (value, at) => (typeof value === "string" && pattern.test(value) ? done(value) : wrong(at, `it is not ${what}`));
}

const short = matching(/^[\s\S]{1,4096}$/, "a text of 1 to 4096 characters");
const hash = matching(/^[0-9a-f]{64}$/, "a SHA-256 in hex");
const instant: Reader<Instant> = (value, at) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= lastInstant ? done(value) : wrong(at, "it is no instant");

/** The last one that the language can tell as a date. */
const lastInstant = 8.64e15;

const about = tagged<About>("is", {
  mode: object({ is: exactly("mode") }),
  trust: object({ is: exactly("trust"), folder: absolute, file: short, sha256: hash, rules: maybe(list(short)) }),
  exception: object({ is: exactly("exception"), rule: short, effect: maybe(object({ kind: short, target: maybe(text) })) }),
  approval: object({ is: exactly("approval"), decision: hash }),
  setting: object({ is: exactly("setting"), rule: short, verdict: exactly("off", "warn", "ask") }),
});

const shape = object({
  version: exactly(statementVersion),
  id: matching(/^[0-9a-f]{16}$/, "16 hex digits"),
  by: matching(/^[0-9a-f]{32}$/, "the id of a key"),
  at: instant,
  until: ((value, at) => (value === null ? done(null) : instant(value, at))) satisfies Reader<Instant | null>,
  once: truth,
  where: object({ session: maybe(short), pane: maybe(short), folder: maybe(absolute) }),
  about,
});

/** Each kind of statement loosens no more than its name says. */
function contradictionIn({ at, until, once, where, about: { is } }: Statement): string | undefined {
  if (until !== null && until <= at) return "it ends before it begins";
  switch (is) {
    case "mode":
      if (once) return "a mode is not for one call";
      return where.pane === undefined && where.session === undefined ? "a mode is that of a pane or a session" : undefined;
    case "approval":
      return once && until !== null ? undefined : "an approval is for one call, and has an end";
    case "trust":
      return once || Object.keys(where).length > 0 ? "trust is in a file, wherever it is read" : undefined;
    case "setting":
      return once ? "a setting is not for one call" : undefined;
    case "exception":
      return undefined;
  }
}

function wrong(at: string, why: string): Result<never> {
  return fail({ code: "statement.malformed", what: `\`${at}\` is no statement: ${why}` });
}
