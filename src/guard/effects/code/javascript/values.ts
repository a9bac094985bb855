/** A table of what JavaScript's pure functions give, of texts, lists, objects and the language itself. */
import { readJson, type Json } from "../../../../base/json.ts";
import { literal, unknownValue } from "../../../shell/value.ts";
import { always, apiTable, lengthOf, ofText, same, tainted, textFrom, wholeEnvironment } from "../acts.ts";
import { callBack, callDatum } from "../calls.ts";
import { bounds } from "../bounds.ts";
import {
  bytes,
  eitherOf,
  itemsOf,
  joined,
  known,
  madeFrom,
  nothing,
  number,
  numberOf,
  object,
  text,
  textOf,
  truth,
  truthOf,
  unknown,
  valueOf,
  type Datum,
} from "../datum.ts";
import { decoded, encoded, fromBase64, fromHex, percentDecoded, toBase64, toHex } from "../decode.ts";
import type { Api, Call, Property } from "../dialect.ts";
import { unescaped } from "../unescaped.ts";
import { inflate } from "../inflate.ts";
import { memberOf } from "../members.ts";
import { parsedInt } from "../operators.ts";
import { functionOf, runText } from "../nested.ts";
import { joinedAll, lastPart, parentOf, pathJoined } from "../paths.ts";
import { list, print, stdinOf, table, touch, unsettle, type Run } from "../run.ts";

/** As `String(…)` says it; undefined where that is not known. */
export function textIn(datum: Datum, depth = 0): string | undefined {
  switch (datum.kind) {
    case "text":
      return textOf(datum);
    case "number":
    case "truth":
      return valueOf(datum).text;
    case "nothing":
      return "undefined";
    case "list": {
      const items = depth > 8 ? undefined : itemsOf(datum)?.map((item) => (item.kind === "nothing" ? "" : textIn(item, depth + 1)));
      return items === undefined || items.includes(undefined) ? undefined : items.join(",");
    }
    case "table":
      return datum.type === undefined && datum.whole && !datum.entries.has("toString") ? "[object Object]" : undefined;
    case "method":
      return `function ${datum.name}() { [native code] }`;
    case "known":
      return /^(?:String|Number|Array|Object|Function|Boolean|RegExp)$/.test(datum.name)
        ? `function ${datum.name}() { [native code] }`
        : undefined;
    case "function":
    case "class":
    case "either":
    case "object":
      return undefined;
  }
}

function asText(datum: Datum | undefined): Datum {
  const content = datum === undefined ? undefined : textIn(datum);
  return content === undefined || datum?.kind === "text"
    ? datum?.kind === "text"
      ? datum
      : madeFrom(datum === undefined ? [] : [datum])
    : text(content);
}

const binaryOf = (encoding: string | undefined, content: string): string | undefined => {
  if (encoding === "base64" || encoding === "base64url") return fromBase64(content);
  if (encoding === "hex") return fromHex(content);
  return encoding === "latin1" || encoding === "binary" ? content : encoded(content);
};

/** `Buffer.from("…", "base64")`, `Buffer.from([…])`. */
const makesBytes: Api = ({ args }) => {
  const codes = itemsOf(args[0])?.map(numberOf);
  if (codes !== undefined && !codes.includes(undefined))
    return bytes(codes.map((code) => String.fromCharCode((code as number) & 0xff)).join(""));
  const content = textOf(args[0]);
  const made = content === undefined ? undefined : binaryOf(textOf(args[1]), content);
  return made === undefined ? madeFrom(args) : tainted(bytes(made), args);
};

const toText: Api = ({ self, args }) => {
  if (self.kind === "number") {
    const base = numberOf(args[0]) ?? 10;
    return base >= 2 && base <= 36 ? text(self.number.toString(base)) : madeFrom([self]);
  }
  const content = self.kind === "text" && self.bytes === true ? textOf(self) : undefined;
  if (content === undefined) return asText(self);
  const encoding = textOf(args[0]);
  const made =
    encoding === "base64"
      ? toBase64(content)
      : encoding === "hex"
        ? toHex(content)
        : encoding === "latin1" || encoding === "binary"
          ? content
          : decoded(content);
  return tainted(text(made), [self]);
};

const characters = ({ args }: Call): Datum => {
  const codes = args.map(numberOf);
  if (codes.some((code) => code === undefined || code < 0 || code > 0x10ffff || !Number.isInteger(code))) return madeFrom(args);
  return text(codes.map((code) => String.fromCodePoint(code as number)).join(""));
};

const codeAt = ofText((content, { args }) => {
  const code = content.charCodeAt(numberOf(args[0]) ?? 0);
  return Number.isNaN(code) ? undefined : number(code);
});

const splits: Api = ({ run, self, args }) => {
  const [content, mark] = [textOf(self), args[0]?.kind === "text" ? textOf(args[0]) : undefined];
  if (content === undefined || mark === undefined || args.length > 1) return list(run, [madeFrom([self, ...args])], false);
  return list(
    run,
    content.split(mark).map((part) => tainted(text(part), [self])),
  );
};

const joins: Api = ({ self, args }) => {
  const items = itemsOf(self);
  const gap = args[0] === undefined || args[0].kind === "nothing" ? literal(",") : valueOf(args[0]);
  if (items === undefined) return madeFrom([self, ...args]);
  return { kind: "text", value: joined(items.flatMap((item, at) => (at === 0 ? [valueOf(asText(item))] : [gap, valueOf(asText(item))]))) };
};

/** Only patterns that take no longer than the text is long. */
function patternOf(datum: Datum | undefined): RegExp | undefined {
  if (datum?.kind !== "object" || datum.type !== "pattern" || !datum.value.known) return undefined;
  const simple = /^(?:\[\^?(?:\\?[\w\s!-/:-@^-~.])+\]|\\[sdwSDW]|\.|(?:\\[-./^$*+?()[\]{}|]|[\w\s:;,!@#%&=<>"'~`/-])+)\+?$/;
  if (!simple.test(datum.value.text)) return undefined;
  try {
    return new RegExp(datum.value.text, (datum.mode ?? "").replace(/[^gi]/g, ""));
  } catch {
    return undefined;
  }
}

const replaces: Api = (call) => {
  const { self, args, run, line } = call;
  const [content, pattern, mark] = [textOf(self), patternOf(args[0]), args[0]?.kind === "text" ? textOf(args[0]) : undefined];
  const replacement = args[1]?.kind === "text" ? textOf(args[1]) : undefined;
  const make = (match: string): string | undefined =>
    args[1]?.kind === "function" ? textOf(callDatum(run, args[1], { args: [text(match)], named: new Map(), line })) : replacement;
  const isPlain = replacement === undefined || !replacement.includes("$");
  if (content === undefined || (pattern === undefined && mark === undefined) || !isPlain) return madeFrom([self, ...args]);
  let isKnown = true;
  const take = (match: string): string => {
    const made = make(match);
    isKnown &&= made !== undefined;
    return made ?? "";
  };
  const result =
    mark === undefined
      ? content.replace(pattern as RegExp, take)
      : call.name.endsWith("All")
        ? content.replaceAll(mark, take)
        : content.replace(mark, take);
  return isKnown ? tainted(text(result), [self, ...args]) : madeFrom([self, ...args]);
};

const cut = (how: (content: string, from: number, to: number | undefined) => string): Api =>
  ofText((content, { self, args }) => {
    const [from, to] = [args[0] === undefined ? 0 : numberOf(args[0]), args[1] === undefined ? null : numberOf(args[1])];
    if (from === undefined || to === undefined) return undefined;
    const made = how(content, from, to ?? undefined);
    return self.kind === "text" && self.bytes === true ? bytes(made) : text(made);
  });

const slices: Api = (call) => {
  const items = itemsOf(call.self);
  if (call.self.kind !== "list") return cut((content, from, to) => content.slice(from, to))(call);
  const [from, to] = call.args.map(numberOf);
  return items === undefined || (call.args.length > 0 && from === undefined)
    ? list(call.run, [madeFrom([call.self])], false)
    : list(call.run, items.slice(from, to));
};

const eachOf = (take: (call: Call, given: { items: readonly Datum[]; results: readonly Datum[] }) => Datum): Api => {
  return (call) => {
    const { run, self, args, line } = call;
    const items = itemsOf(self);
    const [callee] = args;
    if (items === undefined || callee === undefined) {
      if (callee !== undefined) callBack(run, callee, line);
      return list(run, [madeFrom([self])], false);
    }
    const results = items.map((item, at) => callDatum(run, callee, { args: [item, number(at), self], named: new Map(), line }));
    return take(call, { items, results });
  };
};

const reduces: Api = ({ run, self, args, line }) => {
  const items = itemsOf(self);
  const [callee, start] = args;
  if (items === undefined || callee === undefined) return madeFrom([self, ...args]);
  const all = start === undefined ? items : [start, ...items];
  return all
    .slice(1)
    .reduce((sum, item, at) => callDatum(run, callee, { args: [sum, item, number(at)], named: new Map(), line }), all[0] ?? nothing);
};

const changes = (change: (items: Datum[], args: readonly Datum[]) => Datum | undefined): Api => {
  return ({ run, self, args }) => {
    if (self.kind !== "list") return madeFrom([self, ...args]);
    touch(run, self);
    return change(self.items, args) ?? (self.whole ? nothing : madeFrom([self]));
  };
};

const reverses: Api = (call) => {
  if (call.self.kind !== "list") return madeFrom([call.self]);
  changes((items) => void items.splice(0, items.length, ...items.toReversed()))(call);
  return call.self;
};

const concats: Api = ({ run, self, args }) => {
  if (self.kind === "list")
    return list(
      run,
      [self, ...args].flatMap((one) => (one.kind === "list" ? one.items : [one])),
      self.whole && args.every((one) => one.kind !== "text" || one.value.known),
    );
  return { kind: "text", value: joined([self, ...args].map((one) => valueOf(asText(one)))) };
};

const makesList: Api = ({ run, args }) => {
  const items = itemsOf(args[0]);
  if (items !== undefined) return list(run, items);
  const content = args[0]?.kind === "text" ? textOf(args[0]) : undefined;
  return content === undefined || content.length > bounds.members ? madeFrom(args) : list(run, Array.from(content, text));
};

const printed: Api = ({ run, args, name }) => {
  const isFormat = args.length > 1 && /%/.test(valueOf(args[0]).text);
  const values = args.map((one) => valueOf(one.kind === "text" || one.kind === "number" || one.kind === "truth" ? one : madeFrom([one])));
  const end = name === "console.log" || name === "console.info" ? [literal("\n")] : [];
  const shown = values.flatMap((value, at) => (at === 0 ? [value] : [literal(" "), value]));
  if (name !== "console.error" && name !== "console.warn")
    print(run, [...(isFormat ? [unknownValue("a text", joined(values).flow)] : shown), ...end]);
  return nothing;
};

function fromJson(run: Run, json: Json, depth = 0): Datum {
  if (depth > 16) return unknown("…");
  if (json === null) return nothing;
  if (typeof json === "string") return text(json);
  if (typeof json === "number") return number(json);
  if (typeof json === "boolean") return truth(json);
  if (Array.isArray(json))
    return list(
      run,
      json.map((item: Json) => fromJson(run, item, depth + 1)),
    );
  return table(
    run,
    Object.entries(json).map(([name, item]): [string, Datum] => [name, fromJson(run, item as Json, depth + 1)]),
  );
}

const parsesJson = ofText((content, { run }) => {
  const read = readJson(content);
  return read.ok ? fromJson(run, read.value) : undefined;
});

/** `substring` takes its ends in either order. */
function between(content: string, from: number, to = content.length): string {
  const [start, end] = [Math.min(from, to), Math.max(from, to)].map((one) => Math.max(0, one));
  return content.slice(start, end);
}

const parsesNumber: Api = ({ args }) => {
  const content = args[0] === undefined ? undefined : textIn(args[0]);
  const value = content === undefined ? Number.NaN : parsedInt(content, numberOf(args[1]));
  return Number.isNaN(value) ? madeFrom(args) : number(value);
};

/** `f.call(this, …)`, `f.apply(this, […])`, `f.bind(this, …)`. */
const applies: Api = (call) => {
  const { self, args, run, line, name } = call;
  const target = self.kind === "known" ? known(self.name.replace(/\.(?:call|apply|bind)$/, "")) : self;
  if (name.endsWith("bind")) return target;
  const given = name.endsWith("apply") ? (itemsOf(args[1]) ?? [madeFrom(args)]) : args.slice(1);
  return callDatum(
    run,
    target.kind === "method" && args[0] !== undefined && args[0].kind === "text" ? { ...target, of: args[0] } : target,
    { args: given, named: new Map(), line },
  );
};

const then: Api = ({ self, args, run, line }) => {
  const [callee] = args;
  return callee === undefined ? self : callDatum(run, callee, { args: [self], named: new Map(), line });
};

/** The last argument is the code, those before it are names. */
const makesFunction: Api = (call) => functionOf(call, call.args.at(-1) ?? text(""));

const callsMade: Api = (call) => {
  if (call.self.kind === "object") runText(call, { kind: "text", value: call.self.value });
  return unknown("what executed code gives");
};

const runsLater: Api = (call) => {
  const [callee] = call.args;
  if (callee?.kind === "text") return runText(call, callee);
  if (callee !== undefined) callDatum(call.run, callee, { args: call.args.slice(2), named: new Map(), line: call.line });
  return nothing;
};

const standardInput: Api = ({ run }) => ({ kind: "text", value: stdinOf(run) });

export const javascriptValues: readonly (readonly [string, Api])[] = apiTable({
  "(standard input) process.stdin.read Bun.stdin.text": standardInput,
  "eval vm.runInThisContext vm.runInNewContext vm.runInContext module._compile <any>._compile": (call) => runText(call, call.args[0]),
  "vm.Script vm.SourceTextModule": ({ args }) => object("compiled", valueOf(args[0]), [args[0] ?? nothing]),
  "<compiled>.runInThisContext <compiled>.runInNewContext <compiled>.runInContext": (call) => runText(call, call.self),
  Function: makesFunction,
  "<unread-code>.()": callsMade,
  "setTimeout setInterval setImmediate queueMicrotask process.nextTick": runsLater,
  "console.log console.info console.error console.warn console.debug process.stdout.write": printed,
  "process.exit process.on process.once": ({ run, args, line }) => {
    for (const one of args) callBack(run, one, line);
    return nothing;
  },
  "<any>.then": then,
  "<any>.catch <any>.finally": ({ self, args, run, line }) => {
    for (const one of args) callBack(run, one, line);
    return self;
  },
  "<any>.call <any>.apply <any>.bind": applies,
  "util.promisify Promise.all Promise.resolve Promise.race Promise.allSettled Object.freeze structuredClone path.normalize path.posix.normalize":
    same(),
  "Reflect.get": ({ run, args }) => memberOf(run, args[0] ?? nothing, valueOf(args[1]).text),
  "Reflect.apply": ({ run, args, line }) =>
    callDatum(run, args[0] ?? nothing, { args: itemsOf(args[2]) ?? [madeFrom(args)], named: new Map(), line }),
  "Buffer.from Buffer Buffer.alloc Uint8Array Uint8Array.from": makesBytes,
  "Buffer.concat": ({ args }) => {
    const items = itemsOf(args[0]);
    return items === undefined ? madeFrom(args) : { kind: "text", value: joined(items.map(valueOf)), bytes: true };
  },
  atob: textFrom(fromBase64),
  btoa: textFrom(toBase64),
  "<any>.toString <any>.toLocaleString <any>.valueOf": toText,
  TextDecoder: () => object("decoder", unknownValue("a decoder")),
  "<decoder>.decode": (call) => toText({ ...call, self: call.args[0] ?? nothing, args: [] }),
  String: ({ args }) => asText(args[0] ?? text("")),
  "String.raw.(tag)": same(),
  "String.fromCharCode String.fromCodePoint": characters,
  "parseInt Number.parseInt": parsesNumber,
  Number: ({ args }) => {
    const value = Number(args[0] === undefined ? 0 : (textIn(args[0]) ?? Number.NaN));
    return Number.isNaN(value) ? madeFrom(args) : number(value);
  },
  "decodeURIComponent decodeURI querystring.unescape": textFrom((content) => percentDecoded(content)),
  unescape: textFrom((content) => unescaped(content.replace(/%u([0-9a-fA-F]{4})/g, "\\u$1").replace(/%([0-9a-fA-F]{2})/g, "\\x$1"), true)),
  "JSON.parse": parsesJson,
  "zlib.inflate zlib.unzip zlib.gunzip zlib.inflateRaw Bun.gunzip Bun.inflate": ofText((content, { name }) => {
    const made = inflate(content, /Raw/.test(name) ? "raw" : "any");
    return made === undefined ? undefined : bytes(made);
  }),
  "Array.from": makesList,
  "Array.of": ({ run, args }) => list(run, args),
  Array: ({ run, args }) =>
    args.length === 1 && args[0]?.kind === "number" ? list(run, [unknown("nothing yet")], false) : list(run, args),
  "Object.keys": ({ run, args }) =>
    args[0]?.kind === "table" ? list(run, [...args[0].entries.keys()].map(text), args[0].whole) : madeFrom(args),
  "Object.assign": ({ run, args }) => {
    const [target, ...sources] = args;
    if (target?.kind !== "table") return target ?? nothing;
    touch(run, target);
    for (const source of sources) {
      if (source.kind !== "table" || !source.whole) unsettle(target);
      if (source.kind === "table")
        for (const [name, datum] of source.entries)
          target.entries.set(name, target.whole ? datum : eitherOf([target.entries.get(name), datum]));
    }
    return target;
  },
  "Object.values": ({ run, args }) =>
    args[0]?.kind === "table" ? list(run, [...args[0].entries.values()], args[0].whole) : madeFrom(args),
  "Object.entries": ({ run, args }) =>
    args[0]?.kind === "table"
      ? list(
          run,
          [...args[0].entries].map(([name, datum]) => list(run, [text(name), datum])),
          args[0].whole,
        )
      : madeFrom(args),
  RegExp: ({ args }) => ({ ...object("pattern", valueOf(args[0])), mode: textOf(args[1]) ?? "" }),
  "<text>.split": splits,
  "<list>.join": joins,
  "<text>.replace <text>.replaceAll": replaces,
  "<text>.slice <list>.slice": slices,
  "<text>.substring": cut((content, from, to) => between(content, from, to)),
  "<text>.substr": cut((content, from, to) => content.slice(from, to === undefined ? undefined : from + to)),
  "<text>.charAt <text>.at": cut((content, from) => content.at(from) ?? ""),
  "<text>.charCodeAt <text>.codePointAt": codeAt,
  "<text>.toUpperCase": textFrom((content) => content.toUpperCase()),
  "<text>.toLowerCase": textFrom((content) => content.toLowerCase()),
  "<text>.trim": textFrom((content) => content.trim()),
  "<text>.trimEnd": textFrom((content) => content.trimEnd()),
  "<text>.repeat": ofText((content, { args }) => {
    const times = numberOf(args[0]);
    return times === undefined || times < 0 || times * content.length > bounds.valueChars ? undefined : text(content.repeat(times));
  }),
  "<text>.concat <list>.concat": concats,
  "<text>.includes": ofText((content, { args }) =>
    textOf(args[0]) === undefined ? undefined : truth(content.includes(textOf(args[0]) ?? "")),
  ),
  "<list>.map <list>.flatMap": eachOf(({ run }, { results }) => list(run, results)),
  "<list>.forEach": eachOf(() => nothing),
  "<list>.filter": eachOf(({ run, self }, { items, results }) => {
    const kept = results.map(truthOf);
    return kept.includes(undefined)
      ? list(run, [madeFrom([self])], false)
      : list(
          run,
          items.filter((_, at) => kept[at]),
        );
  }),
  "<list>.reduce": reduces,
  "<list>.reverse": reverses,
  "<list>.push": changes((items, args) => {
    if (items.length < bounds.members) items.push(...args);
    return number(items.length);
  }),
  "<list>.unshift": changes((items, args) => number(items.unshift(...args))),
  "<list>.pop": changes((items) => items.pop()),
  "<list>.shift": changes((items) => items.shift()),
  "<list>.sort <list>.splice <list>.fill": ({ self }) => {
    if (self.kind === "list") self.whole = false;
    return self;
  },
  "<list>.keys <list>.values <list>.entries": ({ self }) => self,
  "path.join path.posix.join": ({ args }) => ({ kind: "text", value: joinedAll(args.map(valueOf)) }),
  "path.resolve path.posix.resolve": ({ run, args }) => ({ kind: "text", value: pathJoined([run.around.cwd, ...args.map(valueOf)]) }),
  "path.dirname": ({ args }) => ({ kind: "text", value: parentOf(valueOf(args[0])) }),
  "path.basename": ({ args }) => ({ kind: "text", value: lastPart(valueOf(args[0])) }),
  "os.homedir": ({ run }) => ({ kind: "text", value: run.around.home }),
  "process.cwd Deno.cwd": ({ run }) => ({ kind: "text", value: run.around.cwd }),
  "os.tmpdir": always(text("/tmp")),
  "fs.mkdtemp": ({ args }) => ({ kind: "text", value: { ...unknownValue("a temporary folder"), head: textOf(args[0]) ?? "" } }),
  "fs.readdir Deno.readDir": ({ run, args, line }) => {
    const names = list(run, [unknown("a name")], false);
    for (const one of args) if (one.kind === "function") callDatum(run, one, { args: [nothing, names], named: new Map(), line });
    return names;
  },
  "fs.exists fs.stat fs.lstat fs.access": ({ run, args, line }) => {
    for (const one of args) callBack(run, one, line);
    return unknown("what is there");
  },
  "Array.isArray Object.hasOwn": always(unknown("a test")),
  "<list>.length": lengthOf,
});

function argv(run: Run): Datum {
  const script: readonly Datum[] = run.around.script === undefined ? [] : [{ kind: "text", value: run.around.script }];
  return list(run, [text("node"), ...script, ...run.around.args.map((value): Datum => ({ kind: "text", value }))]);
}

export const javascriptProperties: readonly (readonly [string, Property])[] = [
  ["process.argv", argv],
  ["process.env", () => wholeEnvironment],
  ["Bun.env", () => wholeEnvironment],
  ["process.platform", () => text("linux")],
  ["process.execPath", () => text("node")],
  ["process.argv0", () => text("node")],
  ["path.sep", () => text("/")],
  ["os.EOL", () => text("\n")],
  ["__filename", (run) => ({ kind: "text", value: run.around.script ?? unknownValue("this file") })],
  ["__dirname", (run) => ({ kind: "text", value: run.around.script === undefined ? run.around.cwd : parentOf(run.around.script) })],
  ["<text>.length", (_, of) => (textOf(of) === undefined ? madeFrom([of]) : number((textOf(of) as string).length))],
  ["<list>.length", (_, of) => (itemsOf(of) === undefined ? madeFrom([of]) : number((itemsOf(of) as readonly Datum[]).length))],
  [
    "<any>.constructor",
    (_, of) => known(["method", "function", "class", "either"].includes(of.kind) ? "Function" : of.kind === "text" ? "String" : "Object"),
  ],
  ["require.main", () => known("module")],
];
