/** The shell line, run by a real shell: only a guard that says yes lets a call through, whatever else befalls it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { GuardLine } from "./installer.ts";
import { checkPaths, isShellLine, isTellingLine, shellLine, tellingLine } from "./shell-line.ts";

const folder = "/x y/it's";

function lineAt(guard: string, root: string | null = folder): GuardLine {
  return { guard, root, clientVersion: "1.0.0", scope: root === null ? "managed" : "user", sha256: (text) => text };
}

type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the line with a guard that is this script; `undefined` for none at all. */
function run(script: string | undefined, make = shellLine, mode = 0o755): Outcome {
  const place = mkdtempSync(join(tmpdir(), "sheepdog line's "));
  try {
    const guard = join(place, "guard");
    if (script !== undefined) {
      writeFileSync(guard, script === "" ? "" : `#!/bin/sh\n${script}\n`);
      chmodSync(guard, mode);
    }
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", make("some-agent", lineAt(guard))], {
      input: "envelope",
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test("a guard that says yes is passed through in silence", () => {
  assert.deepEqual(run("cat >/dev/null; exit 0"), { status: 0, stdout: "", stderr: "" });
});

test("a refusal goes on word for word, with nothing of ours beside it", () => {
  assert.deepEqual(run('printf \'{"no":"%s"}\' why; echo why >&2; exit 2'), { status: 2, stdout: '{"no":"why"}', stderr: "why\n" });
});

test("the guard hears the envelope, its agent and its folder", () => {
  const { stdout } = run('printf "%s|" "$@"; cat; exit 2');
  assert.equal(stdout, `hook|some-agent|--root|${folder}|envelope`);
});

const failures: readonly (readonly [what: string, script: string | undefined, mode?: number])[] = [
  ["is not there", undefined],
  ["is empty", ""],
  ["may not be run", "exit 0", 0o644],
  ["ends with an error", "exit 1"],
  ["ends with another number", "exit 77"],
  ["is killed", "kill -9 $$"],
  ["loses its exit code", "echo '{\"no\":1}'; exit 0"],
  ["says half of its refusal and is killed", "printf '{\"no'; kill -9 $$"],
];

for (const [what, script, mode] of failures) {
  test(`a guard that ${what} blocks, and somebody says why`, () => {
    const { status, stderr } = run(script, shellLine, mode);
    assert.equal(status, 2);
    assert.match(stderr, /guard unavailable/);
  });
}

test("where the guard is only told, its words go on and its failure is passed over", () => {
  assert.deepEqual(run("printf context; exit 0", tellingLine), { status: 0, stdout: "context", stderr: "" });
  assert.equal(run("exit 1", tellingLine).status, 0);
  assert.deepEqual(run("echo '{\"no\":1}'; exit 2", tellingLine), { status: 0, stdout: "", stderr: "" });
  assert.equal(run(undefined, tellingLine).status, 0);
});

const speaking: typeof shellLine = (name, line) => shellLine(name, line, { yes: '{"it\'s":"fine"}' });

test("a client that takes silence for a failure reads a yes, and only after one", () => {
  assert.deepEqual(run("exit 0", speaking), { status: 0, stdout: '{"it\'s":"fine"}', stderr: "" });
  assert.equal(run("exit 1", speaking).stdout, "");
  assert.ok(isShellLine("some-agent", speaking("some-agent", lineAt("/r/guard"))));
});

const exchanging: typeof shellLine = (name, line) => shellLine(name, line, { exchanged: ['{"take":{', "}}"] });

test("a changed call is handed on whole, and any part of it is none", () => {
  assert.deepEqual(run(`printf '%s' '{"take":{"it":"x"}}'`, exchanging), { status: 0, stdout: '{"take":{"it":"x"}}', stderr: "" });
  assert.equal(run("exit 0", exchanging).status, 0);
  const spoilt = [
    '{"take":{"it":"x"}',
    '{"take":{"it',
    '"take":{"it":"x"}}',
    'news {"take":{"it":"x"}}',
    '{"take":{"it":"x"}} news',
    '{"fake":{"it":"x"}}',
  ];
  for (const said of spoilt) assert.equal(run(`printf '%s' '${said}'`, exchanging).status, 2, said);
  for (const exit of [1, 2, 127]) assert.equal(run(`printf '%s' '{"take":{"it":"x"}}'; exit ${exit}`, exchanging).status, 2);
  assert.equal(run(`printf '%s' '{"take":{"it":"x"}}'`, shellLine).status, 2);
  assert.ok(isShellLine("some-agent", exchanging("some-agent", lineAt("/r/guard"))));
});

test("our lines are known again, with and without a folder, and no other agent's are", () => {
  for (const line of [lineAt("/r/guard", "/r"), lineAt("/r/guard", null)]) {
    assert.ok(isShellLine("some-agent", shellLine("some-agent", line)));
    assert.ok(isTellingLine("some-agent", tellingLine("some-agent", line)));
    assert.ok(!isShellLine("other", shellLine("some-agent", line)));
  }
  assert.ok(!isShellLine("some-agent", "make lint || exit 2"));
  assert.ok(!shellLine("some-agent", lineAt("/r/guard", null)).includes("--root"));
});

for (const guard of ["guard", "/a/${HOME}/guard", "/a/{{x}}/guard", "/a\nb/guard"]) {
  test(`a guard at \`${JSON.stringify(guard)}\` is not written into a line`, () => assert.equal(checkPaths(lineAt(guard)).ok, false));
}
