/** A table of what Python's texts, lists, tables and paths give when their functions are called. */
import { literal, unknownValue } from "../../../shell/value.ts";
import { apiTable, always, ofText, same, tainted } from "../acts.ts";
import { bytes, itemsOf, joined, known, madeFrom, nothing, object, text, textOf, truth, unknown, valueOf, type Datum } from "../datum.ts";
import { encoded, fromHex, rot13, toHex } from "../decode.ts";
import type { Api, Call, Property } from "../dialect.ts";
import { expandedHome, lastPart, parentOf, pathJoined } from "../paths.ts";
import { list, stdinOf, touch, unsettle } from "../run.ts";
import { charactersOf, decodedBy } from "./builtins.ts";

/** Of a text, or of bytes: the same kind comes back. */
const alike = (make: (content: string, call: Call) => string | undefined): Api => {
  return ofText((content, call) => {
    const made = make(content, call);
    if (made === undefined) return undefined;
    return call.self.kind === "text" && call.self.bytes === true ? bytes(made) : text(made);
  });
};

const joins: Api = ({ self, args, run }) => {
  const items =
    itemsOf(args[0]) ??
    charactersOf(args[0]) ??
    (args[0]?.kind === "table" && args[0].whole ? [...args[0].entries.keys()].map(text) : undefined);
  if (items === undefined) return madeFrom([self, ...args]);
  const gap = valueOf(self);
  const value = joined(items.flatMap((item, at) => (at === 0 ? [valueOf(item)] : [gap, valueOf(item)])));
  return {
    kind: "text",
    value,
    ...(self.kind === "text" && self.bytes === true && run.dialect.language === "python" ? { bytes: true } : {}),
  };
};

const splits: Api = ({ run, self, args }) => {
  const [content, mark, most] = [textOf(self), textOf(args[0]), args[1]];
  if (
    content === undefined ||
    (args[0] !== undefined && args[0].kind !== "nothing" && mark === undefined) ||
    most !== undefined ||
    mark === ""
  )
    return list(run, [madeFrom([self, ...args])], false);
  const parts = mark === undefined ? content.split(/\s+/).filter((part) => part !== "") : content.split(mark);
  return list(
    run,
    parts.map((part) => tainted(text(part), [self])),
  );
};

/** `"{} {x}".format(…)`: without formats of its own. */
const formats: Api = ({ self, args, named }) => {
  const content = textOf(self);
  if (content === undefined || /\{[^{}]*[!:[.]/.test(content)) return madeFrom([self, ...args, ...named.values()]);
  let next = 0;
  const pieces = content.split(/(\{\{|\}\}|\{\w*\})/).map((piece) => {
    if (piece === "{{" || piece === "}}") return literal(piece.slice(1));
    const name = /^\{(\w*)\}$/.exec(piece)?.[1];
    if (name === undefined) return literal(piece);
    const datum = name === "" ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    return valueOf(datum);
  });
  return { kind: "text", value: joined(pieces) };
};

const strips = (start: boolean, end: boolean): Api =>
  alike((content, { args }) => {
    const given = args[0] === undefined || args[0].kind === "nothing" ? " \t\n\r\f\v" : textOf(args[0]);
    if (given === undefined) return undefined;
    const kept = Array.from(content, (character) => !given.includes(character));
    const [first, last] = [kept.indexOf(true), kept.lastIndexOf(true)];
    if (first < 0) return "";
    return content.slice(start ? first : 0, end ? last + 1 : undefined);
  });

const replaces = alike((content, { args }) => {
  const [from, to] = [textOf(args[0]), textOf(args[1])];
  return from === undefined || to === undefined || args.length > 2 ? undefined : content.replaceAll(from, () => to);
});

const translates = alike((content, { args }) => {
  const [rows] = args;
  if (rows?.kind !== "table" || !rows.whole) return undefined;
  const put = Array.from(content, (character) => translated(character, rows.entries));
  return put.includes(undefined) ? undefined : put.join("");
});

/** A character stands in the table as itself or by its number; `None` takes it out. Undefined where it becomes something unknown. */
function translated(character: string, entries: ReadonlyMap<string, Datum>): string | undefined {
  const to = entries.get(character) ?? entries.get(String(character.codePointAt(0)));
  if (to === undefined) return character;
  if (to.kind === "nothing") return "";
  return to.kind === "number" ? String.fromCodePoint(to.number) : textOf(to);
}

const makesTranslation: Api = ({ run, args }) => {
  const [from, to] = [textOf(args[0]), textOf(args[1])];
  if (from === undefined || to === undefined) return madeFrom(args);
  return {
    kind: "table",
    entries: new Map(Array.from(from, (character, at) => [character, text(to[at] ?? "")])),
    whole: true,
    born: run.stretch,
  };
};

const tests = (holds: (content: string, other: string) => boolean): Api =>
  ofText((content, { args }) => {
    const other = textOf(args[0]);
    return other === undefined ? undefined : truth(holds(content, other));
  });

const title = (content: string): string =>
  content.toLowerCase().replace(/[a-z]+/g, (word) => (word[0] as string).toUpperCase() + word.slice(1));
const swapped = (content: string): string =>
  Array.from(content, (one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join("");

const appends: Api = ({ run, self, args }) => {
  if (self.kind !== "list") return nothing;
  touch(run, self);
  self.items.push(args[0] ?? nothing);
  return nothing;
};

const extendsList: Api = ({ run, self, args }) => {
  if (self.kind !== "list") return nothing;
  touch(run, self);
  const items = itemsOf(args[0]) ?? charactersOf(args[0]);
  if (items === undefined) self.whole = false;
  else self.items.push(...items);
  return nothing;
};

/** What is done to a list that is not followed. */
const unsettles: Api = ({ self }) => {
  unsettle(self);
  return madeFrom([self]);
};

const reversesInPlace: Api = ({ run, self }) => {
  if (self.kind === "list") {
    touch(run, self);
    self.items.reverse();
  }
  return nothing;
};

const pops: Api = ({ run, self, args }) => {
  if (self.kind !== "list" || args.length > 0 || self.items.length === 0)
    return unsettles({ run, self, args, line: 0, name: "", named: new Map() });
  touch(run, self);
  return self.whole ? (self.items.pop() as Datum) : madeFrom([self]);
};

const gets: Api = ({ self, args }) => {
  const name = textOf(args[0]);
  if (self.kind !== "table" || name === undefined) return madeFrom([self, ...args]);
  return self.entries.get(name) ?? (self.whole ? (args[1] ?? nothing) : madeFrom([self]));
};

const path =
  (make: (call: Call) => ReturnType<typeof valueOf>): Api =>
  (call) =>
    object("path", make(call));
const ofPath =
  (make: (of: Datum) => ReturnType<typeof valueOf>): Property =>
  (_, of) =>
    object("path", make(of));
const partsOf = ({ self, args }: Call): readonly ReturnType<typeof valueOf>[] =>
  (self.kind === "known" ? args : [self, ...args]).map(valueOf);

/** The files that a pattern may find: left to whoever knows what lies on disk. */
const globs: Api = ({ run, self, args }) => {
  const isPath = self.kind === "object";
  const pattern = valueOf(args[0]);
  const whole = isPath ? pathJoined([self.value, pattern]) : pattern;
  const found = whole.known ? { ...whole, glob: true } : whole;
  return list(run, [isPath ? object("path", found) : { kind: "text", value: found }], false);
};

/** The names in a folder, whatever they are. */
const listsFolder: Api = ({ run, self, args }) => {
  if (self.kind === "object") return list(run, [object("path", pathJoined([self.value, { ...unknownValue("*"), head: "" }]))], false);
  return list(run, [unknown(`a name in \`${valueOf(args[0]).text}\``)], false);
};

const walks: Api = ({ run, self, args }) => {
  const folder = self.kind === "object" ? self.value : valueOf(args[0]);
  const root: Datum = {
    kind: "text",
    value: { ...unknownValue(`${folder.text}/…`), head: folder.known ? folder.text : (folder.head ?? "") },
  };
  const names = (): Datum => list(run, [unknown("a name")], false);
  return object("walk", folder, [list(run, [self.kind === "object" ? object("path", root.value) : root, names(), names()])]);
};

export const pythonTexts: readonly (readonly [string, Api])[] = apiTable({
  "<text>.join": joins,
  "<text>.split <text>.rsplit <text>.splitlines": splits,
  "<text>.format": formats,
  "<text>.replace": replaces,
  "<text>.strip": strips(true, true),
  "<text>.lstrip": strips(true, false),
  "<text>.rstrip": strips(false, true),
  "<text>.upper": alike((content) => content.toUpperCase()),
  "<text>.lower <text>.casefold": alike((content) => content.toLowerCase()),
  "<text>.title <text>.capitalize": alike(title),
  "<text>.swapcase": alike(swapped),
  "<text>.translate": translates,
  "str.maketrans <text>.maketrans string.maketrans": makesTranslation,
  "<text>.encode": ofText((content, { args }) => (textOf(args[0]) === "rot13" ? text(rot13(content)) : bytes(encoded(content)))),
  "<text>.decode": ({ self, args }) => decodedBy(textOf(args[0]), self) ?? madeFrom([self]),
  "<text>.hex": ofText((content) => text(toHex(content))),
  "<text>.fromhex": ({ args }) => {
    const made = fromHex(textOf(args[0]) ?? "?");
    return made === undefined ? madeFrom(args) : bytes(made);
  },
  "<text>.startswith": tests((content, other) => content.startsWith(other)),
  "<text>.endswith": tests((content, other) => content.endsWith(other)),
  "<text>.__add__ operator.add operator.concat": ({ self, args }) => ({
    kind: "text",
    value: joined((self.kind === "known" ? args : [self, ...args]).map(valueOf)),
  }),
  "<text>.removeprefix": alike((content, { args }) =>
    content.startsWith(textOf(args[0]) ?? "\0") ? content.slice((textOf(args[0]) ?? "").length) : content,
  ),
  "<list>.append": appends,
  "<list>.extend": extendsList,
  "<list>.reverse": reversesInPlace,
  "<list>.pop": pops,
  "<list>.insert <list>.remove <list>.sort <list>.clear <table>.update <table>.pop <table>.clear <table>.setdefault": unsettles,
  "<list>.copy": ({ run, self }) => (self.kind === "list" ? list(run, self.items, self.whole) : self),
  "<table>.get <table>.__getitem__": gets,
  "<table>.values": ({ run, self }) => (self.kind === "table" ? list(run, [...self.entries.values()], self.whole) : self),
  "<table>.keys": ({ run, self }) => (self.kind === "table" ? list(run, [...self.entries.keys()].map(text), self.whole) : self),
  "<table>.items": ({ run, self }) =>
    self.kind === "table"
      ? list(
          run,
          [...self.entries].map(([name, datum]) => list(run, [text(name), datum])),
          self.whole,
        )
      : self,
  "pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath path.Path os.path.Path": path((call) =>
    pathJoined(call.args.length === 0 ? [literal(".")] : partsOf(call)),
  ),
  "<path>.joinpath <path>.__truediv__": path((call) => pathJoined(partsOf(call))),
  "pathlib.Path.home": path(({ run }) => run.around.home),
  "pathlib.Path.cwd": path(({ run }) => run.around.cwd),
  "<path>.expanduser": path(({ run, self }) => expandedHome(valueOf(self), run.around.home)),
  "<path>.resolve <path>.absolute <path>.as_posix <path>.__str__ <path>.__fspath__": same(),
  "<path>.with_suffix <path>.with_name <path>.relative_to": path(({ self }) => ({
    ...unknownValue(valueOf(self).text),
    head: parentOf(valueOf(self)).text,
  })),
  "<path>.exists <path>.is_file <path>.is_dir <path>.is_symlink <path>.stat": always(unknown("what is there")),
  "<path>.glob <path>.rglob glob.glob glob.iglob": globs,
  "<path>.iterdir os.listdir os.scandir": listsFolder,
  "os.walk <path>.walk": walks,
  "os.path.join posixpath.join": (call) => ({ kind: "text", value: pathJoined(call.args.map(valueOf)) }),
  "os.path.expanduser posixpath.expanduser": ({ run, args }) => ({ kind: "text", value: expandedHome(valueOf(args[0]), run.around.home) }),
  "os.path.expandvars": ({ run, args }) => {
    const content = textOf(args[0]);
    if (content === undefined) return madeFrom(args);
    const pieces = content
      .split(/(\$\w+|\$\{\w+\})/)
      .map((piece) => (piece.startsWith("$") ? (run.around.variable(piece.replace(/[${}]/g, "")) ?? unknownValue(piece)) : literal(piece)));
    return { kind: "text", value: joined(pieces) };
  },
  "os.path.dirname posixpath.dirname": ({ args }) => ({ kind: "text", value: parentOf(valueOf(args[0])) }),
  "os.path.basename": ({ args }) => ({ kind: "text", value: lastPart(valueOf(args[0])) }),
  "os.getcwd os.curdir": ({ run }) => ({ kind: "text", value: run.around.cwd }),
  "tempfile.mkdtemp tempfile.mkstemp tempfile.mktemp tempfile.gettempdir": () => ({
    kind: "text",
    value: { ...unknownValue("a temporary file"), head: "/tmp/" },
  }),
  "tempfile.TemporaryDirectory tempfile.NamedTemporaryFile": () =>
    object("writing", { ...unknownValue("a temporary file"), head: "/tmp/" }),
  "sys.stdin.read sys.stdin.buffer.read sys.stdin.readline input raw_input <stdin>.read": ({ run }) => ({
    kind: "text",
    value: stdinOf(run),
  }),
  "sys.stdin.readlines": ({ run }) => list(run, [{ kind: "text", value: unknownValue("a line", stdinOf(run).flow) }], false),
});

export const pythonProperties: readonly (readonly [string, Property])[] = [
  ["<path>.parent", ofPath((of) => parentOf(valueOf(of)))],
  ["<path>.name", (_, of) => ({ kind: "text", value: lastPart(valueOf(of)) })],
  [
    "<path>.stem",
    (_, of) => {
      const name = lastPart(valueOf(of));
      return { kind: "text", value: name.known ? literal(name.text.replace(/(?<=.)\.[^.]*$/, "")) : name };
    },
  ],
  ["<path>.parts", (run, of) => list(run, (textOf(of) ?? "").split("/").map(text), textOf(of) !== undefined)],
  ["<path>.path", (_, of) => ({ kind: "text", value: valueOf(of) })],
  ["<writing>.name", (_, of) => ({ kind: "text", value: valueOf(of) })],
  ["<any>.__subclasses__", () => object("chosen", unknownValue("a class"))],
  ["<any>.__globals__", () => known("globals")],
  ["os.sep", () => text("/")],
  ["os.linesep", () => text("\n")],
  ["os.name", () => text("posix")],
  ["sys.executable", () => text("python3")],
  ["string.ascii_lowercase", () => text("abcdefghijklmnopqrstuvwxyz")],
  ["string.ascii_uppercase", () => text("ABCDEFGHIJKLMNOPQRSTUVWXYZ")],
  ["string.ascii_letters", () => text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")],
  ["string.digits", () => text("0123456789")],
  ["__name__", () => text("__main__")],
  ["__file__", (run) => ({ kind: "text", value: run.around.script ?? unknownValue("this file") })],
  [
    "sys.argv",
    (run) =>
      list(run, [
        { kind: "text", value: run.around.script ?? literal("-c") },
        ...run.around.args.map((value): Datum => ({ kind: "text", value })),
      ]),
  ],
  ["sys.stdin", (run) => list(run, [{ kind: "text", value: unknownValue("a line", stdinOf(run).flow) }], false)],
];
