/** Reads what somebody has declared: wrappers and tools as data, with a fault that tells where something is not what it should be. */
import { type Fault } from "../../../base/fault.ts";
import type { Json } from "../../../base/json.ts";
import { exactly, isMembers, list, type Maybe, maybe, object, type Reader, text, truth } from "../../../base/read.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import { managedTool } from "../describing/managed.ts";
import { readLine } from "../describing/options.ts";
import { runnerNamed } from "../running/runners.ts";
import { type Wrapper, wrapperFrom, wrapperNamed } from "../running/wrappers.ts";
import { toolNamed } from "../tools/tools.ts";
import type { Declared, DeclaredOption, DeclaredTool, PlaceFacts } from "./declared.ts";

/** `{ "wrappers": [ … ], "tools": [ … ] }`, each of which may be missing. */
export function readDeclared(json: Json): Result<Declared> {
  const read = strict({ wrappers: maybe(list(wrapperReader)), tools: maybe(list(toolReader)) })(json, "declared");
  if (!read.ok) return read;
  const wrappers = read.value.wrappers ?? [];
  const taken = wrappers.flatMap(({ names }) => names).find((name) => isKnown(name));
  if (taken !== undefined) return fail(nameTaken(taken));
  const tools = read.value.tools ?? [];
  return done({
    wrappers: new Map(wrappers.flatMap(({ names, wrapper }) => names.map((name) => [name, wrapper] as const))),
    tools: new Map(tools.flatMap(({ match, tool }) => match.map((name) => [name, tool] as const))),
  });
}

/** A wrapper hides what its program does by itself; nobody may hide what the guard knows. */
function isKnown(name: string): boolean {
  return toolNamed(name) !== undefined || wrapperNamed(name) !== undefined || runnerNamed(name) !== undefined;
}

function nameTaken(name: string): Fault {
  return {
    code: "declared.name-taken",
    what: `\`${name}\` is declared as a wrapper, and the guard knows that program by itself`,
    follows: "none of the declarations count",
    todo: "leave it out: what is known is only added to, and never replaced",
  };
}

/** A name that is misspelled is told, since somebody wrote it by hand. */
function strict<F extends Parameters<typeof object>[0]>(fields: F): ReturnType<typeof object<F>> {
  const reader = object(fields);
  return (value, at) => {
    const unknown = isMembers(value) ? Object.keys(value).find((name) => !Object.hasOwn(fields, name)) : undefined;
    if (unknown === undefined) return reader(value, at);
    const names = Object.keys(fields)
      .map((name) => `\`${name}\``)
      .join(", ");
    return fail({ code: "declared.member", what: `\`${at}\` has a member \`${unknown}\`, and the members are ${names}` });
  };
}

const words: Maybe<readonly string[]> = maybe(list(text));

/** A name as one types it: no path, and at least one of them. */
const names: Reader<readonly string[]> = (value, at) => {
  const read = list(text)(value, at);
  if (!read.ok || (read.value.length > 0 && read.value.every((name) => /^[^\s/]+$/.test(name)))) return read;
  return fail({ code: "read.shape", what: `\`${at}\` is not a list of names of programs` });
};

const wrapperFields = strict({
  names,
  verbs: words,
  takes_value: words,
  own_words: maybe(exactly(0, 1, 2, 3)),
  assignments: maybe(truth),
  folder: words,
  shell_text: words,
  joins: maybe(truth),
  dashes: maybe(truth),
  starts_shell: maybe(truth),
});

type ReadWrapper = { readonly names: readonly string[]; readonly wrapper: Wrapper };

const wrapperReader: Reader<ReadWrapper> = (value, at) => {
  const read = wrapperFields(value, at);
  if (!read.ok) return read;
  const { own_words: own, assignments, joins, dashes, starts_shell: shell, ...lists } = read.value;
  const wrapper = wrapperFrom({
    names: lists.names.join(" "),
    ...defined({
      verbs: joined(lists.verbs),
      takes: joined(takenBy(lists)),
      folder: joined(lists.folder),
      texts: joined(lists.shell_text),
    }),
    ...(own === undefined ? {} : { own }),
    ...(assignments === true ? { assignments } : {}),
    ...(joins === true ? { joins } : {}),
    ...(dashes === true ? { dashes } : {}),
    ...(shell === true ? { shell } : {}),
  });
  return done({ names: lists.names, wrapper });
};

type WrapperLists = {
  readonly takes_value?: readonly string[];
  readonly folder?: readonly string[];
  readonly shell_text?: readonly string[];
};

/** What names a folder or a text takes a value as well. */
function takenBy({ takes_value: takes = [], folder = [], shell_text: texts = [] }: WrapperLists): readonly string[] {
  return [...takes, ...folder, ...texts];
}

function joined(given: readonly string[] | undefined): string | undefined {
  return given?.map(withoutDashes).join(" ");
}

function withoutDashes(name: string): string {
  return name.replace(/^-+/, "");
}

function defined(members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined && member[1] !== ""),
  );
}

const optionFields = strict({
  long: maybe(text),
  short: maybe(text),
  takes_value: maybe(truth),
  repeated: maybe(truth),
  style: maybe(exactly("gnu", "gnu_short", "short")),
});

const optionReader: Reader<DeclaredOption> = (value, at) => {
  const read = optionFields(value, at);
  if (!read.ok) return read;
  const { takes_value: takesValue = false, style, repeated: _, ...option } = read.value;
  if (option.long === undefined && option.short === undefined)
    return fail({ code: "read.shape", what: `\`${at}\` has neither \`long\` nor \`short\`, so no word is this option` });
  return done({ ...option, takesValue, isSingle: style === "gnu_short" });
};

const facts: Readonly<Record<string, PlaceFacts>> = { git: "repository", kubectl_context: "cluster" };

const doing = strict({ create: words, update: words, destroy: words, secret: words, access: words, none: words });

const toolFields = strict({
  name: text,
  match: names,
  global_flags: maybe(list(optionReader)),
  verbs: maybe(membersOf(strict({ subverbs: words, flags: maybe(list(optionReader)), enrich: words }))),
  enrich: maybe(list(exactly("git", "kubectl_context"))),
  combine_shorts: maybe(truth),
  env_prefix: maybe(truth),
  does: maybe(doing),
  where: words,
});

/** An object whose members are all alike. */
function membersOf<T>(reader: Reader<T>): Reader<ReadonlyMap<string, T>> {
  return (value, at) => {
    if (!isMembers(value)) return fail({ code: "read.shape", what: `\`${at}\` is not an object` });
    const found = new Map<string, T>();
    for (const [name, member] of Object.entries(value)) {
      const read = reader(member, `${at}.${name}`);
      if (!read.ok) return read;
      found.set(name, read.value);
    }
    return done(found);
  };
}

type ReadTool = { readonly match: readonly string[]; readonly tool: DeclaredTool };

const toolReader: Reader<ReadTool> = (value, at) => {
  const read = toolFields(value, at);
  if (!read.ok) return read;
  const { name, match, verbs = new Map(), global_flags: shared = [], combine_shorts: combinesShorts = false, ...rest } = read.value;
  const options = [...shared, ...[...verbs.values()].flatMap(({ flags }) => flags ?? [])];
  const enriching = [...(rest.enrich ?? []), ...[...verbs.values()].flatMap(({ enrich }) => enrich ?? [])];
  const tool: DeclaredTool = {
    name,
    options,
    combinesShorts,
    subverbs: new Map([...verbs].map(([verb, { subverbs }]) => [verb, subverbs ?? []])),
    places: enriching.flatMap((one) => facts[one] ?? []),
    does: rest.does === undefined ? undefined : doneBy({ name, options, where: rest.where ?? [], does: rest.does }),
  };
  return done({ match, tool });
};

type Doings = Extract<ReturnType<typeof doing>, { ok: true }>["value"];
type Described = Pick<DeclaredTool, "name" | "options"> & { readonly where: readonly string[]; readonly does: Doings };

/** The phrases of a declaration are those of the tables. */
function doneBy({ name, options, where, does }: Described): DeclaredTool["does"] {
  const takes = options
    .filter(({ takesValue }) => takesValue)
    .flatMap(({ long, short }) => [long, short].filter((one) => one !== undefined));
  const phrases = Object.entries(does).map(([change, said]): [string, string] => [change, said.join(", ")]);
  const { shape, effects } = managedTool({
    names: name,
    takes: takes.join(" "),
    where: where.map(withoutDashes).join(" "),
    verb: "none",
    ...(options.some(({ isSingle }) => isSingle) ? { single: true as const } : {}),
    does: Object.fromEntries(phrases),
  });
  return (use) => effects?.({ ...use, line: readLine(use.words, shape) }) ?? [];
}
