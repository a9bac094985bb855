/** The ten lines of docs/generic-hook.md, taken out of it and run: yes only from a guard that says so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const page = readFileSync(fileURLToPath(new URL("../../docs/generic-hook.md", import.meta.url)), "utf8");
const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";

type Said = { readonly yes: boolean; readonly reason?: string };

/** Runs the ten lines in a home whose guard is this script; `undefined` for none. */
function ask(script: string | undefined, look: (home: string) => void = () => undefined): Said {
  const home = mkdtempSync(join(tmpdir(), "sheepdog generic "));
  try {
    mkdirSync(join(home, ".sheepdog"));
    if (script !== undefined) writeFileSync(join(home, ".sheepdog/guard"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    writeFileSync(join(home, "ask.mjs"), `${code}\nconsole.log(JSON.stringify(allowed({ kind: "shell", command: "ls" }, "/p")));\n`);
    const ran = spawnSync(process.execPath, [join(home, "ask.mjs")], { env: { ...process.env, HOME: home }, encoding: "utf8" });
    assert.equal(ran.status, 0, ran.stderr);
    look(home);
    return JSON.parse(ran.stdout) as Said;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

test("the example in the page is ten lines long", () => {
  assert.equal(code.trim().split("\n").length, 10);
});

test("a guard that says yes is believed, and was asked as the page says", () => {
  const said = ask('printf "%s " "$@" > "$HOME/words"; cat > "$HOME/asked"', (home) => {
    assert.equal(readFileSync(join(home, "words"), "utf8"), `hook generic --root ${home}/.sheepdog `);
    assert.deepEqual(JSON.parse(readFileSync(join(home, "asked"), "utf8")), {
      version: 1,
      cwd: "/p",
      act: { kind: "shell", command: "ls" },
    });
  });
  assert.deepEqual(said, { yes: true });
});

test("a refusal comes with its reason", () => {
  assert.deepEqual(ask('cat >/dev/null; echo \'{"decision":"block"}\'; echo why >&2; exit 2'), { yes: false, reason: "why\n" });
});

for (const [what, script] of [
  ["is not there", undefined],
  ["ends with an error", "exit 1"],
  ["is killed", "kill -9 $$"],
] as const) {
  test(`a guard that ${what} means no`, () => assert.equal(ask(script).yes, false));
}
