/** The mode of a terminal in real tmux: a hot key opens a prompt for the pane that it was pressed in, and no other pane has anything of it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findProgram, runProgram } from "../../src/hosts/node/node.ts";
import { snippets } from "../../src/app/terminals/snippets.ts";
import { runtimeEnv, sheepdogWords } from "../proof/trial-home.ts";
import { noTerminal, type Person, personWithKey, phrase, quoted } from "./person.ts";

const tmux = findProgram("tmux", "/usr/bin:/usr/local/bin");
const noTmux = noTerminal === false ? (tmux === undefined ? "tmux is not on this machine" : false) : noTerminal;

const guard = fileURLToPath(new URL("../../.build/guard", import.meta.url));
const endings: (() => Promise<unknown> | void)[] = [];
after(async () => {
  for (const end of endings.toReversed()) await end();
});

type Server = {
  readonly person: Person;
  readonly control: (...words: readonly string[]) => Promise<string>;
  readonly env: Record<string, string>;
};

/** A server of its own, whose settings are the snippet that `terminal show` prints. */
async function serverFor(person: Person): Promise<Server> {
  const { home, project } = person;
  mkdirSync(join(home, "bin"));
  writeFileSync(join(home, "bin/sheepdog"), `#!/bin/sh\nexec ${quoted(sheepdogWords([]))} "$@"\n`, { mode: 0o755 });
  symlinkSync(guard, join(home, ".sheepdog/guard"));
  const shown = await person.runs(["terminal", "show", "tmux"]);
  assert.equal(shown.code, 0, shown.shown);
  writeFileSync(join(home, "tmux.conf"), shown.shown.slice(shown.shown.indexOf("#")));
  const env = {
    HOME: home,
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    SHELL: "/bin/sh",
    PATH: `${join(home, "bin")}:/usr/bin:/bin`,
    ...runtimeEnv,
  };
  const control = async (...words: readonly string[]): Promise<string> => {
    const args = ["-S", join(home, "server"), "-f", join(home, "tmux.conf"), ...words];
    const run = await runProgram({ program: tmux ?? "", args, env, cwd: project, timeoutMs: 10_000 });
    assert.equal(run.exit, 0, `tmux ${words.join(" ")}: ${run.stderr}`);
    return run.stdout;
  };
  await control("new-session", "-d", "-x", "140", "-y", "40", "/bin/sh");
  await control("split-window", "/bin/sh");
  endings.push(() => runProgram({ program: tmux ?? "", args: ["-S", join(home, "server"), "kill-server"], env, timeoutMs: 10_000 }));
  return { person, control, env };
}

async function modeOf({ control, env }: Server, pane: string): Promise<string> {
  const pid = (await control("display-message", "-p", "-t", pane, "#{pane_pid}")).trim();
  const run = await runProgram({
    program: guard,
    args: ["mode", "get", "--root", join(env["HOME"] ?? "", ".sheepdog"), "--of", pid],
    env,
    timeoutMs: 10_000,
  });
  return run.stdout.trim();
}

/** What is shown to a person who is attached to the server, and the keys that they press. */
function attached({ person, env }: Server): { readonly press: (keys: string) => void; readonly seen: () => string } {
  const words = quoted([tmux ?? "", "-S", join(person.home, "server"), "attach"]);
  const child = spawn("/usr/bin/script", ["-qc", `stty rows 40 cols 140; ${words}`, "/dev/null"], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let seen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
  endings.push(() => void child.kill("SIGKILL"));
  return { press: (keys) => child.stdin.write(keys), seen: () => seen };
}

async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await look()) return;
    await wait(100);
  }
  throw new Error(`${what} was not seen`);
}

const controlAltT = "\u001b\u0014";

test(
  "a hot key opens a prompt for its pane; the key opens write there, the next press goes back without one",
  { skip: noTmux },
  async () => {
    const person = await personWithKey();
    endings.push(() => person.remove());
    const server = await serverFor(person);
    const screen = attached(server);
    await server.control("select-pane", "-t", ":.0");
    await until("the attached screen", () => screen.seen().length > 0);
    assert.deepEqual([await modeOf(server, ":.0"), await modeOf(server, ":.1")], ["read", "read"]);

    screen.press(controlAltT);
    await until("the prompt", () => screen.seen().includes("passphrase of the key"));
    assert.deepEqual([await modeOf(server, ":.0"), await modeOf(server, ":.1")], ["read", "read"]);
    screen.press(`${phrase}\r`);
    await until("write mode", async () => (await modeOf(server, ":.0")).startsWith("write until "));
    assert.equal(await modeOf(server, ":.1"), "read");

    await wait(1_000);
    screen.press(controlAltT);
    await until("read mode", async () => (await modeOf(server, ":.0")) === "read");
  },
);

test("a pane whose shell is started anew begins in read", { skip: noTmux }, async () => {
  const person = await personWithKey();
  endings.push(() => person.remove());
  const server = await serverFor(person);
  const pid = (await server.control("display-message", "-p", "-t", ":.1", "#{pane_pid}")).trim();
  const set = await person.types(["mode", "set", "write", "--of", pid], [phrase]);
  assert.equal(set.code, 0, set.shown);
  assert.match(await modeOf(server, ":.1"), /^write until /);
  await server.control("respawn-pane", "-k", "-t", ":.1", "/bin/sh");
  assert.equal(await modeOf(server, ":.1"), "read");
});

test("every snippet names a prompt and none carries a passphrase or a mode that is set without one", () => {
  for (const { name, text } of snippets("/home/dev/.sheepdog/guard")) {
    assert.match(text, /mode toggle|statusline/, name);
    assert.doesNotMatch(text, /passphrase|PIN|mode set write/i, name);
  }
});
