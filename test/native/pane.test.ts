/** Panes: the native core and the command line call them by the same name, in real terminals, and no variable has a say. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { paneOf, pause } from "../../src/hosts/node/node.ts";
import { layStatements, signed, testKey, textOf } from "../lib/signing.ts";
import { call, chaosImage, folder, repository, root, scratch, shell } from "./ground.ts";

const image = await chaosImage();
const asking = call("ask", { questions: [["pane"]] });
const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
const inTmux = { skip: hasTmux ? false : "tmux is not on this machine" };

const socket = join(scratch, "tmux");
const tmux = (...words: readonly string[]) =>
  spawnSync("tmux", ["-S", socket, "-f", "/dev/null", ...words], { encoding: "utf8", timeout: 20_000 }).stdout.trim();

const own = root();
writeFileSync(join(own, "call"), asking);
const panes = () =>
  tmux("list-panes", "-s", "-F", "#{pane_id} #{pane_pid}")
    .split("\n")
    .map((line) => line.split(" ") as [string, string]);

before(async () => {
  if (!hasTmux) return;
  tmux("new-session", "-d", "-s", "one", "-x", "80", "-y", "24", "sh");
  tmux("split-window", "-t", "one", "sh");
  // A shell that was only just started has no terminal yet.
  for (let waited = 0; waited < 100 && panes().some(([, pid]) => paneOf(Number(pid)) === null); waited += 1) await pause(100);
});
after(() => hasTmux && tmux("kill-server"));

/** What the core says when this line of a shell runs it in a pane; `HOOK` stands for the hook. */
async function coreSays(pane: string, line: string): Promise<string | null> {
  const [said] = JSON.parse(await saidIn(pane, line, `'${image}' hook plain --root '${own}' < '${own}/call'`)) as readonly (
    | string
    | null
  )[];
  return said ?? null;
}

async function saidIn(pane: string, line: string, hook: string): Promise<string> {
  const out = join(folder("said"), "out");
  const script = join(folder("script"), "run");
  writeFileSync(script, `${line.replace("HOOK", `${hook} > '${out}.part'`)}\nmv '${out}.part' '${out}'\n`);
  tmux("send-keys", "-t", pane, `sh '${script}'`, "Enter");
  for (let waited = 0; waited < 200 && !existsSync(out); waited += 1) await pause(100);
  const said = readFileSync(out, "utf8");
  rmSync(out);
  return said;
}

test("core and command line agree on a pane, whichever of its processes is looked at", inTmux, async () => {
  const [[first, pid] = ["", ""], [second, otherPid] = ["", ""]] = panes();
  const name = paneOf(Number(pid));
  assert.match(name ?? "", /^[0-9a-f-]{36}\/\d+\/\d+\/\d+$/);
  assert.equal(await coreSays(first, "HOOK"), name);
  assert.equal(await coreSays(first, "sh -c 'sh -c \"true\"; sh -c true'; ( ( HOOK ) )"), name);
  const other = paneOf(Number(otherPid));
  assert.notEqual(other, name);
  assert.equal(await coreSays(second, "HOOK"), other);
});

test("a hook that was given a session of its own still belongs to the pane of its agent", inTmux, async () => {
  const [[first, pid] = ["", ""]] = panes();
  assert.equal(await coreSays(first, "setsid -w sh -c true; setsid -w sh '/dev/fd/3' 3<<'END'\nHOOK\nEND"), paneOf(Number(pid)));
});

test("what a pane is called does not come from variables", inTmux, async () => {
  const [[first, pid] = ["", ""]] = panes();
  assert.equal(await coreSays(first, "TMUX_PANE=%99 TMUX=/x WEZTERM_PANE=1 SSH_TTY=/dev/pts/0 HOOK"), paneOf(Number(pid)));
});

test("a terminal inside of a terminal is another pane", inTmux, async () => {
  const [[first, pid] = ["", ""]] = panes();
  const said = await coreSays(first, "cat > inner <<'END'\nHOOK\nEND\nscript -qec 'sh inner' /dev/null > /dev/null; rm inner");
  assert.match(said ?? "", /^[0-9a-f-]{36}\/\d+\/\d+\/\d+$/);
  assert.notEqual(said, paneOf(Number(pid)));
});

test("write mode of a pane counts in that pane, and in no other", inTmux, async () => {
  const [[first, pid] = ["", ""], [second, otherPid] = ["", ""]] = panes();
  const guard = join(repository, ".build/guard");
  const where = { pane: paneOf(Number(pid)) ?? "" };
  const [key, at] = [testKey("pane"), Date.now() - 1_000];
  const signedRoot = folder("signed");
  layStatements(signedRoot, [key], textOf(signed(key, { at, until: at + 3_600_000, about: { is: "mode" }, where })));
  const said = {
    session_id: "s1",
    cwd: signedRoot,
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command: "kubectl apply -f x.yaml" },
  };
  writeFileSync(`${signedRoot}/call`, JSON.stringify(said));
  const hook = `'${guard}' hook claude-code --root '${signedRoot}' < '${signedRoot}/call' > /dev/null 2>&1; echo $?`;
  assert.equal(await saidIn(first, "HOOK", hook), "0\n");
  assert.equal(await saidIn(second, "HOOK", hook), "2\n");
  const mode = (of: string) => shell(`'${guard}' mode get --root '${signedRoot}' --of ${of} < /dev/null`).stdout;
  assert.match(mode(pid), /^write until \d{4}-\d\d-\d\dT\d\d:\d\dZ\n$/);
  assert.equal(mode(otherPid), "read\n");
  const line = shell(`'${guard}' statusline --of ${pid} --root '${signedRoot}' < /dev/null`).stdout;
  assert.match(line, /^sheepdog \S+ write until /);
});

test("the quick answer tells the mode of the pane of a process", inTmux, () => {
  const [[, pid] = ["", ""]] = panes();
  assert.deepEqual(shell(`'${image}' mode get --root '${own}' --of ${pid} < /dev/null`), { exit: 0, stdout: "read\n", stderr: "" });
});

test("without a terminal there is no pane", () => {
  const alone = shell(`setsid -w setsid -w sh -c "'${image}' hook plain --root '${own}'"`, { input: asking });
  const core = JSON.parse(alone.stdout) as readonly (string | null)[];
  assert.deepEqual(core, [paneOf()], "whatever the tests run in, both say the same of it");
});

const nested = (depth: number) =>
  `setsid -w sh /dev/fd/3 3<<'END'\nnest() { if [ $1 = 0 ]; then HOOK; else ( nest $(($1 - 1)); true ); fi; }\nnest ${depth}\nEND`;

test("whoever lies further than 32 processes below a terminal has no pane", inTmux, async () => {
  const [[first, pid] = ["", ""]] = panes();
  assert.equal(await coreSays(first, nested(20)), paneOf(Number(pid)));
  assert.equal(await coreSays(first, nested(40)), null);
});

test("a process that is not there has no pane", () => assert.equal(paneOf(2 ** 22 + 1), null));
