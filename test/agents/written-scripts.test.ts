/** The programs that are written for Cline and Amp, run by a real shell with guards that do one thing, right or wrong. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { adapters, installers } from "../../src/agents/agents.ts";

type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
type Asked = { readonly input: string; readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

/** Installs the product in a throwaway home whose guard is this script, and runs the one program that is asked before a call. */
function ask(name: string, script: string | undefined, { input, env = {}, cwd }: Asked): Outcome {
  const home = mkdtempSync(join(tmpdir(), "sheepdog script's "));
  try {
    const installer = installers.find((one) => one.name === name) ?? assert.fail();
    const spot = {
      scope: "user",
      home,
      project: home,
      variable: () => undefined,
      system: "linux",
      realPath: (path: string) => path,
    } as const;
    const [guard, root] = [join(home, "guard"), home];
    if (script !== undefined) writeFileSync(guard, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const line = { guard, root, clientVersion: "1.0.0", scope: "user", sha256: String } as const;
    const files = installer.install(
      installer.files(spot).map((file) => ({ ...file, text: null })),
      line,
    );
    assert.ok(files.ok);
    const program = files.value.find(({ executable }) => executable === true) ?? assert.fail();
    mkdirSync(dirname(program.path), { recursive: true });
    writeFileSync(program.path, program.text ?? "", { mode: 0o755 });
    const ran = spawnSync(program.path, [], {
      input,
      cwd: cwd ?? home,
      env: { PATH: "/usr/bin:/bin", HOME: home, ...env },
      encoding: "utf8",
    });
    return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const asked: Readonly<Record<string, Asked>> = {
  cline: { input: "envelope" },
  amp: { input: '{"cmd":"ls"}', env: { AGENT_TOOL_NAME: "Bash", AMP_THREAD_ID: "T-1" } },
};
const yes: Readonly<Record<string, string>> = { cline: '{"cancel":false}', amp: "" };

for (const [name, call] of Object.entries(asked)) {
  test(`${name}: a guard that says yes is heard as the product's own yes`, () => {
    assert.deepEqual(ask(name, "cat >/dev/null; exit 0", call), { status: 0, stdout: yes[name], stderr: "" });
  });

  test(`${name}: a refusal goes on in full`, () => {
    const said = adapters.find((one) => one.name === name)?.lastWords("why") ?? assert.fail();
    const ran = ask(name, `cat >/dev/null; printf '%s' '${said.stdout}'; echo why >&2; exit 2`, call);
    assert.deepEqual([ran.status, ran.stdout], [2, said.stdout]);
    assert.match(ran.stderr, /^why/);
  });

  for (const [what, script] of [
    ["is not there", undefined],
    ["ends with an error", "exit 1"],
    ["is killed", "kill -9 $$"],
    ["loses its exit code", "cat >/dev/null; echo '{\"no\":1}'; exit 0"],
  ] as const) {
    test(`${name}: a guard that ${what} blocks`, () => assert.equal(ask(name, script, call).status, 2));
  }
}

test("amp: the guard is asked about the tool, the thread, the folder and the arguments, in words that it reads", () => {
  const cwd = mkdtempSync(join(tmpdir(), "sheepdog it's a folder "));
  try {
    const { stdout } = ask("amp", "cat; exit 2", { ...(asked["amp"] ?? assert.fail()), cwd });
    const moment = adapters.find((one) => one.name === "amp")?.readEnvelope(stdout, { home: "/h" });
    assert.ok(moment?.ok === true && moment.value.at === "before-call");
    const { call } = moment.value;
    assert.deepEqual([call.act.kind, call.by.session, call.cwd], ["shell", "T-1", cwd]);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});

for (const [what, env] of [
  ["no name", {}],
  ["a name with quotes", { AGENT_TOOL_NAME: 'Bash","input":{},"x":"' }],
  ["a name with a line end", { AGENT_TOOL_NAME: "Bash\nx" }],
] as const) {
  test(`amp: a tool of ${what} is refused before anybody is asked`, () => {
    assert.equal(ask("amp", "cat >/dev/null; exit 0", { input: "{}", env }).status, 2);
  });
}
