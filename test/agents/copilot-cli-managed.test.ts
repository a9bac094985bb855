/** The guard among the managed hooks of the real GitHub Copilot CLI: in a private view of /etc, so that the real one never changes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { use } from "../../src/agents/wire/content.ts";
import { copilotCli } from "./clients.ts";
import { filesWith, guardIn, lineIn } from "./fake-guard.ts";
import { blocked, installerOf, passed, type Place, spotIn, type Trial, write } from "./trial.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog managed "));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the client where `managed.json` of its home, if there is one, stands among the hooks of the machine. */
const view = `#!/bin/sh
exec unshare -m /bin/sh -c 'set -e
layer=$(mktemp -d)
mount --make-rprivate /
mount -t tmpfs none "$layer"
mkdir "$layer/upper" "$layer/work"
mount -t overlay overlay -o lowerdir=/etc,upperdir="$layer/upper",workdir="$layer/work" /etc
if [ -e "$HOME/managed.json" ]; then
  mkdir -p /etc/github-copilot/policy.d
  cp "$HOME/managed.json" /etc/github-copilot/policy.d/sheepdog.json
fi
exec "$0" "$@"' '${copilotCli.program}' "$@"
`;
const program = join(folder, "copilot");
writeFileSync(program, view, { mode: 0o755 });
const client = { ...copilotCli, program };

const noView = ((): string | false => {
  if (process.getuid?.() !== 0) return "only root can have a view of /etc of its own, so it was not run";
  const tried = spawnSync("unshare", ["-m", "true"], { timeout: 10_000 });
  return tried.status === 0 ? false : "this machine gives nobody a view of /etc of their own, so it was not run";
})();
const skip = client.skip === false ? noView : client.skip;
const { title } = client;

/** The managed file as `init` would write it, and nothing in the user's own settings. */
function managed(script: string, spoil: (guard: string) => void = () => undefined): Trial["settings"] {
  return (place: Place) => {
    filesWith(script, client)(place);
    const files = installerOf(client)
      .files({ ...spotIn(place), scope: "managed" })
      .map((file) => ({ ...file, text: null }));
    const result = installerOf(client).install(files, { ...lineIn(place, client), root: null, scope: "managed" });
    assert.ok(result.ok);
    write(join(place.home, "managed.json"), result.value[0]?.text ?? "");
    spoil(guardIn(place));
    return [];
  };
}

function touching(settings: Trial["settings"], more: Partial<Trial> = {}): Trial {
  const env = { XDG_CACHE_HOME: join(folder, "cache") };
  return {
    client,
    ...(settings === undefined ? {} : { settings }),
    turns: ({ project }) => [[use("bash", { command: `touch '${project}/made'`, description: "try" })]],
    ...more,
    env: { ...env, ...more.env },
  };
}

const refusing = managed("cat >/dev/null; REFUSE");

test(`${title} lets a call through when the managed guard is silent`, { skip }, () => passed(touching(managed("cat >/dev/null"))));

test(`${title} obeys the managed guard`, { skip }, async () => {
  await blocked(touching(refusing));
});

test(`${title} obeys the managed guard in a trusted repository that switches hooks off`, { skip }, async () => {
  const files = { "proj/.github/copilot/settings.json": '{"disableAllHooks":true}' };
  await blocked(touching(refusing, { files, args: (words) => [...words, "--trust-folder"] }));
});

test(`${title} obeys the managed guard when its own folder is another and switches hooks off`, { skip }, async () => {
  await blocked(touching(refusing, { files: { "else/settings.json": '{"disableAllHooks":true}' }, env: { COPILOT_HOME: "../else" } }));
});

for (const [what, script] of [
  ["ends with an error", "exit 1"],
  ["is killed", "kill -9 $$"],
] as const) {
  test(`${title} blocks when the managed guard ${what}`, { skip }, async () => {
    await blocked(touching(managed(script)));
  });
}

test(`${title} blocks when the managed guard is absent`, { skip }, async () => {
  await blocked(touching(managed("exit 0", (guard) => rmSync(guard))));
});
