/** Takes out of entries who somebody is: for reports that leave the house. Projects, people and machines get numbers in place of names. */
import type { Json } from "../../../base/json.ts";
import { isMembers, type Members } from "../../../base/read.ts";
import { redact } from "../../../proof/ledger/ledger.ts";
import { wordOf } from "../entry-text.ts";

/** What is known of the person and the machine. */
export type Identity = { readonly home: string; readonly user: string; readonly host: string };

export function withoutIdentity(entries: readonly Members[], identity: Identity): readonly Members[] {
  const replaced = replacements(entries, identity);
  return entries.map((entry) => ({ ...scrubbed(entry, replaced), session: null, callId: null }));
}

type Replacement = readonly [pattern: RegExp, by: string | ((...parts: string[]) => string)];

/** The longest first, so that a folder goes before the home that it lies in. */
function replacements(entries: readonly Members[], { home, user, host }: Identity): readonly Replacement[] {
  const projects = [
    ...new Set(entries.map((entry) => wordOf(entry, "cwd")).filter((cwd) => cwd.split("/").length > 2 && cwd !== home)),
  ].sort();
  const numbered = projects.map((cwd, at) => [cwd, `/project-${at + 1}`] as const).toSorted(([one], [other]) => other.length - one.length);
  const people = numbersFor("person");
  const repositories = numbersFor("repository");
  return [
    ...numbered.map(([cwd, by]): Replacement => [pathPattern(cwd), by]),
    [pathPattern(home), "~"],
    [
      /((?:github|gitlab|bitbucket)[\w.-]*[/:]|\bgit@[\w.-]+:|\b(?:gh|glab) repo \w+ )([\w.-]+\/[\w.-]+)/g,
      (_, before, name) => `${before}${repositories(name ?? "")}`,
    ],
    [/(?!git@)(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}/g, (address) => `${people(address ?? "")}@example.com`],
    [/\/(?:home|Users)\/[^\s/"':;|&]+/g, "/somebody"],
    ...[...wordReplacement(host, "machine"), ...wordReplacement(user, "somebody")],
  ];
}

function pathPattern(path: string): RegExp {
  return new RegExp(`${literally(path)}(?![\\w-])`, "g");
}

/** Very short names stand in too many words; `root` and its like say nothing of anybody. */
function wordReplacement(name: string, by: string): readonly Replacement[] {
  if (name.length < 3 || ["root", "localhost", "user", "admin"].includes(name)) return [];
  return [[new RegExp(`(?<![\\w-])${literally(name)}(?![\\w-])`, "gi"), by]];
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** The same name has the same number in one report. */
function numbersFor(kind: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const number = known.get(name) ?? `${kind}-${known.size + 1}`;
    known.set(name, number);
    return number;
  };
}

function scrubbed(entry: Members, replaced: readonly Replacement[]): Members {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, scrubbedJson(value, replaced)]));
}

function scrubbedJson(value: Json, replaced: readonly Replacement[]): Json {
  if (typeof value === "string") return replaced.reduce((text, [pattern, by]) => replacedIn(text, pattern, by), redact(value));
  if (Array.isArray(value)) return value.map((one: Json) => scrubbedJson(one, replaced));
  return isMembers(value) ? scrubbed(value, replaced) : value;
}

function replacedIn(text: string, pattern: RegExp, by: Replacement[1]): string {
  return typeof by === "string" ? text.replace(pattern, () => by) : text.replace(pattern, by);
}
