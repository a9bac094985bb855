/** A table of what JavaScript's functions do to the machine, by their full names; `Sync` and `promises` are left out of names. */
import { literal, unknownValue } from "../../../shell/value.ts";
import {
  apiTable,
  argument,
  asks,
  asksDatabase,
  carryingOf,
  chmods,
  copies,
  deletes,
  empties,
  environment,
  kills,
  links,
  mayAskDatabase,
  moves,
  reads,
  runsFile,
  runsProgram,
  runsShell,
  runsWords,
  say,
  secretIn,
  writes,
} from "../acts.ts";
import { callDatum } from "../calls.ts";
import { itemsOf, known, madeFrom, nothing, object, textOf, truthOf, unknown, valueOf, type Datum } from "../datum.ts";
import type { Api, Call } from "../dialect.ts";
import { uncertainly } from "../run.ts";

function option(call: Call, at: number, name: string): Datum | undefined {
  const options = call.args[at];
  return options?.kind === "table" ? options.entries.get(name) : undefined;
}

/** Options that cannot be seen may say so. */
function isRecursive(call: Call, at: number): boolean {
  const options = call.args[at];
  const wanted = option(call, at, "recursive");
  if (wanted !== undefined) return truthOf(wanted) !== false;
  return options !== undefined && options.kind === "text" && !options.value.known;
}

const removes: Api = (call) => deletes(isRecursive(call, 1))(call);

/** `spawn(program, [words], { shell: true })` is a command for the shell. */
const spawns: Api = (call) => {
  const options = call.args.find((one) => one.kind === "table");
  const shell = options?.kind === "table" ? options.entries.get("shell") : undefined;
  const isShell = shell !== undefined && truthOf(shell) !== false;
  const words = call.args[1]?.kind === "list" ? call.args[1] : undefined;
  if (!isShell) return words === undefined ? runsWords()({ ...call, args: call.args.slice(0, 1) }) : runsProgram()(call);
  const items = itemsOf(words) ?? [];
  const parts = [call.args[0] ?? nothing, ...items].map(valueOf);
  const isKnown = parts.every((part) => part.known);
  const command: Datum = isKnown
    ? { kind: "text", value: literal(parts.map((part) => part.text).join(" ")) }
    : madeFrom([call.args[0] ?? nothing, ...items]);
  return runsShell()({ ...call, args: [command] });
};

const forks: Api = (call) => runsFile("javascript")(call);

/** `fetch(url, { method, body })`. */
const fetches: Api = (call) => {
  const url = call.args[0]?.kind === "table" ? call.args[0].entries.get("url") : call.args[0];
  const body = [option(call, 1, "body"), option(call, 1, "headers"), option(call, 0, "data"), option(call, 0, "body")];
  const method = textOf(option(call, 1, "method") ?? option(call, 0, "method")) ?? (body[0] === undefined ? "GET" : "POST");
  return asks(call, valueOf(url), { method: method.toUpperCase(), data: [...body, ...secretIn(url)] });
};

const asksWith =
  (method: string): Api =>
  (call) =>
    asks(call, valueOf(call.args[0]), {
      method,
      data: [method === "GET" || method === "DELETE" ? undefined : call.args[1], ...secretIn(call.args[0])],
    });

/** `http.request(options)`: the answer comes later, what is sent is written to it. */
const requests: Api = (call) => {
  const [first] = call.args;
  const host = option(call, 0, "socketPath") ?? option(call, 0, "hostname") ?? option(call, 0, "host");
  const url = first?.kind === "table" ? valueOf(host) : valueOf(first);
  const method = textOf(option(call, 0, "method") ?? option(call, 1, "method")) ?? "GET";
  return asks(call, url, { method, data: secretIn(first?.kind === "table" ? option(call, 0, "path") : first) });
};

const sends: Api = (call) => {
  const peer = call.self.kind === "object" ? call.self.value : unknownValue("a connection");
  const origin = peer.flow?.origin === undefined ? peer : literal(peer.flow.origin);
  if (call.args.length > 0) say(call, { does: "network", url: origin, method: "SEND", carrying: carryingOf(call.args.slice(0, 1)) });
  return call.self;
};

const connects: Api = (call) => {
  const options = call.args[0];
  const host = options?.kind === "table" ? (options.entries.get("path") ?? options.entries.get("host")) : (call.args[1] ?? call.args[0]);
  const port = options?.kind === "table" ? options.entries.get("port") : call.args[0];
  const name = valueOf(host?.kind === "function" ? undefined : host);
  const url = name.known && port?.kind === "number" ? literal(`${name.text}:${port.number}`) : name;
  say(call, { does: "network", url, method: "CONNECT", carrying: "nothing" });
  return object("response", { ...unknownValue("a connection"), flow: { from: "download", origin: url.text } });
};

const writesTo: Api = (call) => {
  const path = call.self.kind === "object" ? call.self.value : valueOf(call.args[0]);
  return writes("write")({ ...call, args: [{ kind: "text", value: path }, call.args[call.self.kind === "object" ? 0 : 1] ?? nothing] });
};

const opens: Api = (call) => {
  const mode = argument(call, 1);
  const written = mode === undefined ? "r" : (textOf(mode) ?? "w");
  if (/^r[^+]?$/.test(written)) return object("reading", valueOf(call.args[0]));
  say(call, { does: written.startsWith("a") ? "write" : "overwrite", path: valueOf(call.args[0]), flow: { from: "call", text: "" } });
  return object("writing", valueOf(call.args[0]));
};

const opensStream: Api = (call) => {
  const isAppend = (textOf(option(call, 1, "flags")) ?? "").startsWith("a");
  say(call, { does: isAppend ? "write" : "overwrite", path: valueOf(call.args[0]), flow: { from: "call", text: "" } });
  return object("writing", valueOf(call.args[0]));
};

/** `from.pipe(to)`. */
const pipes: Api = (call) => {
  const [to] = call.args;
  if (to?.kind === "object" && to.type === "writing") writesTo({ ...call, self: to, args: [call.self] });
  else if (to?.kind === "object" && to.type === "response") sends({ ...call, self: to, args: [call.self] });
  return to ?? nothing;
};

const loads: Api = (call) => {
  const name = valueOf(call.args[0]);
  if (!name.known) return object("library", unknownValue("a library chosen at run time"));
  if (/^[./]/.test(name.text)) runsFile("javascript")(call);
  return known(call.run.dialect.nameOf(name.text));
};

/** A function at the end of the arguments is called with what came of it. */
function calledBack(api: Api): Api {
  return (call) => {
    const result = api(call);
    const waiting = call.args.filter((one) => one.kind === "function");
    for (const one of waiting)
      uncertainly(call.run, [
        () => void callDatum(call.run, one, { args: [result, result, result], named: new Map(), line: call.line }),
        () => {},
      ]);
    return result;
  };
}

const rows: readonly (readonly [string, Api])[] = apiTable({
  // Commands.
  "child_process.exec shelljs.exec execa.execaCommand execa.command execa.commandSync": runsShell(),
  "$.(tag) zx.$.(tag) Bun.$.(tag) bun.$.(tag) execa.$.(tag) $.sync.(tag)": runsShell(),
  "child_process.spawn child_process.execFile cross-spawn cross-spawn.sync execa execa.execa execa.sync": spawns,
  "child_process.fork cluster.fork": forks,
  "Bun.spawn": runsWords(),
  "Deno.Command Deno.run": (call) => {
    const listed = option(call, 0, "cmd") ?? option(call, 1, "args");
    return call.name === "Deno.run"
      ? runsWords()({ ...call, args: [listed ?? nothing] })
      : runsProgram()({ ...call, args: [call.args[0] ?? nothing, listed ?? nothing] });
  },
  "node-pty.spawn pty.spawn": runsProgram(),
  // Files that are taken away or made empty.
  "fs.rm fs.rmdir Deno.remove": removes,
  "fs.unlink shelljs.rm": (call) =>
    deletes(call.name === "shelljs.rm")({ ...call, args: call.name === "shelljs.rm" ? call.args.slice(-1) : call.args }),
  "fs.remove fs.emptyDir rimraf rimraf.rimraf rimraf.sync del del.deleteAsync del.sync trash": deletes(true),
  "fs.truncate fs.ftruncate Deno.truncate": empties(),
  // Files that are moved, copied, linked.
  "fs.rename fs.move Deno.rename shelljs.mv": moves,
  "fs.copyFile fs.cp fs.copy Deno.copyFile shelljs.cp": copies,
  "fs.symlink fs.link Deno.symlink": links,
  // Files that are written and read.
  "fs.writeFile fs.outputFile fs.writeJson fs.outputJson Deno.writeTextFile Deno.writeFile Bun.write": writes("overwrite"),
  "fs.appendFile": writes("write"),
  "fs.createWriteStream": opensStream,
  "fs.open": opens,
  "fs.write <writing>.write <writing>.end <writing>.writeFile <writing>.appendFile": writesTo,
  "fs.readFile fs.createReadStream fs.readJson Deno.readTextFile Deno.readFile Bun.file": (call) =>
    call.args[0]?.kind === "number" ? (call.run.dialect.apis.get("(standard input)")?.(call) ?? nothing) : reads()(call),
  "<any>.pipe": pipes,
  // Who may do what.
  "fs.chmod fs.lchmod fs.fchmod Deno.chmod": chmods(),
  "fs.chown fs.lchown": (call) => chmods()({ ...call, args: call.args.slice(0, 1) }),
  "process.kill Deno.kill": kills(),
  "fkill tree-kill": kills(),
  // The network.
  "fetch node-fetch undici.fetch axios axios.request got undici.request ky needle request": fetches,
  "axios.get got.get ky.get superagent.get needle.get request.get http.get https.get": asksWith("GET"),
  "axios.post got.post ky.post superagent.post needle.post request.post": asksWith("POST"),
  "axios.put got.put ky.put superagent.put": asksWith("PUT"),
  "axios.patch got.patch ky.patch": asksWith("PATCH"),
  "axios.delete got.delete ky.delete superagent.delete": asksWith("DELETE"),
  "http.request https.request": requests,
  "<response>.write <response>.end <response>.send": sends,
  "navigator.sendBeacon": (call) => asks(call, valueOf(call.args[0]), { method: "POST", data: [call.args[1]] }),
  "net.connect net.createConnection tls.connect <socket>.connect": connects,
  "net.Socket": () => object("socket", unknownValue("a connection")),
  "WebSocket ws ws.WebSocket": (call) => asks(call, valueOf(call.args[0]), { method: "CONNECT", data: secretIn(call.args[0]) }),
  "dns.lookup dns.resolve dns.resolve4 dns.resolveTxt": (call) =>
    asks(call, valueOf(call.args[0]), { method: "DNS", data: secretIn(call.args[0]) }),
  "<response>.on <response>.once": ({ self }) => self,
  // Databases.
  "pg.Client pg.Pool mysql.createConnection mysql2.createConnection mysql2.createPool mysql.createPool better-sqlite3 sqlite3.Database bun:sqlite.Database sqlite.DatabaseSync knex":
    () => object("database", unknownValue("a database")),
  "<database>.query <database>.execute <database>.exec <database>.run <database>.all <database>.raw <database>.prepare <database>.each":
    asksDatabase(),
  "<unknown>.query <unknown>.$executeRawUnsafe <unknown>.$queryRawUnsafe <unknown>.$executeRaw.(tag) <unknown>.$queryRaw.(tag) <unknown>.raw":
    mayAskDatabase,
  // What is loaded and run.
  require: loads,
  "module.createRequire createRequire": () => known("require"),
  "process.dlopen": runsFile("unknown", 1),
  Worker: runsFile("javascript"),
  "worker_threads.Worker": runsFile("javascript"),
  "process.binding process._linkedBinding": () => object("chosen", unknownValue("process.binding")),
  "<environment>[]": ({ run, args }) => environment(run, args[0]),
  "Deno.env.get Bun.env.get": ({ run, args }) => environment(run, args[0]),
  "dotenv.config": () => unknown("settings"),
});

export const javascriptApis: readonly (readonly [string, Api])[] = rows.map(([name, api]) => [name, calledBack(api)]);
