/** A table of what PHP's functions do to the machine. Names of functions are in lower case. */
import { literal, unknownValue } from "../../../shell/value.ts";
import {
  apiTable,
  asks,
  asksDatabase,
  carryingOf,
  chmods,
  contentOf,
  copies,
  deletes,
  empties,
  environment,
  kills,
  links,
  mayAskDatabase,
  moves,
  runsFile,
  runsProgram,
  runsShell,
  say,
  secretIn,
  wholeEnvironment,
  writes,
} from "../acts.ts";
import { callDatum } from "../calls.ts";
import { itemsOf, madeFrom, nothing, numberOf, object, text, textOf, unknown, valueOf, type Datum } from "../datum.ts";
import type { Api, Call, Property } from "../dialect.ts";
import { runText } from "../nested.ts";
import { flowFrom, stdinOf } from "../run.ts";

const isAddress = (datum: Datum | undefined): boolean =>
  /^(?:https?|ftps?):/i.test(datum === undefined ? "" : (valueOf(datum).head ?? valueOf(datum).text));

/** Files, addresses and standard input are opened by the same functions. */
const reads: Api = (call) => {
  const [path] = call.args;
  if (isAddress(path)) return asks(call, valueOf(path), { method: "GET", data: [call.args[2], ...secretIn(path)] });
  const name = valueOf(path);
  if (/^php:\/\/(?:stdin|input)$/.test(name.text)) return { kind: "text", value: stdinOf(call.run) };
  say(call, { does: "read", path: name });
  return unknown(`what \`${name.text}\` holds`, contentOf(call.run, name));
};

const printsFile: Api = (call) => {
  call.run.exact = false;
  return reads(call);
};

const opens: Api = (call) => {
  const mode = textOf(call.args[1]) ?? "w";
  const path = valueOf(call.args[0]);
  if (mode.startsWith("r") && !mode.includes("+")) return isAddress(call.args[0]) ? reads(call) : object("reading", path);
  if (path.text.startsWith("php:")) return object("printing", path);
  say(call, { does: /^[aWr]/.test(mode) ? "write" : "overwrite", path, flow: { from: "call", text: "" } });
  return object("writing", path);
};

const writesTo: Api = (call) => {
  const [file, content] = call.args;
  if (file?.kind === "object" && file.type === "writing") say(call, { does: "write", path: file.value, flow: flowFrom(content) });
  if (file?.kind === "object" && file.type === "connection")
    say(call, { does: "network", url: file.value, method: "SEND", carrying: carryingOf(content === undefined ? [] : [content]) });
  return nothing;
};

const readsFrom: Api = (call) => {
  const [file] = call.args;
  if (file?.kind === "object" && file.type === "reading") return reads({ ...call, args: [{ kind: "text", value: file.value }] });
  return madeFrom(call.args);
};

/** `file_put_contents(path, content, FILE_APPEND)`. */
const puts: Api = (call) => {
  const isAppend = /file_append/i.test(valueOf(call.args[2] ?? nothing).text) || numberOf(call.args[2]) === 8;
  return writes(isAppend ? "write" : "overwrite")(call);
};

const option = (call: Call, name: RegExp): Datum | undefined => (name.test(valueOf(call.args[1]).text) ? call.args[2] : undefined);

/** What is set before `curl_exec` is remembered with the handle. */
const setsOption: Api = (call) => {
  const [handle] = call.args;
  const url = option(call, /^curlopt_url$/i);
  const data = option(call, /^curlopt_(?:postfields|infile)$/i);
  if (handle?.kind !== "table") return nothing;
  if (url !== undefined) handle.entries.set("url", url);
  if (data !== undefined) handle.entries.set("data", data);
  return nothing;
};

const opensCurl: Api = ({ run, args }) => ({
  kind: "table",
  entries: new Map(args[0] === undefined ? [] : [["url", args[0]]]),
  whole: false,
  born: run.stretch,
});

const runsCurl: Api = (call) => {
  const [handle] = call.args;
  const [url, data] = handle?.kind === "table" ? [handle.entries.get("url"), handle.entries.get("data")] : [undefined, undefined];
  return asks(call, valueOf(url), { method: data === undefined ? "GET" : "POST", data: [data, ...secretIn(url)] });
};

const connects: Api = (call) => {
  const [host, port] = call.args;
  const name = valueOf(host);
  const url = name.known && numberOf(port) !== undefined ? literal(`${name.text}:${numberOf(port)}`) : name;
  say(call, { does: "network", url, method: "CONNECT", carrying: "nothing" });
  return object("connection", url);
};

const calls: Api = ({ run, args, line }) => callDatum(run, args[0] ?? nothing, { args: args.slice(1), named: new Map(), line });

const callsWithList: Api = ({ run, args, line }) => {
  const items = itemsOf(args[1]);
  return callDatum(run, args[0] ?? nothing, { args: items ?? [madeFrom(args)], named: new Map(), line, whole: items !== undefined });
};

/** The function stands behind the list, and gets its members. */
const mapsWith = (callee: number, over: number): Api => {
  return ({ run, args, line }) => {
    const list = args[over];
    const some = list?.kind === "list" && list.items.length > 0 ? list.items : [madeFrom(args)];
    const items = itemsOf(list) ?? some;
    const made = items.map((item) => callDatum(run, args[callee] ?? nothing, { args: [item], named: new Map(), line }));
    return { kind: "list", items: made, whole: itemsOf(args[over]) !== undefined, born: run.stretch };
  };
};

const makesFunction: Api = (call) => {
  runText(call, call.args.at(-1));
  return unknown("a function");
};

export const phpApis: readonly (readonly [string, Api])[] = apiTable({
  // Commands.
  "system exec shell_exec passthru popen proc_open": runsShell(),
  pcntl_exec: runsProgram(),
  "expect_popen w32api_invoke_function": runsShell(),
  // Files that are taken away, moved, copied.
  "unlink rmdir": deletes(),
  "file.deletedirectory storage.deletedirectory file.cleandirectory": deletes(true),
  "storage.delete file.delete": deletes(),
  rename: moves,
  move_uploaded_file: moves,
  copy: copies,
  "symlink link": links,
  ftruncate: (call) => empties()(call),
  // Files that are written and read.
  file_put_contents: puts,
  fopen: opens,
  "fwrite fputs fputcsv": writesTo,
  "fread fgets fgetc stream_get_contents stream_get_line": readsFrom,
  "file_get_contents file highlight_file show_source parse_ini_file simplexml_load_file": reads,
  "readfile fpassthru": printsFile,
  touch: writes("write"),
  "tempnam tmpfile": () => object("writing", { ...unknownValue("a temporary file"), head: "/tmp/" }),
  // Who may do what.
  "chmod lchmod": chmods(),
  "chown chgrp lchown": (call) => chmods()({ ...call, args: call.args.slice(0, 1) }),
  posix_kill: kills(),
  "mail mb_send_mail": (call) => asks(call, valueOf(call.args[0]), { method: "MAIL", data: call.args.slice(1) }),
  // The network.
  curl_init: opensCurl,
  curl_setopt: setsOption,
  curl_exec: runsCurl,
  "fsockopen pfsockopen stream_socket_client": connects,
  "gethostbyname dns_get_record checkdnsrr": (call) => asks(call, valueOf(call.args[0]), { method: "DNS", data: secretIn(call.args[0]) }),
  "http.get http.post": (call) => asks(call, valueOf(call.args[0]), { method: call.name.slice(5).toUpperCase(), data: call.args.slice(1) }),
  // Databases.
  "mysql_query pg_query": asksDatabase(),
  "mysqli_query mysqli_multi_query mysqli_real_query pg_query_params sqlite_exec oci_parse": asksDatabase(1),
  "pdo mysqli sqlite3": () => object("database", unknownValue("a database")),
  "<database>.query <database>.exec <database>.prepare <database>.execute <database>.multi_query": asksDatabase(),
  "db.statement db.unprepared db.select db.delete db.raw": asksDatabase(),
  "<unknown>.query <unknown>.exec <unknown>.execute <unknown>.statement": mayAskDatabase,
  // What is loaded and run.
  include: runsFile("php"),
  "eval assert": (call) => runText(call, call.args[0]),
  create_function: makesFunction,
  "call_user_func forward_static_call register_shutdown_function register_tick_function": calls,
  "call_user_func_array forward_static_call_array": callsWithList,
  "array_map iterator_apply": mapsWith(0, 1),
  "array_walk array_filter usort uasort uksort": mapsWith(1, 0),
  "ob_start set_error_handler": ({ run, args, line }) =>
    args[0] === undefined ? nothing : callDatum(run, args[0], { args: [unknown("what is printed")], named: new Map(), line }),
  preg_replace: (call) => {
    if (/e[a-z]*$/.test(valueOf(call.args[0]).text.replace(/^.*[^a-z]/s, ""))) return runText(call, call.args[1]);
    return madeFrom(call.args);
  },
  dl: runsFile("unknown"),
  getenv: ({ run, args }) => (args[0] === undefined ? wholeEnvironment : environment(run, args[0])),
  "<request>[]": ({ self }) => madeFrom([self], "a part of the request"),
  "$_env[] $_server[] <environment>[]": ({ run, args }) => environment(run, args[0]),
});

export const phpProperties: readonly (readonly [string, Property])[] = [
  ["__file__", (run) => ({ kind: "text", value: run.around.script ?? unknownValue("this file") })],
  [
    "__dir__",
    (run) => ({
      kind: "text",
      value:
        run.around.script === undefined ? run.around.cwd : { ...run.around.script, text: run.around.script.text.replace(/\/?[^/]*$/, "") },
    }),
  ],
  ["directory_separator", () => text("/")],
  ["php_eol", () => text("\n")],
  ["php_os", () => text("Linux")],
  ["stdin", () => object("reading", literal("php://stdin"))],
  ["stdout", () => object("printing", literal("php://stdout"))],
  ["stderr", () => object("printing", literal("php://stderr"))],
];
