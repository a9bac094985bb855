/** Ways into a vault that need a machine or a person: what systemd seals here, and a passphrase that is typed and never shown. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { runtimeEnv, sheepdogWords, type TrialHome, trialHome } from "./trial-home.ts";

const homes: TrialHome[] = [];
after(() => homes.forEach((one) => one.remove()));

function newHome(): TrialHome {
  const trial = trialHome();
  homes.push(trial);
  return trial;
}

function shellWords(args: readonly string[]): string {
  return sheepdogWords(args)
    .map((word) => `'${word}'`)
    .join(" ");
}

/** The host's own key stays untouched: systemd finds a folder of ours in its place. */
const sealing = `
mount --bind "$1" /var/lib/systemd || exit 77
systemd-creds setup >/dev/null 2>&1 || exit 77
`;

const place = newHome();
mkdirSync(join(place.home, "systemd"));
const seals = spawnSync("unshare", ["-m", "sh", "-c", sealing, "sh", join(place.home, "systemd")]).status === 0;

test(
  "what systemd seals to this machine opens the vault here, and no other machine's does",
  { skip: seals ? false : "systemd-creds cannot seal here" },
  () => {
    const [here, there] = [newHome(), newHome()];
    for (const { home } of [here, there]) mkdirSync(join(home, "systemd"));
    const run = (machine: TrialHome, ...steps: readonly (readonly string[])[]) => {
      const script = `${sealing}\n${steps.map(shellWords).join(" && ")}`;
      const env = { ...process.env, ...runtimeEnv, HOME: here.home };
      return spawnSync("unshare", ["-m", "sh", "-c", script, "sh", join(machine.home, "systemd")], {
        encoding: "utf8",
        env,
        input: "fake value",
        timeout: 120_000,
      });
    };
    const made = run(here, ["vault", "init", "--add", "machine"], ["vault", "put", "A"]);
    assert.equal(made.status, 0, made.stderr);
    assert.equal(run(here, ["vault", "get", "A"]).stdout, "fake value");
    const elsewhere = run(there, ["vault", "get", "A", "--way", "machine"]);
    assert.equal(elsewhere.status, 2);
    assert.match(elsewhere.stderr, /`systemd-creds` ended with/);
  },
);

const canType = existsSync("/usr/bin/script");

test(
  "a passphrase is asked for at the terminal, whatever standard input is, and not shown",
  { skip: canType ? false : "no terminal can be made here" },
  async () => {
    const trial = newHome();
    const typed = async (args: readonly string[], ...lines: readonly string[]): Promise<string> => {
      const env = { ...process.env, ...runtimeEnv, HOME: trial.home };
      const child = spawn("/usr/bin/script", ["-qec", `${shellWords(args)} < /dev/null`, "/dev/null"], {
        cwd: trial.home,
        env,
        stdio: ["pipe", "pipe", "inherit"],
      });
      let shown = "";
      const left = [...lines];
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        shown += text;
        // One line for each question, and none before it is asked: what is typed ahead is another's.
        if (shown.endsWith(": ") && left.length > 0) child.stdin.write(`${left.shift()}\r`);
      });
      const [code] = (await once(child, "close")) as [number];
      assert.equal(code, 0, shown);
      return shown;
    };
    const phrase = "a phrase that nobody sees";
    const made = await typed(["vault", "init", "--work-factor", "15"], phrase, phrase);
    const listed = await typed(["vault", "check"], `${phrase}x\x7f`);
    assert.match(made, /new passphrase for the vault: [\s\S]*the same again: /);
    assert.match(listed, /passphrase of the vault: [\s\S]*whole; generation 1/);
    assert.ok(!`${made}${listed}`.includes("nobody sees"));
  },
);
