/** A table of what the functions of Perl, Ruby, Lua and awk do to the machine, and how their values behave. */
import { literal, unknownValue } from "../../../shell/value.ts";
import {
  always,
  apiTable,
  argument,
  asks,
  asksAddress,
  asksDatabase,
  chmods,
  contentOf,
  copies,
  deletes,
  empties,
  environment,
  kills,
  lengthOf,
  links,
  mayAskDatabase,
  moves,
  ofText,
  outcome,
  runsFile,
  runsShell,
  runsWords,
  same,
  say,
  secretIn,
  textFrom,
  wholeEnvironment,
  writes,
} from "../acts.ts";
import { callBack, callDatum } from "../calls.ts";
import { itemsOf, joined, known, madeFrom, nothing, numberOf, object, text, textOf, unknown, valueOf, type Datum } from "../datum.ts";
import { decoded, encoded, fromBase64, fromHex, percentDecoded, rot13, toBase64 } from "../decode.ts";
import type { Api, Dialect } from "../dialect.ts";
import { memberOf } from "../members.ts";
import { runText } from "../nested.ts";
import { concatenated } from "../operators.ts";
import { expandedHome, lastPart, parentOf, pathJoined } from "../paths.ts";
import { eachItem } from "../rounds.ts";
import { flowFrom, list, print, stdinOf } from "../run.ts";
import { awkGrammar, luaGrammar, perlGrammar, rubyGrammar } from "./languages.ts";
import { parsePlain } from "./parse.ts";

/** One text is a command for the shell, several are a program with its words. */
const runsEither: Api = (call) => {
  const given = call.args.flatMap((one) => (one.kind === "table" ? [] : [one]));
  if (given.length === 1 && given[0]?.kind !== "list") return runsShell()({ ...call, args: given });
  return runsWords()({ ...call, args: given });
};

/** Every argument is a path. */
const deletesAll = (whole: boolean): Api => {
  return (call) => {
    for (const one of call.args.flatMap((arg) => (arg.kind === "list" ? arg.items : [arg])))
      if (one.kind !== "table") deletes(whole)({ ...call, args: [one] });
    return nothing;
  };
};

/** `open(F, "> file")`, `open(F, ">", "file")`, `open(F, "-|", "command")`. */
const opensPerl: Api = (call) => {
  const [, first, second] = call.args;
  const mode =
    second === undefined ? (/^\s*(\+?>>|\+?>|<|\|)?/.exec(valueOf(first).text)?.[1] ?? "") : valueOf(first).text.replace(/:.*$/, "").trim();
  const target = second === undefined ? stripped(first) : valueOf(second);
  const isCommand = mode === "|" || mode === "-|" || mode === "|-" || (second === undefined && /\|\s*$/.test(valueOf(first).text));
  if (isCommand) return runsShell()({ ...call, args: [{ kind: "text", value: target }] });
  if (mode.includes(">")) say(call, { does: mode.includes(">>") ? "write" : "overwrite", path: target, flow: { from: "call", text: "" } });
  else if (first !== undefined) say(call, { does: "read", path: target });
  return nothing;
};

function stripped(datum: Datum | undefined): ReturnType<typeof valueOf> {
  const value = valueOf(datum);
  return { ...value, text: withoutMode(value.text), ...(value.head === undefined ? {} : { head: withoutMode(value.head) }) };
}

function withoutMode(content: string): string {
  return content
    .trim()
    .replace(/^(?:\+?>{1,2}|<|\|)/, "")
    .replace(/\|$/, "")
    .trim();
}

/** `File.open(path, "w")`, `io.open(path, "w")`. */
const opens: Api = (call) => {
  const path = valueOf(call.args[0]);
  const mode = call.args[1] === undefined ? "r" : (textOf(call.args[1]) ?? "w");
  if (/^\s*\|/.test(path.text)) return runsShell()({ ...call, args: [{ kind: "text", value: stripped(call.args[0]) }] });
  const does = /^r(?!.*\+)/.test(mode) ? undefined : mode.startsWith("w") ? ("overwrite" as const) : ("write" as const);
  if (does !== undefined) say(call, { does, path, flow: { from: "call", text: "" } });
  const file = object(does === undefined ? "reading" : "writing", path);
  for (const one of call.args) callBack(call.run, one, call.line);
  return file;
};

const reads: Api = (call) => {
  const path = call.self.kind === "object" ? call.self.value : valueOf(call.args[0]);
  say(call, { does: "read", path });
  return unknown(`what \`${path.text}\` holds`, contentOf(call.run, path));
};

const writesTo: Api = (call) => {
  if (call.self.kind === "object") say(call, { does: "write", path: call.self.value, flow: flowFrom(call.args[0]) });
  return call.self;
};

const executes: Api = (call) =>
  call.args[0]?.kind === "function"
    ? callDatum(call.run, call.args[0], { args: [], named: new Map(), line: call.line })
    : runText(call, call.args[0]);

const prints =
  (end: string): Api =>
  ({ run, args }) => {
    print(run, [...args.map(valueOf), ...(end === "" ? [] : [literal(end)])]);
    return nothing;
  };

/** Whoever is connected may hand the connection to what the code starts. */
const connects =
  (host: number, port?: number): Api =>
  (call) => {
    const parts = [call.args[host], ...(port === undefined ? [] : [text(":"), call.args[port]])];
    say(call, { does: "network", url: joined(parts.map(valueOf)), method: "CONNECT", carrying: "nothing" });
    return object("connection", valueOf(call.args[host]));
  };

const fetches: Api = (call) => asks(call, valueOf(call.args[0]), { method: "GET", data: secretIn(call.args[0]) });

/** Each mark takes the next word, whatever kind it asks for; one that is not known stays open. */
const formats: Api = ({ args: [format, ...rest] }) => {
  const written = textOf(format);
  if (written === undefined) return madeFrom([format ?? nothing, ...rest]);
  const pieces = written.split(/(%[-+ #]*\d*(?:\.\d+)?[a-zA-Z])/);
  return { kind: "text", value: joined(pieces.map((piece, at) => (at % 2 === 0 ? literal(piece) : valueOf(rest[(at - 1) / 2])))) };
};

const joins: Api = ({ args }) => {
  const [gap, ...rest] = args;
  const items = rest.flatMap((one) => itemsOf(one) ?? [one]);
  return { kind: "text", value: joined(items.flatMap((item, at) => (at === 0 ? [valueOf(item)] : [valueOf(gap), valueOf(item)]))) };
};

const joinsSelf: Api = (call) =>
  itemsOf(call.self) === undefined ? madeFrom([call.self, ...call.args]) : joins({ ...call, args: [call.args[0] ?? text(""), call.self] });

const characters: Api = ({ args }) => charactersOf(args);

function charactersOf(args: readonly Datum[]): Datum {
  const codes = args.map(numberOf);
  return codes.includes(undefined) ? madeFrom(args) : text(codes.map((code) => String.fromCharCode((code as number) & 0xffff)).join(""));
}

const packs: Api = ({ args }) => packed(args);

function packed(args: readonly Datum[]): Datum {
  const [form, given] = [textOf(args[0]), textOf(args[1])];
  const made = given === undefined ? undefined : form === "H*" ? fromHex(given) : undefined;
  if (made !== undefined) return text(decoded(made));
  if (form === undefined || !/^[CU]\*?$/.test(form)) return madeFrom(args);
  return charactersOf(args.slice(1));
}

/** `obj.send(:system, "ls")`. */
const sends: Api = (call) => {
  const [name, ...rest] = call.args;
  const written = textOf(name);
  if (written === undefined) return madeFrom(call.args);
  const target =
    call.self.kind === "known" && /^(?:Kernel|self|Object)$/.test(call.self.name) ? known(written) : memberOf(call.run, call.self, written);
  return callDatum(call.run, target, { args: rest, named: new Map(), line: call.line });
};

const globs: Api = ({ run, args }) => {
  const pattern = valueOf(args[0]);
  return list(run, [{ kind: "text", value: pattern.known ? { ...pattern, glob: true } : pattern }], false);
};

const code = (content: string): string => Array.from(content).toReversed().join("");

const perlApis: readonly (readonly [string, Api])[] = apiTable({
  "system exec CORE::system CORE::exec": runsEither,
  connect: connects(1),
  // `new IO::Socket::INET(…)` looks as if the class were called.
  "IO::Socket::INET.new IO::Socket.INET.new IO.Socket.INET.new IO::Socket::SSL.new IO::Socket::INET IO::Socket::SSL": connects(0),
  sprintf: formats,
  "(shell) readpipe": runsShell(),
  open: opensPerl,
  "unlink rmdir": deletesAll(false),
  "rmtree remove_tree File::Path::rmtree File::Path::remove_tree": deletesAll(true),
  "rename move File::Copy::move mv": moves,
  "copy File::Copy::copy cp": copies,
  "symlink link": links,
  truncate: empties(),
  chmod: (call) => {
    for (const path of call.args.slice(1).flatMap((one) => itemsOf(one) ?? [one]))
      chmods(false, 1, 0)({ ...call, args: [call.args[0] ?? nothing, path] });
    return nothing;
  },
  chown: (call) => chmods(false, 2, 0)(call),
  kill: (call) => kills(1, 0)(call),
  eval: executes,
  "do require": (call) => (call.args[0]?.kind === "text" ? runsFile("perl")(call) : nothing),
  "get getstore LWP::Simple::get LWP::Simple::getstore": fetches,
  "<unknown>.do <unknown>.execute <unknown>.prepare <unknown>.query": mayAskDatabase,
  "<unknown>.get <unknown>.mirror": (call) => (/^https?:/.test(valueOf(call.args[0]).text) ? fetches(call) : madeFrom(call.args)),
  "print say": prints(""),
  join: joins,
  "reverse scalar": ({ args }) => (textOf(args[0]) === undefined ? madeFrom(args) : text(code(textOf(args[0]) as string))),
  "decode_base64 MIME::Base64::decode_base64": textFrom((content) =>
    fromBase64(content) === undefined ? undefined : decoded(fromBase64(content) as string),
  ),
  "encode_base64 MIME::Base64::encode_base64": textFrom((content) => toBase64(encoded(content))),
  pack: packs,
  chr: characters,
  lc: textFrom((content) => content.toLowerCase()),
  uc: textFrom((content) => content.toUpperCase()),
  "length scalar_": lengthOf,
  "glob bsd_glob": globs,
  "$ENV[] %ENV[]": ({ run, args }) => environment(run, args[0]),
});

const rubyApis: readonly (readonly [string, Api])[] = apiTable({
  "system exec spawn Kernel.system Kernel.exec Kernel.spawn Process.spawn Process.exec sh Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen3 Open3.popen2 PTY.spawn":
    runsEither,
  "(shell) Kernel.` IO.popen": (call) => (call.args[0]?.kind === "list" ? runsWords()(call) : runsShell()(call)),
  "open Kernel.open File.open File.new URI.open": (call) =>
    /^https?:/.test(valueOf(call.args[0]).text) || call.name === "URI.open" ? fetches(call) : opens(call),
  "File.delete File.unlink FileUtils.rm FileUtils.rm_f FileUtils.remove FileUtils.safe_unlink Dir.rmdir Dir.delete Dir.unlink FileUtils.rmdir rm rm_f":
    deletesAll(false),
  "FileUtils.rm_rf FileUtils.rm_r FileUtils.rmtree FileUtils.remove_dir FileUtils.remove_entry FileUtils.remove_entry_secure rm_rf rm_r Pathname.rmtree":
    deletesAll(true),
  "File.rename FileUtils.mv FileUtils.move": moves,
  "FileUtils.cp FileUtils.cp_r FileUtils.copy FileUtils.copy_file FileUtils.copy_entry": copies,
  "File.symlink File.link FileUtils.ln FileUtils.ln_s FileUtils.ln_sf": links,
  "File.truncate": empties(),
  "File.write IO.write File.binwrite IO.binwrite": writes("overwrite"),
  "File.read IO.read File.binread IO.readlines File.readlines File.foreach <reading>.read": reads,
  "<writing>.write <writing>.puts <writing>.print <writing>.<<": writesTo,
  "File.chmod FileUtils.chmod": chmods(false, 1, 0),
  "FileUtils.chmod_R": chmods(true, 1, 0),
  "File.chown FileUtils.chown FileUtils.chown_R": (call) => chmods(call.name.endsWith("_R"), 2, 0)(call),
  "Process.kill": kills(1, 0),
  "eval instance_eval class_eval Kernel.eval binding.eval <any>.instance_eval <any>.class_eval": executes,
  "load require_relative": runsFile("ruby"),
  "Net::HTTP.get Net.HTTP.get Net::HTTP.get_response Net.HTTP.get_response HTTParty.get Faraday.get RestClient.get Excon.get": fetches,
  "Net.HTTP.post Net.HTTP.post_form HTTParty.post Faraday.post RestClient.post": asksAddress("POST", 0, "1", "body"),
  "TCPSocket.new TCPSocket.open": connects(0, 1),
  "sprintf format Kernel.sprintf Kernel.format": formats,
  "URI URI.parse": same(),
  "<unknown>.execute <unknown>.exec <unknown>.query <unknown>.exec_query": mayAskDatabase,
  "ActiveRecord.Base.connection.execute": asksDatabase(),
  "<any>.send <any>.public_send <any>.__send__": sends,
  "send public_send __send__": (call) => sends({ ...call, self: known("Kernel") }),
  "<any>.method method": ({ self, args }) => (textOf(args[0]) === undefined ? madeFrom([self, ...args]) : known(textOf(args[0]) as string)),
  "<any>.call": ({ self, args, run, line }) => callDatum(run, self, { args, named: new Map(), line }),
  "<any>.new": ({ self }) => madeFrom([self]),
  "puts p pp": prints("\n"),
  "print $stdout.write STDOUT.write": prints(""),
  "Base64.decode64 Base64.strict_decode64 Base64.urlsafe_decode64": textFrom((content) =>
    fromBase64(content) === undefined ? undefined : decoded(fromBase64(content) as string),
  ),
  "<text>.unpack1": ofText((content, { args }) =>
    /^m0?$/.test(textOf(args[0]) ?? "") && fromBase64(content) !== undefined ? text(decoded(fromBase64(content) as string)) : undefined,
  ),
  "<text>.unpack": (call) => {
    const made = /^m0?$/.test(textOf(call.args[0]) ?? "") ? fromBase64(textOf(call.self) ?? "?") : undefined;
    return made === undefined ? madeFrom([call.self]) : list(call.run, [text(decoded(made))]);
  },
  "<list>.pack": ({ self, args }) =>
    itemsOf(self) === undefined ? madeFrom([self]) : packed([args[0] ?? nothing, ...(itemsOf(self) as readonly Datum[])]),
  "<list>.join": joinsSelf,
  "<list>.first <text>.chomp <text>.to_s <text>.freeze <any>.to_s <any>.to_sym <text>.shellescape Shellwords.escape": ({ self, args }) =>
    self.kind === "list" ? (self.items[0] ?? nothing) : self.kind === "known" ? (args[0] ?? nothing) : self,
  "<text>.reverse": textFrom(code),
  "<text>.upcase": textFrom((content) => content.toUpperCase()),
  "<text>.downcase": textFrom((content) => content.toLowerCase()),
  "<text>.strip": textFrom((content) => content.trim()),
  "<text>.tr": ofText((content, { args }) =>
    /^A-Za-z$/.test(textOf(args[0]) ?? "") && textOf(args[1]) === "N-ZA-Mn-za-m" ? text(rot13(content)) : undefined,
  ),
  "<text>.concat <text>.+": ({ self, args }) => concatenated(self, args[0] ?? nothing),
  "File.join": ({ args }) => ({ kind: "text", value: pathJoined(args.map(valueOf)) }),
  "File.expand_path": ({ run, args }) => ({ kind: "text", value: expandedHome(valueOf(args[0]), run.around.home) }),
  "File.dirname": ({ args }) => ({ kind: "text", value: parentOf(valueOf(args[0])) }),
  "File.basename": ({ args }) => ({ kind: "text", value: lastPart(valueOf(args[0])) }),
  "Dir.home": ({ run }) => ({ kind: "text", value: run.around.home }),
  "Dir.pwd": ({ run }) => ({ kind: "text", value: run.around.cwd }),
  "Dir.glob Dir[]": globs,
  "Dir.mktmpdir Dir.tmpdir": always({ kind: "text", value: { ...unknownValue("a temporary folder"), head: "/tmp/" } }),
  "ENV.fetch ENV[]": ({ run, args }) => environment(run, args[0], args[1]),
  "URI.decode_www_form_component CGI.unescape": textFrom((content) => percentDecoded(content, true)),
  "<list>.each <list>.map <list>.each_with_index <list>.select": ({ self, args, run, line }) => {
    for (const one of args)
      if (one.kind === "function")
        eachItem(run, self, { line, body: (item) => void callDatum(run, one, { args: [item], named: new Map(), line }) });
    return madeFrom([self]);
  },
  "gets STDIN.read $stdin.read ARGF.read STDIN.gets $stdin.gets": ({ run }) => ({ kind: "text", value: stdinOf(run) }),
});

const luaApis: readonly (readonly [string, Api])[] = apiTable({
  "os.execute io.popen": runsShell(),
  "os.remove lfs.rmdir": deletes(),
  "os.rename": moves,
  "lfs.link": links,
  "io.open": opens,
  "io.lines <reading>.read <reading>.lines": reads,
  "io.output": (call) => opens({ ...call, args: [call.args[0] ?? nothing, text("w")] }),
  "<writing>.write": writesTo,
  "load loadstring": (call) =>
    textOf(call.args[0]) === undefined ? runText(call, call.args[0]) : object("compiled", valueOf(call.args[0]), [call.args[0] ?? nothing]),
  "<compiled>.()": (call) => runText(call, call.self),
  "dofile loadfile": runsFile("lua"),
  require: ({ args }) => known(textOf(args[0]) ?? "?"),
  print: prints("\n"),
  "io.write": prints(""),
  "os.getenv": ({ run, args }) => environment(run, args[0]),
  "string.char": characters,
  "string.reverse <text>.reverse": textFrom(code),
  "string.lower <text>.lower": textFrom((content) => content.toLowerCase()),
  "string.upper <text>.upper": textFrom((content) => content.toUpperCase()),
  "table.concat": (call) => joinsSelf({ ...call, self: call.args[0] ?? nothing, args: [call.args[1] ?? text("")] }),
  "socket.http.request http.request": fetches,
  "socket.connect <unknown>.connect": connects(0, 1),
  "io.read <stdin>.read": ({ run }) => ({ kind: "text", value: stdinOf(run) }),
  "_G[] _ENV[]": ({ args }) => (textOf(args[0]) === undefined ? object("chosen", unknownValue("_G")) : known(textOf(args[0]) as string)),
});

/** `"command" | getline` and `print x | "command"`. */
const pipesInto: Api = (call) => {
  const [, host, port] = /^\/inet[46]?\/\w+\/[^/]*\/([^/]+)\/([^/]+)/.exec(valueOf(call.args[0]).text) ?? [];
  // gawk takes such a path for a connection to another machine.
  if (host !== undefined) return connects(0)({ ...call, args: [text(`${host}:${port}`)] });
  runsShell()({ ...call, args: call.args.slice(0, 1) });
  return outcome(...call.args);
};

const redirects =
  (does: "write" | "overwrite"): Api =>
  (call) => {
    const path = argument(call, 0);
    if (!/^\/dev\/(?:stderr|stdout)$/.test(valueOf(path).text)) say(call, { does, path: valueOf(path), flow: flowFrom(call.args[1]) });
    return nothing;
  };

const awkApis: readonly (readonly [string, Api])[] = apiTable({
  system: runsShell(),
  "(|) (|&)": pipesInto,
  "(<)": reads,
  "(>)": redirects("overwrite"),
  "(>>)": redirects("write"),
  print: ({ run, args }) => {
    print(
      run,
      args.length === 0
        ? [unknownValue("a line", run.around.stdin)]
        : [...args.flatMap((one, at) => (at === 0 ? [valueOf(one)] : [literal(" "), valueOf(one)])), literal("\n")],
    );
    return nothing;
  },
  "ENVIRON[]": ({ run, args }) => environment(run, args[0]),
  tolower: textFrom((content) => content.toLowerCase()),
  toupper: textFrom((content) => content.toUpperCase()),
});

const numbers =
  /^(?:<|sprintf|printf|length|split|substr|index|match|sub|gsub|int|sqrt|push|shift|keys|values|sort|grep|map|defined|ref|lc|uc|die|warn|string\.|math\.|table\.|pairs|ipairs|tostring|tonumber|type|JSON|Time|Integer|Float|YAML)/;

const shared = { properties: new Map(), unset: () => undefined, quiet: numbers, strong: /^(?:os|io|_G|Kernel|)$/, maker: "initialize" };

export const perl: Dialect = {
  ...shared,
  language: "perl",
  parse: (content) => parsePlain(content, perlGrammar),
  apis: new Map(perlApis),
  nameOf: (name) => name.replace(/^(?:main|CORE)?::/, ""),
  unset: (run, name) => {
    if (name === "@ARGV")
      return list(
        run,
        run.around.args.map((value): Datum => ({ kind: "text", value })),
      );
    if (name === "%ENV") return wholeEnvironment;
    return /^[$@%]/.test(name) && name !== "$ENV" ? unknown(name) : undefined;
  },
  namedBy: (name) => known(name),
  binary: (operator, left, right) => (operator === "." ? concatenated(left, right) : undefined),
};

export const ruby: Dialect = {
  ...shared,
  language: "ruby",
  parse: (content) => parsePlain(content, rubyGrammar),
  apis: new Map(rubyApis),
  nameOf: (name) => name.replace(/^(?:Object|Kernel)\.(?=(?:system|exec|spawn|eval|open)$)/, ""),
  unset: (run, name) => {
    if (name === "ARGV")
      return list(
        run,
        run.around.args.map((value): Datum => ({ kind: "text", value })),
      );
    return name === "ENV" ? undefined : /^[$@]/.test(name) ? unknown(name) : undefined;
  },
  binary: (operator, left, right) => (operator === "<<" && left.kind === "text" ? concatenated(left, right) : undefined),
};

export const lua: Dialect = {
  ...shared,
  language: "lua",
  parse: (content) => parsePlain(content, luaGrammar),
  apis: new Map(luaApis),
  nameOf: (name) => name.replace(/^(?:_G|_ENV)\./, ""),
  binary: (operator, left, right) => (operator === ".." ? concatenated(left, right) : undefined),
};

export const awk: Dialect = {
  ...shared,
  language: "awk",
  parse: (content) => parsePlain(content, awkGrammar),
  apis: new Map(awkApis),
  nameOf: (name) => name,
  unset: (run, name) => (name === "ENVIRON" ? undefined : /^\$|^[A-Z]+$/.test(name) ? unknown(name, run.around.stdin) : undefined),
  binary: (operator, left, right) => (operator === "|" || operator === "|&" ? madeFrom([left, right]) : undefined),
};
