/** One pane of a tmux server of our own: a text into it, a key, and whether a person is or was there. */
import { runProgram } from "../programs.ts";

export type Server = {
  readonly program: string;
  /** The path of its socket; nobody else's server is ever touched. */
  readonly socket: string;
};

export type Pane = { readonly server: Server; readonly name: string };

export type Said = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly text: string };

/** A call that hangs would hold up all others: tmux has done so for hours. */
const patienceMs = 10_000;
const size = ["-x", "200", "-y", "50"] as const;

/** `=` and the colon: the session of exactly this name, and in it whatever stands in front. */
const target = (name: string): string => `=${name}:`;

async function control({ program, socket }: Server, words: readonly string[], input = ""): Promise<Said> {
  const env = { LANG: "C.UTF-8", PATH: "/usr/bin:/bin", TERM: "xterm-256color" };
  const run = await runProgram({ program, args: ["-S", socket, "-f", "/dev/null", ...words], env, input, timeoutMs: patienceMs });
  return run.exit === 0 ? { ok: true, text: run.stdout } : { ok: false, text: `${run.stderr}${run.stdout}`.trim() || String(run.exit) };
}

/** The ways by which a person comes to a session: from outside, or from another one of the same server. */
const comings = ["client-attached", "client-session-changed"];

/** Who comes with keys, not only with eyes, leaves a mark that stays: what they may have left in the prompt is theirs. */
const marked = "#{?client_readonly,#{@taken},by-#{client_tty}}";

/** `screen`: the file in which all that the client writes is kept from its first byte on, until `stopKeeping`. */
export type Opening = { readonly folder: string; readonly words: readonly string[]; readonly screen: string };

export async function openPane({ server, name }: Pane, { folder, words, screen }: Opening): Promise<Said> {
  const keeping = [";", "pipe-pane", "-O", "-t", target(name), literal(`umask 077; exec cat >${shellWord(screen)}`)];
  const opened = await control(server, ["new-session", "-d", ...size, "-s", name, "-c", folder, ...words, ...keeping]);
  if (!opened.ok && !opened.text.includes("duplicate session")) return opened;
  const at = target(name);
  const hooks = comings.flatMap((coming) => [";", "set-hook", "-t", at, coming, `set-option -F -t ${quoted(at)} @taken ${quoted(marked)}`]);
  return control(server, ["set-option", "-t", at, "mouse", "off", ...hooks]);
}

export async function stopKeeping({ server, name }: Pane): Promise<void> {
  await control(server, ["pipe-pane", "-t", target(name)]);
}

/** Who took the pane; empty while nobody did, `undefined` where there is no such pane. */
export async function takenBy({ server, name }: Pane): Promise<string | undefined> {
  const said = await control(server, ["display-message", "-p", "-t", target(name), "#{@taken}"]);
  return said.ok ? said.text.trim() : undefined;
}

const wentIn = "went in";
const isTaken = "taken";

/**
 * The question whether somebody is there and the paste are one step of the server, so that nobody can come in between. A pane that
 * is being looked through (copy mode) swallows keys, so it is led out of that first.
 */
export async function pasteInto({ server, name }: Pane, text: string): Promise<"done" | "taken" | "failed"> {
  const at = target(name);
  const buffer = `prompt-${name}`;
  const put = `paste-buffer -p -d -b ${buffer} -t ${quoted(at)} ; send-keys -t ${quoted(at)} Enter ; display-message -p '${wentIn}'`;
  const free = `if-shell -F -t ${quoted(at)} '#{pane_in_mode}' ${quoted(`send-keys -t ${quoted(at)} -X cancel`)} ; ${put}`;
  const words = ["if-shell", "-F", "-t", at, "#{@taken}", `display-message -p ${isTaken}`, free];
  const said = await control(server, ["load-buffer", "-b", buffer, "-", ";", ...words], text);
  if (!said.ok) return "failed";
  if (said.text.includes(isTaken)) return "taken";
  return said.text.includes(wentIn) ? "done" : "failed";
}

export async function pressIn({ server, name }: Pane, key: "Enter" | "Escape"): Promise<"done" | "taken" | "failed"> {
  const at = target(name);
  const press = `send-keys -t ${quoted(at)} ${key} ; display-message -p '${wentIn}'`;
  const said = await control(server, ["if-shell", "-F", "-t", at, "#{@taken}", `display-message -p ${isTaken}`, press]);
  if (!said.ok) return "failed";
  return said.text.includes(isTaken) ? "taken" : "done";
}

/** What tmux would else replace: times and formats. */
function literal(text: string): string {
  return text.replaceAll(/[#%]/g, "$&$&");
}

export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, String.raw`\$&`)}"`;
}
