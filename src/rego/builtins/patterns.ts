/** Regular expressions. */
import { Regex, type Match } from "../regex/regex.ts";
import type { Numeric } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { builtin, notWhole, Refusal, wholeNumber, type Answer, type Builtin, type Work } from "./builtin.ts";
import { globsMatch } from "./globs-match.ts";
import { templateText } from "./regex-template.ts";

type Texts = readonly [string, string, string];
type Counted = readonly [string, string, Numeric];

const those: readonly Builtin[] = [
  builtin("regex.match", ["string", "string"], ([pattern, text]: Texts, work) => using(pattern, (regex) => regex.test(text, work.spend))),
  builtin("re_match", ["string", "string"], ([pattern, text]: Texts, work) => using(pattern, (regex) => regex.test(text, work.spend))),
  builtin("regex.is_valid", ["any"], ([pattern]: readonly [Value]) => typeof pattern === "string" && typeof compiled(pattern) !== "string"),
  builtin("regex.find_n", ["string", "string", "number"], (args: Counted, work) => allGroups(args, work, false)),
  builtin("regex.find_all_string_submatch_n", ["string", "string", "number"], (args: Counted, work) => allGroups(args, work, true)),
  builtin("regex.split", ["string", "string"], ([pattern, text]: Texts, work) =>
    using(pattern, (regex) => (text === "" && pattern !== "" ? [""] : split(regex, text, work))),
  ),
  builtin("regex.replace", ["string", "string", "string"], ([text, pattern, other]: Texts, work) =>
    using(pattern, (regex) => replace(regex, [text, other], work)),
  ),
  builtin("regex.globs_match", ["string", "string"], ([one, other]: Texts, { spend }) => {
    const answer = globsMatch(one, other, spend);
    return typeof answer === "boolean" ? answer : new Refusal(`\`regex.globs_match\`: this is not a pattern: ${answer}`);
  }),
  builtin(
    "regex.template_match",
    ["string", "string", "string", "string"],
    ([template, text, start, end]: readonly [string, string, string, string], work) => {
      const pattern = templateText(template, start, end);
      return pattern instanceof Refusal ? pattern : using(pattern, (regex) => regex.test(text, work.spend));
    },
  ),
];

/** Those that ask whether a text matches and nothing else. */
const matching: readonly string[] = ["regex.match", "re_match"];

/** Where each of them has its pattern. */
const places: Readonly<Record<string, number>> = { "regex.replace": 1 };

export const patterns: readonly Builtin[] = those.map((one) => ({
  ...one,
  prepare: (args) => {
    const pattern = args[places[one.name] ?? 0];
    const regex = typeof pattern === "string" && one.name !== "regex.template_match" ? compiled(pattern) : undefined;
    if (!(regex instanceof Regex) || !matching.includes(one.name)) return undefined;
    return (values, work) => (typeof values[1] === "string" ? regex.test(values[1], work.spend) : one.apply(values, work));
  },
}));

const known = new Map<string, Regex | string>();

/** Compiled once; what is wrong with a pattern is remembered too. */
function compiled(pattern: string): Regex | string {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const made = Regex.compile(pattern);
  known.set(pattern, made);
  return made;
}

function using(pattern: string, use: (regex: Regex) => Answer): Answer {
  const regex = compiled(pattern);
  return typeof regex === "string" ? new Refusal(`${JSON.stringify(pattern)} is not a regular expression: ${regex}`) : use(regex);
}

/** All matches, or as many as are asked for: a negative number asks for all. */
function allGroups([pattern, text, most]: Counted, { spend }: Work, withGroups: boolean): Answer {
  const count = wholeNumber(most);
  if (count === undefined) return notWhole("regex.find_n");
  const limit = count < 0 ? Infinity : count;
  return using(pattern, (regex) => {
    const found = regex.findAll(text, limit, spend).map((match) => groupsOf(text, match, regex.groupCount));
    return withGroups ? found : found.map(([whole = ""]) => whole);
  });
}

/** The texts of the whole match and the groups; a group that took no part is empty. */
function groupsOf(text: string, match: Match, count: number): string[] {
  return Array.from({ length: count + 1 }, (_, index) => {
    const [start = -1, end = -1] = match.slice(index * 2, index * 2 + 2);
    return start < 0 || end < 0 ? "" : text.slice(start, end);
  });
}

function split(regex: Regex, text: string, { spend }: Work): string[] {
  const parts: string[] = [];
  let [from, last] = [0, 0];
  for (const match of regex.findAll(text, Infinity, spend)) {
    const [start, end] = match as readonly number[] as readonly [number, number];
    last = start;
    // An empty match at the very start separates nothing.
    if (end !== 0) parts.push(text.slice(from, start));
    from = end;
  }
  return last === text.length ? parts : [...parts, text.slice(from)];
}

function replace(regex: Regex, [text, other]: readonly [string, string], { spend }: Work): string {
  let [result, from] = ["", 0];
  for (const match of regex.findAll(text, Infinity, spend)) {
    const [start, end] = match as readonly number[] as readonly [number, number];
    result += text.slice(from, start) + expanded(other, regex, groupsOf(text, match, regex.groupCount));
    from = end;
  }
  return result + text.slice(from);
}

/** `$1`, `${name}`: the longest run of word characters is the name, and an unknown one stands for nothing. */
function expanded(template: string, { names }: Regex, groups: readonly string[]): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (written, braced: string | undefined, bare: string | undefined) => {
    if (written === "$$") return "$";
    const name = (braced ?? bare) as string;
    const index = /^\d+$/.test(name) ? Number(name) : names.indexOf(name) + 1;
    return index === 0 && name !== "0" ? "" : (groups[index] ?? "");
  });
}
