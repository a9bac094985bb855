/** The words in which the tables of every language say what a function does. */
import { absolutePath } from "../../../base/path.ts";
import { unknownValue, type Flow, type Value } from "../../shell/value.ts";
import { natureOf } from "../places/natures.ts";
import { bytes, flowOf, itemsOf, madeFrom, nothing, number, object, text, textOf, unknown, valueOf, type Datum } from "./datum.ts";
import type { Carrying, CodeAct, Language } from "./deeds.ts";
import type { Api, Call } from "./dialect.ts";
import { act, flowFrom, list, type Run } from "./run.ts";

/** One or several names with the same meaning, separated by blanks. */
export function apiTable(rows: Readonly<Record<string, Api>>): readonly (readonly [string, Api])[] {
  return Object.entries(rows).flatMap(([names, api]) => names.split(" ").map((name): readonly [string, Api] => [name, api]));
}

/** An argument by its place, or by its name. */
export function argument(call: Call, at: number, ...names: readonly string[]): Datum | undefined {
  return names.map((name) => call.named.get(name)).find((datum) => datum !== undefined) ?? call.args[at];
}

export function say({ run, line }: Call, what: CodeAct): void {
  act(run, line, what);
}

const nowhere = (): Value => unknownValue("?");

function pathAt(call: Call, at: number, ...names: readonly string[]): Value {
  const datum = argument(call, at, ...names);
  return datum === undefined ? nowhere() : valueOf(datum);
}

/** Every path where a list of them may be given. */
function pathsIn(datum: Datum | undefined): readonly Value[] {
  const items = itemsOf(datum);
  return items === undefined ? [datum === undefined ? nowhere() : valueOf(datum)] : items.map(valueOf);
}

/** A text for the shell; what comes out of it is not known, and some of it may be printed. */
export const runsShell = (at = 0, ...names: readonly string[]): Api => {
  return (call) => {
    const given = argument(call, at, ...names) ?? unknown("?");
    call.run.exact = false;
    say(call, { does: "shell", text: valueOf(given) });
    return outcome(given);
  };
};

/** A program with its words: `f(program, word, word …)`, or one list of them. */
export const runsWords = (from = 0): Api => {
  return (call) => {
    call.run.exact = false;
    const given = call.args.slice(from);
    const words = given.flatMap((datum) => itemsOf(datum)?.map(valueOf) ?? [datum.kind === "list" ? loose(datum) : valueOf(datum)]);
    say(call, { does: "words", words: words.length === 0 ? [nowhere()] : words });
    return outcome(...given);
  };
};

/** `f(program, [word, …])`; `zeroth`: the list begins with what the program is told to be called. */
export const runsProgram = (zeroth = false, at = 0): Api => {
  return (call) => {
    call.run.exact = false;
    const [program, words] = [call.args[at], call.args[at + 1]];
    const rest = itemsOf(words)?.map(valueOf) ?? (words?.kind === "list" || words?.kind === "text" ? [loose(words)] : []);
    say(call, { does: "words", words: [valueOf(program), ...(zeroth ? rest.slice(1) : rest)] });
    return outcome(...call.args);
  };
};

/** Several words that are not known. */
function loose(datum: Datum): Value {
  return { ...valueOf(madeFrom([datum], "words")), loose: true };
}

export function outcome(...given: readonly Datum[]): Datum {
  const flow = flowOf(given);
  return object("process", unknownValue("what a program prints", { ...flow, from: flow?.from === "download" ? "download" : "unread" }));
}

export const deletes = (whole = false, at = 0, ...names: readonly string[]): Api => {
  return (call) => {
    for (const path of pathsIn(argument(call, at, ...names))) say(call, { does: "delete", path, whole });
    return nothing;
  };
};

export const moves = (call: Call): Datum => {
  say(call, { does: "move", from: pathAt(call, 0, "src", "source"), to: pathAt(call, 1, "dst", "destination", "target") });
  return call.args[1] ?? nothing;
};

export const links = (call: Call): Datum => {
  say(call, { does: "link", from: pathAt(call, 0, "src"), to: pathAt(call, 1, "dst") });
  return nothing;
};

/** The second path gets what the first one holds. */
export const copies = (call: Call): Datum => {
  const [from, to] = [pathAt(call, 0, "src"), pathAt(call, 1, "dst")];
  say(call, { does: "read", path: from });
  say(call, { does: "overwrite", path: to, flow: contentOf(call.run, from) });
  return call.args[1] ?? nothing;
};

export const reads = (at = 0, ...names: readonly string[]): Api => {
  return (call) => readFrom(call, pathAt(call, at, ...names));
};

function readFrom(call: Call, path: Value): Datum {
  say(call, { does: "read", path });
  return unknown(`what \`${path.text}\` holds`, contentOf(call.run, path));
}

/** What somebody gets who reads a file; it is looked at only by those who know what lies on disk. */
export function contentOf(run: Run, path: Value): Flow {
  const { cwd, home } = run.around;
  const isFixed = path.known && !path.glob && (path.text.startsWith("/") || cwd.known);
  const file = isFixed ? absolutePath(path.text, cwd.text) : undefined;
  const isSecret = file !== undefined && natureOf(file, home.known ? [home.text] : []) === "secret";
  return { from: "unread", origin: path.text, ...(file === undefined ? {} : { file }), holds: isSecret ? "secret" : "file" };
}

export const writes = (does: "write" | "overwrite", path = 0, content = 1): Api => {
  return (call) => {
    const given = call.args[content];
    say(call, {
      does,
      path: pathAt(call, path, "path", "file", "filename"),
      flow: given === undefined ? { from: "call", text: "" } : flowFrom(given),
    });
    return nothing;
  };
};

export const empties = (at = 0): Api => {
  return (call) => {
    say(call, { does: "overwrite", path: pathAt(call, at), flow: { from: "call", text: "" } });
    return nothing;
  };
};

export const chmods = (whole = false, path = 0, mode = 1): Api => {
  return (call) => {
    say(call, { does: "chmod", path: pathAt(call, path, "path"), mode: modeOf(argument(call, mode, "mode")), whole });
    return nothing;
  };
};

function modeOf(datum: Datum | undefined): string {
  if (datum?.kind === "number") return datum.number.toString(8);
  return textOf(datum) ?? "?";
}

export const kills = (what = 0, signal = 1): Api => {
  return (call) => {
    const given = call.args[signal];
    say(call, {
      does: "kill",
      what: pathAt(call, what, "pid"),
      signal: given?.kind === "known" ? (given.name.split(".").at(-1) ?? "") : valueOf(given ?? text("")).text,
    });
    return nothing;
  };
};

export const runsFile = (language: Language | "shell" | "unknown", at = 0, ...names: readonly string[]): Api => {
  return (call) => {
    call.run.exact = false;
    say(call, { does: "file", path: pathAt(call, at, ...names), language });
    return unknown("what a file gives");
  };
};

export const asksDatabase = (at = 0, ...names: readonly string[]): Api => {
  return (call) => {
    say(call, { does: "data", statement: pathAt(call, at, ...names) });
    return object("database", unknownValue("rows"));
  };
};

/** The same words, where nobody knows whether the object is a database. */
export const mayAskDatabase: Api = (call) => {
  const statement = pathAt(call, 0);
  const start = statement.known ? statement.text : (statement.head ?? "");
  if (
    /^\s*(?:select|insert|update|delete|drop|truncate|alter|create|grant|revoke|merge|replace|call|exec|with|vacuum|attach)\b/i.test(start)
  )
    say(call, { does: "data", statement });
  return madeFrom([call.self, ...call.args]);
};

/** Is something opened, or is an address asked? */
export function asks(
  call: Call,
  url: Value,
  { method, data }: { readonly method: string; readonly data: readonly (Datum | undefined)[] },
): Datum {
  const sent = data.filter((datum) => datum !== undefined && datum.kind !== "nothing") as Datum[];
  say(call, { does: "network", url, method, carrying: carryingOf(sent) });
  return object("response", unknownValue(`what ${url.text} answers`, { from: "download", origin: url.text }));
}

export const asksAddress = (method: string, at = 0, ...dataNames: readonly string[]): Api => {
  return (call) => {
    const data = dataNames.map((name) => (/^\d+$/.test(name) ? call.args[Number(name)] : call.named.get(name)));
    return asks(call, pathAt(call, at, "url"), { method, data: [...data, ...secretIn(argument(call, at, "url"))] });
  };
};

/** An address that is made of a secret or of a file carries it away. */
export function secretIn(url: Datum | undefined): readonly Datum[] {
  return url !== undefined && flowOf([url])?.holds !== undefined ? [url] : [];
}

export function carryingOf(data: readonly Datum[]): Carrying {
  if (data.length === 0) return "nothing";
  const flow = flowOf(data);
  if (flow?.holds !== undefined) return flow.holds;
  const isKnown = data.every((datum) => valueOf(datum).known || isPlain(datum));
  return isKnown ? "text" : "unknown";
}

/** A list or table of known things. */
function isPlain(datum: Datum, depth = 0): boolean {
  if (depth > 4) return false;
  if (datum.kind === "list") return datum.whole && datum.items.every((item) => isPlain(item, depth + 1));
  if (datum.kind === "table") return datum.whole && [...datum.entries.values()].every((item) => isPlain(item, depth + 1));
  return valueOf(datum).known;
}

/** The value of a variable of the environment. */
export function environment(run: Run, name: Datum | undefined, otherwise?: Datum): Datum {
  const written = textOf(name);
  if (written === undefined) return unknown("a variable", { from: "unread", origin: "environment", holds: "secret" });
  const value = run.around.variable(written);
  if (value !== undefined) return { kind: "text", value };
  const isSecret = /key|token|secret|passw|credential|auth/i.test(written);
  const flow: Flow | undefined = isSecret ? { from: "unread", origin: `$${written}`, holds: "secret" } : undefined;
  return otherwise === undefined ? unknown(`$${written}`, flow) : unknown(`$${written}`, flow ?? flowOf([otherwise]));
}

export const wholeEnvironment: Datum = object(
  "environment",
  unknownValue("the environment", { from: "unread", origin: "environment", holds: "secret" }),
);

/** Pure functions of one text; anything else stays as unknown as it was. */
export const ofText = (make: (content: string, call: Call) => Datum | undefined): Api => {
  return (call) => {
    const subject = call.self.kind === "known" ? call.args[0] : call.self;
    const content = textOf(subject);
    const made = content === undefined ? undefined : make(content, call);
    return made === undefined ? madeFrom([call.self, ...call.args]) : tainted(made, [call.self, ...call.args]);
  };
};

/** The same, but known to be made of these. */
export function tainted(datum: Datum, data: readonly Datum[]): Datum {
  const flow = flowOf(data);
  if (flow === undefined || datum.kind !== "text") return datum;
  const { text: _, ...rest } = flow;
  return { ...datum, value: { ...datum.value, flow: rest } };
}

export const textFrom = (make: (content: string) => string | undefined): Api => {
  return ofText((content) => {
    const made = make(content);
    return made === undefined ? undefined : text(made);
  });
};

export const bytesFrom = (make: (content: string) => string | undefined): Api => {
  return ofText((content) => {
    const made = make(content);
    return made === undefined ? undefined : bytes(made);
  });
};

/** The argument itself. */
export const same = (at = 0): Api => {
  return (call) => (call.self.kind === "known" ? (call.args[at] ?? nothing) : call.self);
};

export const always = (datum: Datum): Api => {
  return () => datum;
};

export const lengthOf: Api = ({ self, args }) => {
  const subject = self.kind === "known" ? args[0] : self;
  const length = itemsOf(subject)?.length ?? textOf(subject)?.length;
  return length === undefined ? madeFrom([self, ...args]) : number(length);
};

export function listOf(run: Run, contents: readonly string[]): Datum {
  return list(run, contents.map(text));
}
