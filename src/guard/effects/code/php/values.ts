/** A table of what PHP's pure functions give. */
import { unknownValue, literal } from "../../../shell/value.ts";
import { always, apiTable, lengthOf, ofText, same, textFrom } from "../acts.ts";
import { bounds } from "../bounds.ts";
import { itemsOf, joined, madeFrom, nothing, number, numberOf, text, textOf, unknown, valueOf } from "../datum.ts";
import { decoded, fromBase64, fromHex, percentDecoded, rot13, toBase64, toHex } from "../decode.ts";
import type { Api } from "../dialect.ts";
import { inflate } from "../inflate.ts";
import { lastPart, parentOf } from "../paths.ts";
import { list, print } from "../run.ts";
import { setName } from "../scope.ts";

/** Bytes and texts are one in PHP. */
const fromBytes = (make: (content: string) => string | undefined): Api =>
  textFrom((content) => {
    const made = make(content);
    return made === undefined ? undefined : decoded(made);
  });

const unpacks = (frame: "raw" | "zlib" | "gzip" | "any"): Api =>
  ofText((content) => {
    const made = inflate(content, frame);
    return made === undefined ? undefined : text(made);
  });

/** Base64 of packed bytes is no text yet. */
const fromBase64Raw: Api = ofText((content) => {
  const made = fromBase64(content);
  if (made === undefined) return undefined;
  const asText = decoded(made);
  return asText.includes("\ufffd") ? { kind: "text", value: literal(made), bytes: true } : text(asText);
});

const joins: Api = ({ args }) => {
  const [gap, items] =
    args[0]?.kind === "list"
      ? [args[1] ?? text(""), itemsOf(args[0])]
      : args[1] === undefined
        ? [text(""), itemsOf(args[0])]
        : [args[0] ?? text(""), itemsOf(args[1])];
  if (items === undefined) return madeFrom(args);
  return { kind: "text", value: joined(items.flatMap((item, at) => (at === 0 ? [valueOf(item)] : [valueOf(gap), valueOf(item)]))) };
};

const splits: Api = ({ run, args }) => {
  const [mark, content] = [textOf(args[0]), textOf(args[1])];
  if (mark === undefined || content === undefined || mark === "" || args.length > 2) return list(run, [madeFrom(args)], false);
  return list(run, content.split(mark).map(text));
};

const characters: Api = ({ run, args }) => {
  const content = textOf(args[0]);
  return content === undefined || content.length > bounds.members || args.length > 1
    ? madeFrom(args)
    : list(run, Array.from(content, text));
};

const replaces: Api = ({ args }) => {
  const [from, to, content] = args.map(textOf);
  return from === undefined || to === undefined || content === undefined || from === ""
    ? madeFrom(args)
    : text(content.replaceAll(from, () => to));
};

const cuts: Api = ({ args }) => {
  const [content, from, length] = [textOf(args[0]), numberOf(args[1]), args[2] === undefined ? undefined : numberOf(args[2])];
  if (content === undefined || from === undefined || (args[2] !== undefined && length === undefined)) return madeFrom(args);
  const rest = content.slice(from);
  return text(length === undefined ? rest : rest.slice(0, length));
};

const formats: Api = ({ args }) => {
  const written = textOf(args[0]);
  if (written === undefined || /%[^sd%]/.test(written)) return madeFrom(args);
  let next = 0;
  const pieces = written.split(/(%%|%[sd])/).map((piece) => {
    if (piece === "%%") return literal("%");
    if (!/^%[sd]$/.test(piece)) return literal(piece);
    next += 1;
    return valueOf(args[next]);
  });
  return { kind: "text", value: joined(pieces) };
};

const echoes: Api = ({ run, args }) => {
  print(
    run,
    args.map((one) => (one.kind === "list" || one.kind === "table" ? unknownValue("a list") : valueOf(one))),
  );
  return nothing;
};

const printsFormatted: Api = (call) => echoes({ ...call, args: [formats(call)] });

const translates: Api = ({ args }) => {
  const [content, from, to] = args.map(textOf);
  if (content === undefined || from === undefined || to === undefined) return madeFrom(args);
  return text(Array.from(content, (one) => (from.includes(one) ? (to[from.indexOf(one)] ?? one) : one)).join(""));
};

const reversesList: Api = ({ run, args }) => {
  const items = itemsOf(args[0]);
  return items === undefined ? madeFrom(args) : list(run, items.toReversed());
};

const packs: Api = ({ args }) => {
  const made = textOf(args[0]) === "H*" ? fromHex(textOf(args[1]) ?? "?") : undefined;
  return made === undefined ? madeFrom(args) : text(decoded(made));
};

export const phpValues: readonly (readonly [string, Api])[] = apiTable({
  "echo print_r": echoes,
  printf: printsFormatted,
  "var_dump var_export": ({ run, args }) => {
    print(run, [unknownValue("a value")]);
    return madeFrom(args);
  },
  base64_decode: fromBase64Raw,
  base64_encode: textFrom(toBase64),
  hex2bin: fromBytes(fromHex),
  bin2hex: textFrom(toHex),
  str_rot13: textFrom(rot13),
  strrev: textFrom((content) => Array.from(content).toReversed().join("")),
  urldecode: textFrom((content) => percentDecoded(content, true)),
  rawurldecode: textFrom((content) => percentDecoded(content)),
  gzinflate: unpacks("raw"),
  gzuncompress: unpacks("zlib"),
  "gzdecode zlib_decode": unpacks("any"),
  convert_uudecode: (call) => madeFrom(call.args),
  pack: packs,
  chr: ({ args }) => {
    const code = numberOf(args[0]);
    return code === undefined ? madeFrom(args) : text(String.fromCharCode(((code % 256) + 256) % 256));
  },
  ord: ofText((content) => number(content.charCodeAt(0))),
  "strtolower mb_strtolower lcfirst": textFrom((content) => content.toLowerCase()),
  "strtoupper mb_strtoupper": textFrom((content) => content.toUpperCase()),
  ucfirst: textFrom((content) => (content[0] ?? "").toUpperCase() + content.slice(1)),
  trim: textFrom((content) => content.trim()),
  "rtrim chop": textFrom((content) => content.trimEnd()),
  ltrim: textFrom((content) => content.trimStart()),
  "implode join": joins,
  explode: splits,
  str_split: characters,
  str_replace: replaces,
  "substr mb_substr": cuts,
  sprintf: formats,
  strtr: translates,
  array_reverse: reversesList,
  "array_values array_merge": ({ run, args }) =>
    list(
      run,
      args.flatMap((one) => itemsOf(one) ?? [madeFrom([one])]),
      args.every((one) => itemsOf(one) !== undefined),
    ),
  "strlen count sizeof": lengthOf,
  str_repeat: ({ args }) => {
    const [content, times] = [textOf(args[0]), numberOf(args[1])];
    return content === undefined || times === undefined || times < 0 || content.length * times > bounds.valueChars
      ? madeFrom(args)
      : text(content.repeat(times));
  },
  array: ({ run, args }) => list(run, args),
  range: ({ run, args }) => {
    const [from, to] = args.map(numberOf);
    if (from === undefined || to === undefined || Math.abs(to - from) > bounds.members) return madeFrom(args);
    return list(
      run,
      Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => number(from + Math.sign(to - from) * at)),
    );
  },
  array_push: ({ self, args }) => (args[0]?.kind === "list" ? ((args[0].whole = false), nothing) : self),
  "realpath escapeshellcmd stripslashes utf8_decode": same(),
  escapeshellarg: ({ args }) => ({ kind: "text", value: joined([literal("'"), valueOf(args[0]), literal("'")]) }),
  dirname: ({ args }) => ({ kind: "text", value: parentOf(valueOf(args[0])) }),
  basename: ({ args }) => ({ kind: "text", value: lastPart(valueOf(args[0])) }),
  getcwd: ({ run }) => ({ kind: "text", value: run.around.cwd }),
  sys_get_temp_dir: always(text("/tmp")),
  glob: ({ run, args }) => {
    const pattern = valueOf(args[0]);
    return list(run, [{ kind: "text", value: pattern.known ? { ...pattern, glob: true } : pattern }], false);
  },
  "scandir opendir readdir": ({ run }) => list(run, [unknown("a name")], false),
  "file_exists is_file is_dir is_writable is_readable isset function_exists": always(unknown("what is there")),
  define: ({ run, args }) => {
    const name = textOf(args[0]);
    if (name !== undefined) run.globals.names.set(name.toLowerCase(), args[1] ?? nothing);
    return nothing;
  },
  "(variables)[]=": ({ run, args }) => {
    const name = textOf(args[0]);
    if (name !== undefined) setName(run.changes, run.globals, { name: `$${name}`, datum: args[1] ?? nothing });
    else for (const [known] of run.globals.names) setName(run.changes, run.globals, { name: known, datum: unknown(known) });
    return nothing;
  },
  "extract parse_str import_request_variables": ({ run, args }) => {
    for (const [known] of run.globals.names)
      if (known.startsWith("$")) setName(run.changes, run.globals, { name: known, datum: madeFrom(args, known) });
    return nothing;
  },
  "(variables)[]": ({ run, args }) => {
    const name = textOf(args[0]);
    return (name === undefined ? undefined : run.globals.names.get(`$${name}`)) ?? madeFrom(args);
  },
});
