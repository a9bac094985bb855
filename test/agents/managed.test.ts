/** The guard in the settings of whoever runs the machine: in a private view of /etc, so that the real one never changes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { claudeCode, type Client, codex, geminiCli, opencode } from "./clients.ts";
import { skipOf } from "./placed-guard.ts";
import { installerOf, write } from "./trial.ts";

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const cli = [
  file(".build/bin/bun"),
  `--config=${file("scripts/setup/bunfig.toml")}`,
  "--no-env-file",
  "--no-install",
  file("src/app/entry/cli.ts"),
];

/** An overlay on /etc that is seen by what is started in it and goes away with that; the account's home there is the throwaway one. */
const view = `set -e
mount --make-rprivate /
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work"
mount -t overlay overlay -o lowerdir=/etc,upperdir="$1/upper",workdir="$1/work" /etc
awk -F: -v OFS=: -v home="$2" '$3 == 0 { $6 = home } { print }' /etc/passwd >/etc/passwd.new
mv /etc/passwd.new /etc/passwd
`;

const noView = ((): string | false => {
  if (process.getuid?.() !== 0) return "only root can have a view of /etc of its own, so it was not run";
  const tried = spawnSync("unshare", ["-m", "true"], { timeout: 10_000 });
  return tried.status === 0 ? false : "this machine gives nobody a view of /etc of their own, so it was not run";
})();

type Said = { readonly status: number | null; readonly text: string };

/** Runs a script in such a view; `sheepdog` is the command line, `$HOME` the throwaway home with the client in it. */
function inView(client: Client, script: string): Said {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-managed-")));
  const layer = mkdtempSync(join(tmpdir(), "sheepdog-layer-"));
  try {
    write(join(home, "bin/sheepdog"), `#!/bin/sh\nexec ${cli.map((word) => `'${word}'`).join(" ")} "$@"\n`, 0o755);
    symlinkSync(client.program, join(home, "bin", installerOf(client).program));
    write(join(home, "proj/.keep"), "");
    const env = { PATH: `${join(home, "bin")}:${dirname(process.execPath)}:/usr/sbin:/usr/bin:/sbin:/bin`, HOME: home };
    const words = ["-m", "/bin/sh", "-c", `${view}cd "$2/proj"\n${script}`, "sh", layer, home];
    const { status, stdout, stderr } = spawnSync("unshare", words, { env, encoding: "utf8", timeout: 240_000 });
    return { status, text: `${stdout}${stderr}` };
  } finally {
    for (const folder of [home, layer]) rmSync(folder, { recursive: true, force: true });
  }
}

function skipIn(client: Client): string | false {
  return noView === false ? skipOf(client) : noView;
}

for (const client of [claudeCode, codex, geminiCli, opencode]) {
  const { name, title } = client;

  test(`${title} is guarded and proved by managed settings, which uninstall takes away again`, { skip: skipIn(client) }, () => {
    const before = readFileSync("/etc/passwd", "utf8");
    const { status, text } = inView(
      client,
      `sheepdog init --scope managed --agent ${name}
sheepdog init --scope managed --agent ${name} | grep -c unchanged
sheepdog doctor --live
sheepdog init --agent ${name}
sheepdog uninstall --scope managed
ls -A /etc/sheepdog /etc/claude-code /etc/codex 2>/dev/null || true`,
    );
    assert.equal(status, 0, text);
    assert.match(
      text,
      /proved: done without the guard, blocked with it[^]*\n[23]\n[^]*guarded; the canary proved it\n(?:.*\n)*level +managed/,
    );
    assert.match(text, /the managed settings of this machine guard it already/);
    assert.match(text, /is gone/);
    assert.deepEqual([existsSync("/etc/sheepdog"), readFileSync("/etc/passwd", "utf8")], [false, before]);
  });
}

test("managed settings that somebody else may write are no level of their own, and doctor says so", { skip: skipIn(codex) }, () => {
  const { text } = inView(
    codex,
    "sheepdog init --scope managed --agent codex >/dev/null\nchmod 666 /etc/codex/requirements.toml\nsheepdog doctor || true",
  );
  assert.match(text, /level +user/);
});

test("a dry run of the managed scope says what it needs, and a person without root is told so", { skip: skipIn(codex) }, () => {
  const { text } = inView(codex, "sheepdog init --scope managed --dry-run\nls -A /etc/sheepdog /etc/codex 2>/dev/null || true");
  assert.match(text, /\/etc\/sheepdog\/guard[^]*\/etc\/codex\/requirements\.toml would get the guard[^]*nothing was changed/);
});
