/** A table of what Python's functions do to the machine, by their full names. */
import {
  apiTable,
  argument,
  asks,
  asksAddress,
  asksDatabase,
  carryingOf,
  chmods,
  copies,
  deletes,
  empties,
  kills,
  links,
  mayAskDatabase,
  moves,
  outcome,
  reads,
  runsFile,
  runsProgram,
  runsShell,
  runsWords,
  say,
  secretIn,
  wholeEnvironment,
  environment,
  writes,
} from "../acts.ts";
import { flowOf, itemsOf, known, nothing, object, textOf, truthOf, valueOf, type Datum } from "../datum.ts";
import type { Api, Call, Property } from "../dialect.ts";
import { flowFrom, list } from "../run.ts";
import { literal, unknownValue } from "../../../shell/value.ts";

/** `subprocess.run` and its kin: a list is a program with its words, a text is one word, or a command where `shell` is true. */
const runsEither: Api = (call) => {
  const given = argument(call, 0, "args");
  const shell = call.named.get("shell");
  const isShell = shell !== undefined && truthOf(shell) !== false;
  const items = itemsOf(given);
  if (isShell) return runsShell()({ ...call, args: [items === undefined ? (given ?? nothing) : (items[0] ?? nothing)] });
  if (given?.kind === "text" && textOf(given) !== undefined) return runsWords()({ ...call, args: [given] });
  return runsWords()({ ...call, args: given === undefined ? [] : [given] });
};

const opens: Api = (call) => {
  const path = valueOf(call.self.kind === "object" ? call.self : argument(call, 0, "file", "path"));
  const mode = textOf(call.self.kind === "object" ? argument(call, 0, "mode") : argument(call, 1, "mode"));
  const given = call.self.kind === "object" ? argument(call, 0, "mode") : argument(call, 1, "mode");
  const does =
    given === undefined || (mode !== undefined && /^[rbtU]*$/.test(mode))
      ? "read"
      : mode !== undefined && /^[^w]*$/.test(mode)
        ? "write"
        : "overwrite";
  if (path.text === "0" && path.known) return object("stdin", literal("-"));
  if (does !== "read") say(call, { does, path, flow: { from: "call", text: "" } });
  return object(does === "read" ? "reading" : "writing", path);
};

/** `os.open(path, flags)`: what the flags allow. */
const opensLow: Api = (call) => {
  const path = valueOf(argument(call, 0, "path"));
  const flags = valueOf(call.args[1]).text;
  const does = /TRUNC/.test(flags) ? "overwrite" : "write";
  if (/TRUNC|WR|CREAT|APPEND|^\?/.test(flags)) say(call, { does, path, flow: { from: "call", text: "" } });
  return object("writing", path);
};

const writesTo: Api = (call) => {
  const target = call.self.kind === "object" ? call.self : call.args[0];
  const content = call.self.kind === "object" ? call.args[0] : call.args[1];
  if (target?.kind === "object" && target.type === "writing") say(call, { does: "write", path: target.value, flow: flowFrom(content) });
  return nothing;
};

/** `json.dump(what, file)`. */
const dumps: Api = (call) => writesTo({ ...call, self: nothing, args: [call.args[1] ?? nothing, call.args[0] ?? nothing] });

const copiesOpen: Api = (call) => writesTo({ ...call, self: nothing, args: [call.args[1] ?? nothing, call.args[0] ?? nothing] });

const request: Api = (call) => {
  const [url, data] = [argument(call, 0, "url"), argument(call, 1, "data")];
  const method = textOf(call.named.get("method")) ?? (data === undefined || data.kind === "nothing" ? "GET" : "POST");
  const headers = argument(call, 2, "headers");
  return { ...object("request", valueOf(url), [data ?? nothing, headers ?? nothing]), mode: method };
};

const opensAddress: Api = (call) => {
  const given = argument(call, 0, "url", "fullurl");
  const data = argument(call, 1, "data");
  const asked = given?.kind === "object" && given.type === "request" ? given : undefined;
  const method = asked?.mode ?? (data === undefined || data.kind === "nothing" ? "GET" : "POST");
  return asks(call, valueOf(given), { method, data: [...(asked?.parts ?? []), data, ...secretIn(given)] });
};

const asksWith = (method: string): Api =>
  asksAddress(method, 0, "data", "json", "files", "content", "headers", "params", "cookies", "auth", ...(method === "GET" ? [] : ["1"]));

/** `requests.request(method, url)`. */
const asksAny: Api = (call) => {
  const method = textOf(argument(call, 0, "method")) ?? "?";
  return asksWith(method.toUpperCase())({ ...call, args: call.args.slice(1) });
};

const downloads: Api = (call) => {
  const url = argument(call, 0, "url");
  asks(call, valueOf(url), { method: "GET", data: secretIn(url) });
  const file = argument(call, 1, "filename");
  if (file !== undefined) say(call, { does: "overwrite", path: valueOf(file), flow: { from: "download", origin: valueOf(url).text } });
  return list(call.run, [file ?? object("response", unknownValue("a file"))]);
};

/** `socket.connect((host, port))`, `smtplib.SMTP(host)`, `ftplib.FTP(host)`. */
const connects: Api = (call) => {
  const [host, port] = itemsOf(call.args[0]) ?? [argument(call, 0, "host"), call.args[1]];
  if (host === undefined || host.kind === "nothing") return object("connection", unknownValue("a connection"));
  const url = valueOf(host);
  const whole = port === undefined || !url.known || port.kind !== "number" ? url : literal(`${url.text}:${port.number}`);
  say(call, { does: "network", url: whole, method: "CONNECT", carrying: "nothing" });
  return object("connection", whole);
};

const sends: Api = (call) => {
  const peer = call.self.kind === "object" ? call.self.value : unknownValue("a connection");
  say(call, { does: "network", url: peer, method: "SEND", carrying: carryingOf(call.args) });
  return nothing;
};

/** What is loaded may run code of its own: that counts where it was fetched. */
const loadsObjects: Api = (call) => {
  const isFetched = flowOf(call.args)?.from === "download";
  if (isFetched) say(call, { does: "code", language: "python", text: valueOf(call.args[0]) });
  return object("loaded", valueOf(call.args[0]));
};

const extracts: Api = (call) => {
  const folder = argument(call, 0, "path") ?? known("the current folder");
  say(call, {
    does: "write",
    path: folder.kind === "known" ? literal(".") : valueOf(folder),
    flow: { from: "unread", origin: "an archive" },
  });
  return nothing;
};

const named =
  (method: string): ((call: Call) => Datum) =>
  (call) =>
    environment(call.run, argument(call, 0, "key"), method === "get" ? (argument(call, 1, "default") ?? nothing) : undefined);

const setsVariable: Api = () => nothing;

export const pythonApis: readonly (readonly [string, Api])[] = apiTable({
  // Commands.
  "os.system os.popen os.popen2 os.popen3 os.popen4 subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput":
    runsShell(0, "command", "cmd"),
  "platform.popen posix.system nt.system asyncio.create_subprocess_shell asyncio.subprocess.create_subprocess_shell pexpect.run pexpect.spawn":
    runsShell(0, "cmd", "command"),
  "subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen": runsEither,
  "os.execl os.execlp os.execle os.execlpe": runsZeroth(),
  "os.execv os.execvp os.execve os.execvpe os.posix_spawn os.posix_spawnp posix.execv posix.execve": runsProgram(true),
  "os.spawnl os.spawnlp os.spawnle os.spawnlpe": (call) => runsZeroth()({ ...call, args: call.args.slice(1) }),
  "os.spawnv os.spawnvp os.spawnve os.spawnvpe": runsProgram(true, 1),
  "asyncio.create_subprocess_exec asyncio.subprocess.create_subprocess_exec sh.Command": runsWords(),
  "pty.spawn": runsWords(),
  "os.startfile webbrowser.open": (call) => (call.name === "os.startfile" ? runsFile("unknown")(call) : nothing),
  "fabric.Connection.run fabric.api.run fabric.api.local invoke.run plumbum.local invoke.context.Context.run": runsShell(),
  // Files that are taken away or made empty.
  "os.remove os.unlink os.rmdir posix.unlink posix.remove posix.rmdir": deletes(false, 0, "path"),
  "shutil.rmtree os.removedirs distutils.dir_util.remove_tree setuptools.distutils.dir_util.remove_tree": deletes(
    true,
    0,
    "path",
    "name",
    "directory",
  ),
  "send2trash.send2trash": deletes(true),
  "<path>.unlink <path>.rmdir": (call) => deletes()({ ...call, args: [call.self] }),
  "<path>.rmtree": (call) => deletes(true)({ ...call, args: [call.self] }),
  "os.truncate": empties(),
  "<writing>.truncate": (call) => empties()({ ...call, args: [call.self] }),
  // Files that are moved, copied, linked.
  "os.rename os.replace os.renames shutil.move": moves,
  "<path>.rename <path>.replace <path>.move": (call) => moves({ ...call, args: [call.self, ...call.args] }),
  "shutil.copy shutil.copy2 shutil.copyfile shutil.copytree distutils.dir_util.copy_tree distutils.file_util.copy_file": copies,
  "<path>.copy": (call) => copies({ ...call, args: [call.self, ...call.args] }),
  "os.symlink os.link": links,
  "<path>.symlink_to <path>.hardlink_to": (call) => links({ ...call, args: [call.args[0] ?? nothing, call.self] }),
  // Files that are written and read.
  "open io.open codecs.open os.fdopen gzip.open bz2.open lzma.open pathlib.Path.open builtins.open aiofiles.open": opens,
  "<path>.open": opens,
  "os.open": opensLow,
  "os.write": writesTo,
  "<writing>.write <writing>.writelines": writesTo,
  "<path>.write_text <path>.write_bytes": (call) => writes("overwrite")({ ...call, args: [call.self, ...call.args] }),
  "<path>.touch": (call) => writes("write")({ ...call, args: [call.self] }),
  "<path>.read_text <path>.read_bytes <reading>.read <reading>.readlines <reading>.readline": (call) =>
    reads()({ ...call, args: [call.self] }),
  "json.dump pickle.dump yaml.dump marshal.dump": dumps,
  "shutil.copyfileobj": copiesOpen,
  "os.mknod os.mkfifo": writes("write"),
  "zipfile.ZipFile.extractall tarfile.TarFile.extractall <archive>.extractall <archive>.extract shutil.unpack_archive": extracts,
  "linecache.getlines fileinput.input configparser.ConfigParser.read": reads(),
  "numpy.savetxt numpy.save": writes("overwrite"),
  // Who may do what.
  "os.chmod os.lchmod": chmods(),
  "<path>.chmod": (call) => chmods()({ ...call, args: [call.self, ...call.args] }),
  "os.chown shutil.chown os.lchown": (call) => chmods()({ ...call, args: [call.args[0] ?? nothing] }),
  "os.kill os.killpg signal.pthread_kill": kills(),
  "<process>.kill <process>.terminate <process>.send_signal": () => nothing,
  "psutil.Process": (call) => object("running", valueOf(call.args[0])),
  "<running>.kill <running>.terminate": (call) => kills()({ ...call, args: [call.self] }),
  // The network.
  "urllib.request.urlopen urllib2.urlopen urllib.urlopen": opensAddress,
  "urllib.request.Request urllib2.Request": request,
  "urllib.request.urlretrieve urllib.urlretrieve wget.download": downloads,
  "requests.get httpx.get aiohttp.get": asksWith("GET"),
  "requests.post httpx.post aiohttp.post": asksWith("POST"),
  "requests.put httpx.put aiohttp.put": asksWith("PUT"),
  "requests.patch httpx.patch aiohttp.patch": asksWith("PATCH"),
  "requests.delete httpx.delete aiohttp.delete": asksWith("DELETE"),
  "requests.head httpx.head": asksWith("HEAD"),
  "requests.request httpx.request httpx.stream": asksAny,
  "requests.Session requests.session": () => known("requests"),
  "httpx.Client httpx.AsyncClient": () => known("httpx"),
  "aiohttp.ClientSession": () => known("aiohttp"),
  "socket.create_connection <socket>.connect <socket>.connect_ex smtplib.SMTP smtplib.SMTP_SSL ftplib.FTP telnetlib.Telnet": connects,
  "http.client.HTTPConnection http.client.HTTPSConnection paramiko.SSHClient.connect": connects,
  "socket.socket": () => object("socket", unknownValue("a connection")),
  "socket.gethostbyname socket.getaddrinfo dns.resolver.resolve": (call) =>
    asks(call, valueOf(call.args[0]), { method: "DNS", data: secretIn(call.args[0]) }),
  "<socket>.send <socket>.sendall <connection>.send <connection>.sendall <connection>.sendmail <connection>.storbinary <connection>.request":
    sends,
  // Databases.
  "sqlite3.connect psycopg2.connect psycopg.connect pymysql.connect MySQLdb.connect mysql.connector.connect pymssql.connect cx_Oracle.connect oracledb.connect duckdb.connect sqlalchemy.create_engine django.db.connection asyncpg.connect":
    () => object("database", unknownValue("a database")),
  "<database>.cursor <database>.connect <database>.begin <database>.commit": ({ self }) => self,
  "<database>.execute <database>.executemany <database>.executescript <database>.query": asksDatabase(0, "sql", "query", "statement"),
  "django.db.connection.cursor": () => object("database", unknownValue("a database")),
  "<unknown>.execute <unknown>.executescript <unknown>.executemany <unknown>.raw": mayAskDatabase,
  "<unknown>.extractall": extracts,
  "sqlalchemy.text psycopg2.sql.SQL psycopg.sql.SQL": ({ args }) => args[0] ?? nothing,
  "pandas.read_sql pandas.read_sql_query": asksDatabase(0, "sql"),
  // What is loaded and run.
  "runpy.run_path execfile": runsFile("python", 0, "path_name"),
  "importlib.machinery.SourceFileLoader imp.load_source importlib.util.spec_from_file_location": runsFile("python", 1),
  "ctypes.CDLL ctypes.cdll.LoadLibrary": runsFile("unknown"),
  "pickle.loads marshal.loads dill.loads cloudpickle.loads": loadsObjects,
  "ctypes.CDLL.system": runsShell(),
  "os.environ.get os.getenv <environment>.get os.environb.get": named("get"),
  "<environment>[] <environment>.pop <environment>.setdefault": named("[]"),
  "<environment>.copy": () => wholeEnvironment,
  "os.putenv os.unsetenv": setsVariable,
});

/** The first word behind the program is what it is told to be called. */
function runsZeroth(): Api {
  return (call) => runsWords()({ ...call, args: [call.args[0] ?? nothing, ...call.args.slice(2)] });
}

export const pythonProperties: readonly (readonly [string, Property])[] = [
  ["os.environ", () => wholeEnvironment],
  ["os.environb", () => wholeEnvironment],
  ["django.db.connection", () => object("database", unknownValue("a database"))],
  ["<process>.stdout", (_, of) => outcome(of)],
];
