/** One fault of each kind, in a native core that really has it: the real client does not do what it was about to. The whole list: `docs/faults.md`. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildPlanted } from "../../native/build.mjs";
import { adapters } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, codex } from "./clients.ts";
import { placed, skipOf } from "./placed-guard.ts";
import { blocked, passed, type Trial } from "./trial.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const chaos = join(repository, "native/host/tests/chaos.js");
const scratch = mkdtempSync(join(tmpdir(), "sheepdog-faults-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const touch = (path: string, { name }: Client): Content =>
  name === codex.name ? use("exec_command", { cmd: `touch '${path}'` }) : use("Bash", { command: `touch '${path}'` });

function trying(client: Client, spoil: (root: string) => void, call: (path: string, client: Client) => Content = touch): Trial {
  return { client, settings: placed(client, spoil), turns: ({ project }) => [[call(`${project}/made`, client)]] };
}

/** A guard that does this before every call, and nothing at any other moment. */
async function guardThat(call: Readonly<Record<string, unknown>>): Promise<string> {
  const words = adapters.map((adapter) => [adapter.name, ...adapter.lastWords("REASON").stdout.split("REASON")]);
  const name = JSON.stringify(call).replaceAll(/\W/g, "");
  const [bundle, image] = [join(scratch, `${name}.js`), join(scratch, name)];
  writeFileSync(
    bundle,
    `const { hook } = globalThis.sheepdog;
     globalThis.sheepdog.lastWords = ${JSON.stringify(words)};
     globalThis.sheepdog.hook = (request) => {
       const does = request.envelope.includes('"PreToolUse"') ? ${JSON.stringify(call)} : { do: "silent" };
       return hook({ ...request, envelope: JSON.stringify(does) });
     };`,
  );
  await buildPlanted({ log: () => {} });
  const made = spawnSync(join(repository, ".build/planted"), ["--freeze", image, chaos, bundle], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return image;
}

const faults: readonly (readonly [what: string, call: Readonly<Record<string, unknown>>])[] = [
  ["crashes", { do: "planted", fault: "crash-null" }],
  ["overflows its stack", { do: "planted", fault: "crash-stack" }],
  ["panics", { do: "planted", fault: "crash-panic" }],
  ["tries to start a program", { do: "planted", fault: "exec" }],
  ["throws", { do: "throw-error" }],
  ["does not come to an end", { do: "loop" }],
  ["runs out of time", { do: "native-sort" }],
  ["meets a regular expression that explodes", { do: "regex-nested" }],
  ["runs out of memory", { do: "memory-array" }],
  ["gives no answer", { do: "answer-nothing" }],
];

for (const client of [claudeCode, codex]) {
  const skip = skipOf(client);

  test(`${client.title} does what it wants when the same core has no fault`, { skip }, async () => {
    const image = await guardThat({ do: "silent" });
    await passed(trying(client, (root) => copyFileSync(image, join(root, "guard"))));
  });

  for (const [what, call] of client === claudeCode ? faults : faults.slice(0, 1).concat(faults.slice(5, 7))) {
    test(`${client.title} does nothing when the guard ${what}`, { skip }, async () => {
      const image = await guardThat(call);
      await blocked(trying(client, (root) => copyFileSync(image, join(root, "guard"))));
    });
  }

  test(`${client.title} does nothing when the guard is not there`, { skip }, async () => {
    await blocked(trying(client, (root) => rmSync(join(root, "guard"))));
  });
}

const { title } = claudeCode;
const skip = skipOf(claudeCode);

test(`${title} does not write a file whose call is larger than a guard reads`, { skip }, async () => {
  const content = "x".repeat(9 << 20);
  await blocked(
    trying(
      claudeCode,
      () => undefined,
      (path) => use("Write", { file_path: path, content }),
    ),
  );
});

const mountsWork = spawnSync("unshare", ["-m", "true"]).status === 0;

test(`${title} does nothing when the disk of the ledger is full`, { skip: mountsWork ? skip : "no mounts of our own here" }, async () => {
  const program = join(scratch, "on a full disk");
  const fill = 'head -c 1m /dev/zero > "$HOME/.sheepdog/ledger/rest" 2> /dev/null; : > "$HOME/.sheepdog/ledger/records"';
  const mount = 'mkdir -p "$HOME/.sheepdog/ledger" && mount -t tmpfs -o size=64k none "$HOME/.sheepdog/ledger"';
  writeFileSync(
    program,
    `#!/bin/sh\nexec unshare -m /bin/sh -c '${mount} && { ${fill}; exec "$0" "$@"; }' '${claudeCode.program}' "$@"\n`,
    { mode: 0o755 },
  );
  await blocked(trying({ ...claudeCode, program }, (root) => mkdirSync(join(root, "ledger"), { recursive: true })));
});

test(`${title} does nothing when the ledger may not be written`, { skip }, async () => {
  await blocked(trying(claudeCode, (root) => execFileSync("sh", ["-c", 'mkdir "$1/records"', "sh", join(root, "ledger")])));
});
