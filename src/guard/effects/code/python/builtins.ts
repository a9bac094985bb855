/** A table of Python's functions that give values: what they make of what is known. */
import { literal, unknownValue } from "../../../shell/value.ts";
import { always, apiTable, argument, bytesFrom, lengthOf, listOf, ofText, same, tainted, textFrom } from "../acts.ts";
import { callBack, callDatum } from "../calls.ts";
import {
  bytes,
  eitherOf,
  itemsOf,
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
import { decoded, encoded, fromBase32, fromBase64, fromHex, percentDecoded, rot13, toBase64, toHex } from "../decode.ts";
import type { Api, Call } from "../dialect.ts";
import { inflate } from "../inflate.ts";
import { memberOf } from "../members.ts";
import { parsedInt } from "../operators.ts";
import { runText } from "../nested.ts";
import { bounds } from "../bounds.ts";
import { list, print, table, unsettle } from "../run.ts";
import type { Argument } from "../syntax.ts";

/** A member by its name; one of a strong library that nobody can name may be any of its functions. */
const getsMember: Api = ({ run, args }) => {
  const [of, name, otherwise] = args;
  const written = textOf(name);
  if (of === undefined) return unknown("a member");
  if (written !== undefined) return memberOf(run, of, written);
  if (of.kind === "known" && run.dialect.strong.test(of.name)) return object("chosen", unknownValue(of.name));
  return madeFrom([of, ...(otherwise === undefined ? [] : [otherwise])]);
};

const imports: Api = ({ run, args }) => {
  const name = textOf(args[0]);
  if (name === undefined) return object("library", unknownValue("a library chosen at run time"));
  return known(run.dialect.nameOf(name));
};

const printed: Api = (call) => {
  const target = call.named.get("file");
  const gap = textOf(call.named.get("sep")) ?? " ";
  const end = textOf(call.named.get("end")) ?? "\n";
  const values = call.args.flatMap((datum, at) => (at === 0 ? [valueOf(datum)] : [literal(gap), valueOf(datum)]));
  if (target === undefined || target.kind === "nothing") print(call.run, [...values, literal(end)]);
  else callDatum(call.run, memberOf(call.run, target, "write"), { args: [unknownOr(values, call)], named: new Map(), line: call.line });
  return nothing;
};

function unknownOr(values: readonly ReturnType<typeof valueOf>[], call: Call): Datum {
  const isKnown = values.every((value) => value.known);
  return isKnown ? tainted(text(values.map((value) => value.text).join("")), call.args) : madeFrom(call.args);
}

const numbers = (call: Call): Datum => {
  const given = call.args.map(numberOf);
  if (given.includes(undefined)) return madeFrom(call.args);
  const [first = 0, second, step = 1] = given as number[];
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const length = Math.ceil((to - from) / step);
  if (!Number.isFinite(length) || length > bounds.members) return madeFrom(call.args);
  return list(
    call.run,
    Array.from({ length: Math.max(0, length) }, (_, at) => number(from + at * step)),
  );
};

const maps: Api = ({ run, args, line }) => {
  const [callee, over] = args;
  const items = itemsOf(over) ?? charactersOf(over);
  if (callee === undefined || items === undefined) {
    if (callee !== undefined) callBack(run, callee, line);
    return madeFrom(args);
  }
  return list(
    run,
    items.map((item) => callDatum(run, callee, { args: [item], named: new Map(), line })),
  );
};

const filters: Api = ({ run, args, line }) => {
  const [callee, over] = args;
  const items = itemsOf(over) ?? charactersOf(over);
  if (callee === undefined || items === undefined) return madeFrom(args);
  const kept = items.map((item) =>
    callee.kind === "nothing" ? truthOf(item) : truthOf(callDatum(run, callee, { args: [item], named: new Map(), line })),
  );
  return kept.includes(undefined)
    ? madeFrom(args)
    : list(
        run,
        items.filter((_, at) => kept[at]),
      );
};

const reduces: Api = ({ run, args, line }) => {
  const [callee, over, start] = args;
  const items = itemsOf(over);
  if (callee === undefined || items === undefined) return madeFrom(args);
  const all = start === undefined ? items : [start, ...items];
  return all.slice(1).reduce((sum, item) => callDatum(run, callee, { args: [sum, item], named: new Map(), line }), all[0] ?? nothing);
};

export function charactersOf(datum: Datum | undefined): readonly Datum[] | undefined {
  const content = datum?.kind === "text" ? textOf(datum) : undefined;
  if (content === undefined || content.length > bounds.members || datum?.kind !== "text") return undefined;
  if (datum.bytes === true) return Array.from(content, (character) => number(character.charCodeAt(0)));
  return Array.from(content, text);
}

const lists: Api = ({ run, args }) => {
  const [given] = args;
  if (given === undefined) return list(run, []);
  const items = itemsOf(given) ?? charactersOf(given);
  return items === undefined ? (given.kind === "object" || given.kind === "list" ? given : madeFrom(args)) : list(run, items);
};

const reverses: Api = ({ run, args }) => {
  const items = itemsOf(args[0]) ?? charactersOf(args[0]);
  return items === undefined ? madeFrom(args) : list(run, items.toReversed());
};

const zips: Api = ({ run, args }) => {
  const all = args.map((one) => itemsOf(one) ?? charactersOf(one));
  if (all.includes(undefined)) return madeFrom(args);
  const length = Math.min(...all.map((one) => one?.length ?? 0));
  return list(
    run,
    Array.from({ length: all.length === 0 ? 0 : length }, (_, at) =>
      list(
        run,
        all.map((one) => one?.[at] ?? nothing),
      ),
    ),
  );
};

const enumerates: Api = ({ run, args }) => {
  const items = itemsOf(args[0]) ?? charactersOf(args[0]);
  return items === undefined
    ? madeFrom(args)
    : list(
        run,
        items.map((item, at) => list(run, [number(at), item])),
      );
};

/** `bytes([…])` and `bytes(text, "utf8")`. */
const makesBytes: Api = ({ args }) => {
  const items = itemsOf(args[0])?.map(numberOf);
  if (items !== undefined)
    return items.includes(undefined) ? madeFrom(args) : bytes(items.map((byte) => String.fromCharCode((byte as number) & 0xff)).join(""));
  const content = textOf(args[0]);
  return content === undefined ? madeFrom(args) : args[0]?.kind === "text" && args[0].bytes === true ? args[0] : bytes(encoded(content));
};

const makesText: Api = ({ args }) => {
  const [given] = args;
  if (given === undefined) return text("");
  if (given.kind === "text" && given.bytes === true)
    return args.length > 1 && given.value.known
      ? text(decoded(given.value.text))
      : given.value.known
        ? text(`b'${given.value.text}'`)
        : madeFrom(args);
  return given.kind === "list" || given.kind === "table" ? madeFrom(args) : { kind: "text", value: { ...valueOf(given), glob: false } };
};

const makesNumber: Api = ({ args }) => {
  const [given, base] = args;
  const value = numberOf(given);
  if (value !== undefined) return number(Math.trunc(value));
  const content = textOf(given);
  const parsed = content === undefined ? Number.NaN : parsedInt(content.replace(/^0[xob]/i, ""), numberOf(base));
  return Number.isNaN(parsed) ? madeFrom(args) : number(parsed);
};

const ofNumber = (make: (value: number) => string): Api => {
  return ({ args }) => {
    const value = numberOf(args[0]);
    return value === undefined ? madeFrom(args) : text(make(value));
  };
};

const character = ofNumber((value) => (value >= 0 && value <= 0x10ffff && Number.isInteger(value) ? String.fromCodePoint(value) : ""));

const packs = (make: (content: string) => string | undefined): Api => bytesFrom(make);

const decodesWith: Api = (call) => {
  const [given, codec] = [call.args[0], textOf(call.args[1])];
  return decodedBy(codec, given) ?? madeFrom(call.args);
};

/** `codecs.decode(x, "rot13")` and `x.decode("utf8")`. */
export function decodedBy(codec: string | undefined, given: Datum | undefined): Datum | undefined {
  const content = textOf(given);
  if (content === undefined || given === undefined) return undefined;
  const name = (codec ?? "utf8").toLowerCase().replace(/[-_ ]|codec$/g, "");
  if (name === "rot13") return tainted(text(rot13(content)), [given]);
  if (["utf8", "ascii"].includes(name)) return tainted(text(decoded(content)), [given]);
  if (["latin1", "iso88591", "unicodeescape", "rawunicodeescape"].includes(name))
    return name.endsWith("escape") ? undefined : tainted(text(content), [given]);
  const made = binaryCodecs.get(name)?.(content);
  return made === undefined ? undefined : tainted(bytes(made), [given]);
}

const binaryCodecs: ReadonlyMap<string, (content: string) => string | undefined> = new Map([
  ["hex", fromHex],
  ["base64", fromBase64],
  ["zlib", (content: string) => inflate(content, "zlib")],
  ["zip", (content: string) => inflate(content, "zlib")],
]);

const setsMember: Api = ({ args }) => {
  const [of, name, value] = args;
  const written = textOf(name);
  if (of?.kind === "table" && written !== undefined) of.entries.set(written, eitherOf([of.entries.get(written), value]));
  else if (of !== undefined) unsettle(of);
  return nothing;
};

const exitsQuietly: Api = () => nothing;

export const pythonBuiltins: readonly (readonly [string, Api])[] = apiTable({
  "(star)": ({ run, args }) => {
    run.stars.push(textOf(args[0]) ?? "");
    return nothing;
  },
  "exec eval builtins.exec builtins.eval code.InteractiveInterpreter.runcode": (call) =>
    runText(call, argument(call, 0, "source", "expression", "object")),
  "compile builtins.compile codeop.compile_command": (call) => object("compiled", valueOf(call.args[0]), [call.args[0] ?? nothing]),
  "types.FunctionType": (call) => runText(call, call.args[0]),
  "__import__ importlib.import_module importlib.__import__ builtins.__import__ imp.find_module": imports,
  "getattr builtins.getattr operator.getitem": getsMember,
  "object.__getattribute__ type.__getattribute__": getsMember,
  "<any>.__getattribute__ <any>.__getattr__": ({ run, self, args }) =>
    getsMember({ run, self, args: [self, ...args], line: 0, name: "", named: new Map() }),
  "operator.attrgetter operator.methodcaller": (call) => object("taker", valueOf(call.args[0])),
  "<taker>.__call__": (call) => madeFrom(call.args),
  "setattr delattr": setsMember,
  "globals locals vars": ({ run, args }) => args[0] ?? { kind: "table", entries: run.globals.names, whole: false, born: run.stretch },
  "globals[] sys.modules[] <known>[]": imports,
  "functools.partial": (call) => partial(call),
  "print pprint.pprint": printed,
  "sys.stdout.write sys.stdout.buffer.write": ({ run, args }) => {
    print(run, args.map(valueOf));
    return nothing;
  },
  "sys.exit exit quit os._exit": exitsQuietly,
  "chr unichr builtins.chr": character,
  ord: ofText((content) => (content === "" ? undefined : number(content.codePointAt(0) as number))),
  hex: ofNumber((value) => `0x${value.toString(16)}`),
  str: makesText,
  "repr ascii": (call) => madeFrom(call.args),
  "os.fspath os.path.abspath os.path.realpath os.path.normpath typing.cast": same(),
  int: makesNumber,
  "bytes bytearray memoryview builtins.bytes": makesBytes,
  "range xrange": numbers,
  "list tuple set frozenset iter sorted": lists,
  "dict collections.OrderedDict": (call) => (call.args[0] === undefined ? table(call.run, call.named) : call.args[0]),
  reversed: reverses,
  "map multiprocessing.Pool.map": maps,
  filter: filters,
  "functools.reduce reduce": reduces,
  zip: zips,
  enumerate: enumerates,
  len: lengthOf,
  "next min max": ({ args }) => itemsOf(args[0])?.[0] ?? madeFrom(args),
  bool: ({ args }) => (args[0] === undefined ? truth(false) : (booleanOf(args[0]) ?? madeFrom(args))),
  "base64.b64decode base64.urlsafe_b64decode base64.standard_b64decode base64.decodebytes base64.decodestring binascii.a2b_base64":
    packs(fromBase64),
  "base64.b64encode base64.urlsafe_b64encode base64.standard_b64encode base64.encodebytes": packs(toBase64),
  "base64.b32decode": packs(fromBase32),
  "base64.b16decode binascii.unhexlify binascii.a2b_hex bytes.fromhex bytearray.fromhex": packs(fromHex),
  "binascii.hexlify binascii.b2a_hex": packs(toHex),
  "zlib.decompress": packs((content) => inflate(content, "zlib") ?? inflate(content, "raw")),
  "gzip.decompress": packs((content) => inflate(content, "gzip")),
  "codecs.decode": decodesWith,
  "codecs.encode": (call) =>
    textOf(call.args[1]) === "rot13" || textOf(call.args[1]) === "rot_13" ? decodesWith(call) : madeFrom(call.args),
  "urllib.parse.unquote urllib.unquote": textFrom((content) => percentDecoded(content)),
  "urllib.parse.unquote_plus": textFrom((content) => percentDecoded(content, true)),
  "str.join": (call) =>
    callDatum(call.run, memberOf(call.run, call.args[0] ?? text(""), "join"), {
      args: call.args.slice(1),
      named: call.named,
      line: call.line,
    }),
  "shlex.split": ({ run, args }) =>
    textOf(args[0]) !== undefined && !/['"\\]/.test(textOf(args[0]) ?? "")
      ? listOf(
          run,
          (textOf(args[0]) ?? "").split(/\s+/).filter((part) => part !== ""),
        )
      : list(run, [madeFrom(args)], false),
  "shlex.quote pipes.quote": (call) => ({ kind: "text", value: valueOf(call.args[0]) }),
  "textwrap.dedent": same(),
  "os.path.exists os.path.isfile os.path.isdir os.path.islink os.access": always(unknown("what is there")),
});

function booleanOf(datum: Datum): Datum | undefined {
  const holds = truthOf(datum);
  return holds === undefined ? undefined : truth(holds);
}

/** Called at once, and later with more: what it would do with what is known now is seen. */
function partial({ run, args, named, line }: Call): Datum {
  const [callee, ...given] = args;
  if (callee === undefined) return nothing;
  const parameters = [{ target: { kind: "name" as const, line, name: "(more)" }, rest: "list" as const }];
  const scope = {
    names: new Map<string, Datum>([
      ["(callee)", callee],
      ["(given)", list(run, given)],
      ["(named)", table(run, named)],
    ]),
    outer: undefined,
    shared: new Set<string>(),
  };
  const spread = (name: string): Argument => ({ value: { kind: "name" as const, line, name }, spread: true });
  const call = {
    kind: "call" as const,
    line,
    callee: { kind: "name" as const, line, name: "(callee)" },
    args: [spread("(given)"), spread("(more)"), spread("(named)")],
  };
  return { kind: "function", parameters, body: [{ kind: "return", line, value: call }], scope };
}
