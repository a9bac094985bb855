/** Doctor's eyes on what stands in the files of agents: the guard that is not there, not right, not trusted, not asked, or not alone. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import type { Desk } from "../desk.ts";
import { diagnose, type Diagnosis } from "./diagnosis.ts";
import { findAgents } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { rootIn } from "./root.ts";
import { carryOut, planMerge } from "./settings.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-findings-")));
after(() => rmSync(scratch, { recursive: true, force: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

const verdicts = ['{"verdict":"deny","rules":["guard.canary"]}', '{"verdict":"allow","rules":[]}'];
const guard = `#!/bin/sh\ncase $1 in judge) cat >/dev/null; printf '%s\\n' ${verdicts.map((one) => `'${one}'`).join(" ")};; *) echo 1.0.0;; esac\n`;

/** What makes each product be there: its program, saying its version, or the traces of one that has none. */
const products = {
  claude: (home: string) => write(join(home, ".local/bin/claude"), "#!/bin/sh\necho '2.1.330 (Claude Code)'\n", 0o755),
  olderClaude: (home: string) => write(join(home, ".local/bin/claude"), "#!/bin/sh\necho '2.1.197 (Claude Code)'\n", 0o755),
  codex: (home: string) => write(join(home, ".local/bin/codex"), "#!/bin/sh\necho 'codex-cli 0.169.0'\n", 0o755),
  opencode: (home: string) => write(join(home, ".local/bin/opencode"), "#!/bin/sh\necho 1.18.33\n", 0o755),
  cline: (home: string) => void mkdirSync(join(home, "Documents/Cline"), { recursive: true }),
} as const;

type Guarded = { readonly desk: Desk; readonly home: string; readonly at: (path: string) => string };

let cases = 0;

/** A home with one product and the guard in its files; the person stands in a project. */
async function guarded(product: keyof typeof products): Promise<Guarded> {
  cases += 1;
  const home = join(scratch, `home ${cases}`);
  products[product](home);
  write(join(home, "build/guard"), guard, 0o755);
  const cwd = join(home, "work/proj");
  mkdirSync(cwd, { recursive: true });
  const around = { home, cwd, accountHome: home, isRoot: false, system: "linux", variable: () => undefined } as const;
  const desk: Desk = { out: () => undefined, err: () => undefined, around, guard: join(home, "build/guard") };
  assert.ok((await placeGuard(desk.guard, rootIn(home))).ok);
  await initialised(desk);
  return { desk, home, at: (path) => join(home, path) };
}

/** As `init` does it. */
async function initialised(desk: Desk): Promise<void> {
  for (const agent of await findAgents(desk, "user")) {
    const merge = planMerge(agent, rootIn(desk.around.home));
    assert.ok(merge.ok && (merge.value.changed.length === 0 || carryOut(agent, rootIn(desk.around.home), merge.value).ok));
  }
}

/** Notes aside: what has to be repaired, each with how. */
async function toRepair(desk: Desk): Promise<readonly (readonly [code: string, repair: string])[]> {
  const { agents, findings } = await diagnose(desk, { live: false });
  const all = [...findings, ...agents.flatMap((agent) => agent.findings)].filter(({ weight }) => weight !== "note");
  return all.map(({ code, repair }) => [code, repair]);
}

function changed(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

const init = "sheepdog init";

for (const product of Object.keys(products) as readonly (keyof typeof products)[]) {
  if (product === "olderClaude") continue;
  test(`where ${product} is guarded nothing has to be repaired`, async () => {
    assert.deepEqual(await toRepair((await guarded(product)).desk), []);
  });
}

/** What has become of the files, what is found, and what repairs it. */
const harms: readonly (readonly [what: string, product: keyof typeof products, harm: (home: Guarded) => void, code: string])[] = [
  ["a guard that is missing", "claude", ({ at }) => writeFileSync(at(".claude/settings.json"), "{}"), "guard.missing"],
  [
    "a guard called by a wrong path",
    "claude",
    ({ at }) => changed(at(".claude/settings.json"), (text) => text.replaceAll(".sheepdog/guard", ".elsewhere/guard")),
    "guard.wrong-line",
  ],
  [
    "a guard that is not told of everything",
    "claude",
    ({ at }) => changed(at(".claude/settings.json"), (text) => text.replace('"SessionStart"', '"Notification"')),
    "guard.partial",
  ],
  ["a guard that the client does not trust", "codex", ({ at }) => writeFileSync(at(".codex/config.toml"), ""), "guard.untrusted"],
  [
    "a plugin that was changed",
    "opencode",
    ({ at }) => changed(at(".config/opencode/plugins/sheepdog.js"), (text) => text.replace("throw", "void")),
    "guard.altered-plugin",
  ],
  [
    "a hook that lost its execute bit",
    "cline",
    ({ at }) => chmodSync(at("Documents/Cline/Hooks/PreToolUse"), 0o644),
    "guard.not-executable",
  ],
];

for (const [what, product, harm, code] of harms) {
  test(`${what} is found, and init repairs it`, async () => {
    const home = await guarded(product);
    harm(home);
    assert.deepEqual([...new Set((await toRepair(home.desk)).map(String))], [`${code},${init}`]);
    await initialised(home.desk);
    assert.deepEqual(await toRepair(home.desk), []);
  });
}

test("init gives back the execute bit and no other, and leaves hooks of others alone", async () => {
  const { desk, at } = await guarded("cline");
  const [ours, theirs] = [at("Documents/Cline/Hooks/PreToolUse"), at("Documents/Cline/Hooks/TaskStart")];
  writeFileSync(theirs, "#!/bin/sh\ntrue\n");
  chmodSync(theirs, 0o600);
  chmodSync(ours, 0o640);
  await initialised(desk);
  assert.deepEqual([statSync(ours).mode & 0o777, statSync(theirs).mode & 0o777], [0o740, 0o600]);
});

test("an older client without the switch that fails closed is found, with the update that repairs it", async () => {
  const [[code, repair] = []] = await toRepair((await guarded("olderClaude")).desk);
  assert.deepEqual([code, repair], ["client.old", "claude update"]);
});

test("code of a project that runs in the client itself is found, and our own plugin is none", async () => {
  const { desk, at } = await guarded("opencode");
  for (const path of ["work/proj/.opencode/plugins/theirs.js", "work/.opencode/tool/theirs.ts"]) write(at(path), "");
  const { agents } = await diagnose(desk, { live: false });
  const found = agents.flatMap((agent) => agent.findings).filter(({ code }) => code === "project.code");
  assert.deepEqual(
    found.map(({ what }) => what.match(/\/theirs\.\w+/)?.[0]),
    ["/theirs.js", "/theirs.ts"],
  );
  assert.ok(found.every(({ what }) => what.startsWith("in sessions that start in")));
});

test("a folder of the guard that is a link is found, since what it leads to can be exchanged", async () => {
  const { desk, home } = await guarded("claude");
  const { versions } = rootIn(home);
  rmSync(`${versions}.real`, { recursive: true, force: true });
  const real = `${versions}.real`;
  mkdirSync(real);
  assert.ok((await placeGuard(desk.guard, { ...rootIn(home), versions: real })).ok);
  rmSync(versions, { recursive: true });
  symlinkSync(real, versions);
  const found = await toRepair(desk);
  assert.ok(
    found.some(([code, repair]) => code === "root.odd" && /^mv .*versions .* && sheepdog init$/.test(repair)),
    String(found),
  );
});

test("the level is that of the scope at which the guard stands", async () => {
  const { desk } = await guarded("claude");
  const { level, agents }: Diagnosis = await diagnose(desk, { live: false });
  assert.deepEqual([level, agents.map((agent) => agent.level)], ["user", ["user"]]);
});

test("a variable that names the client's folder by a link leads to the files by the name that the client uses", async () => {
  const { desk, home, at } = await guarded("codex");
  mkdirSync(at("real"));
  symlinkSync(at("real"), at("link"));
  const variable = (name: string): string | undefined => (name === "CODEX_HOME" ? at("link") : undefined);
  const [agent] = await findAgents({ ...desk, around: { ...desk.around, variable } }, "user");
  assert.deepEqual(
    agent?.files.map(({ path }) => path),
    [join(home, "real/hooks.json"), join(home, "real/config.toml")],
  );
});
