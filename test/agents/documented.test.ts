/** `init`, `doctor` and `uninstall` for the products that are known by documentation alone: proved by their line, marked as such, and gone without a trace. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Installer, installers } from "../../src/agents/agents.ts";
import { runProgram, type RunResult } from "../../src/hosts/node/node.ts";
import { write } from "./trial.ts";

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const program = file(".build/bin/bun");
const sealed = [`--config=${file("scripts/setup/bunfig.toml")}`, "--no-env-file", "--no-install", file("src/app/entry/cli.ts")];
const skip = existsSync(file(".build/guard")) ? false : "the guard is not built, so it was not run; `npm run setup` builds it";

type Home = { readonly path: string; readonly sheepdog: (...args: readonly string[]) => Promise<RunResult> };

/** A home in which this product shows: by its folder, or by a program that knows its version and nothing else. */
async function inHome(installer: Installer, work: (home: Home) => Promise<void>): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog home ")));
  try {
    const [trace] = installer.traces?.(path) ?? [];
    if (trace === undefined) write(join(path, "bin", installer.program), "#!/bin/sh\necho 1.2.3\n", 0o755);
    else mkdirSync(trace, { recursive: true });
    const env = { PATH: `${join(path, "bin")}:/usr/bin:/bin`, HOME: path };
    const sheepdog: Home["sheepdog"] = (...args) => runProgram({ program, args: [...sealed, ...args], env, cwd: path, timeoutMs: 120_000 });
    await work({ path, sheepdog });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function ended(run: RunResult, exit: number): string {
  assert.equal(run.exit, exit, run.stdout + run.stderr);
  return run.stdout;
}

for (const installer of installers.filter(({ documented }) => documented === true)) {
  const { name, title } = installer;

  test(`${title} gets a guard whose line is proved, is said to be known by documentation, and loses it without a trace`, { skip }, () =>
    inHome(installer, async ({ path, sheepdog }) => {
      const spot = {
        scope: "user",
        home: path,
        project: path,
        variable: () => undefined,
        system: "linux",
        realPath: (one: string) => one,
      } as const;
      const places = installer.files(spot);
      const texts = (): readonly (string | null)[] => places.map((one) => (existsSync(one.path) ? readFileSync(one.path, "utf8") : null));
      const first = ended(await sheepdog("init", "--scope", "user", "--agent", name), 0);
      assert.match(first, /known of it comes from its documentation[^]*proved as far as that goes without the product/);
      const merged = texts();
      assert.ok(merged.some((text) => text?.includes(".sheepdog/guard")));
      const modes = places.filter(({ executable }) => executable === true).map((one) => statSync(one.path).mode & 0o777);
      assert.ok(modes.every((mode) => mode === 0o755));
      ended(await sheepdog("init", "--scope", "user", "--agent", name), 0);
      assert.deepEqual(texts(), merged);
      assert.match(ended(await sheepdog("doctor"), 0), /\[agent\.documented\]/);
      ended(await sheepdog("uninstall", "--purge"), 0);
      assert.ok(texts().every((text) => text === null));
      assert.ok(!existsSync(join(path, ".sheepdog")));
    }),
  );
}
