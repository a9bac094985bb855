/** Every fault of the table ends in a block, through the very line that an installer writes for an agent; beside each, a call that is allowed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildNative, freeze } from "../../native/build.mjs";
import { adapters, type HookLine, type Installer, installers } from "../../src/agents/agents.ts";
import { type Fault, faults, type Spot } from "./fault-table.ts";
import { compiled, folder, type Outcome, plantedHost, repository, root, scratch, shell } from "./ground.ts";

const chaos = join(repository, "native/host/tests/chaos.js");
const page = join(repository, "docs/faults.md");
const isRoot = process.getuid?.() === 0;
const apart = isRoot ? "unshare -m" : "unshare -rm";
const mountsWork = shell(`${apart} true`).exit === 0;

/** The guard of these tests, with the words of the agents that there really are. */
const words = join(scratch, "words.js");
const marker = "REASON";
const lastWords = adapters.map((adapter) => [adapter.name, ...adapter.lastWords(marker).stdout.split(marker)]);
writeFileSync(words, `globalThis.sheepdog.lastWords = ${JSON.stringify(lastWords)};`);

await buildNative({ log: () => {} });
const images = { plain: join(folder("plain"), "guard"), planted: join(folder("planted"), "guard") };
await freeze([chaos, words], images.plain);
const made = spawnSync(await plantedHost(), ["--freeze", images.planted, chaos, words], { encoding: "utf8" });
assert.equal(made.status, 0, made.stderr);

const hijack = compiled(
  "every-hijack.so",
  `#include <unistd.h>
   unsigned la_version(unsigned v) { return v; }
   __attribute__((constructor)) static void go(void) { _exit(0); }`,
  ["-shared", "-fPIC"],
);

type Agent = {
  readonly name: string;
  readonly kind: "shell" | "direct" | "other";
  readonly yes: string;
  readonly line: (guard: string, own: string) => string;
};

/** Who keeps a file of its own for the hook is left out: there is no line to run. */
const agents: readonly Agent[] = installers.flatMap((installer) => {
  const shown = hookLine(installer, "/guard", "/root");
  if (![shown.program, ...shown.args].some((word) => word.includes("/guard"))) return [];
  const kind = shown.program === "/guard" ? "direct" : shown.args.join(" ").includes("guard unavailable") ? "shell" : "other";
  const line = (guard: string, own: string) => {
    const { program, args } = hookLine(installer, guard, own);
    return [program, ...args].map(inQuotes).join(" ");
  };
  return [{ name: installer.name, kind, yes: shown.yes ?? "", line }];
});

function hookLine(installer: Installer, guard: string, own: string): HookLine {
  const spot = {
    scope: "user",
    home: scratch,
    project: scratch,
    variable: () => undefined,
    realPath: (path: string) => path,
    system: "linux",
  } as const;
  const line = {
    guard,
    root: own,
    clientVersion: "2.1.329",
    scope: "user",
    sha256: () => "0".repeat(64),
    unforeseen: "0".repeat(32),
  } as const;
  const files = installer.files(spot).map((file) => ({ ...file, text: null }));
  const installed = installer.install(files, line);
  const found = installed.ok ? installer.hookLine(installed.value) : undefined;
  assert.ok(found !== undefined, `${installer.name} has no line`);
  return found;
}

function inQuotes(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

const agentOf = (fault: Fault, position: number): Agent => {
  const able = agents.filter(({ kind }) => fault.line === undefined || kind === fault.line);
  const agent = able[position % able.length];
  assert.ok(agent !== undefined);
  return agent;
};

const silent = JSON.stringify({ do: "silent" });

/** The agent's line in a fresh place, with the fault or without. */
function run(fault: Fault, agent: Agent, { without = false, call }: { readonly without?: boolean; readonly call?: string } = {}): Outcome {
  const image = fault.planted === true ? images.planted : images.plain;
  const spot: Spot = { image, own: root(), place: folder("fault"), hijack };
  const instead = without ? undefined : fault.image?.(spot);
  const variables = without ? [] : Object.entries(fault.env?.(spot) ?? {});
  const line = [
    // Nothing but the line itself may need a process.
    fault.counted === true ? "exec" : "",
    variables.length > 0 ? `env ${variables.map(([name, value]) => inQuotes(`${name}=${value}`)).join(" ")}` : "",
    agent.line(instead === undefined ? image : join(spot.place, "guard"), spot.own),
    without ? "" : (fault.after ?? ""),
  ].join(" ");
  const script = join(spot.own, "line.sh");
  writeFileSync(script, [...(without ? [] : [fault.mounts?.(spot) ?? "", instead ?? "", fault.before?.(spot) ?? ""]), line].join("\n"));
  mkdirSync(join(spot.place, "cwd"));
  const input = call ?? (without ? silent : (fault.call ?? silent));
  const around = fault.counted === true ? counted(spot) : fault.mounts !== undefined && !without ? apart : "";
  return shell(`${around} bash '${script}'`, { cwd: join(spot.place, "cwd"), input });
}

/** What begins a program as somebody who is not root, where we are, after the places are handed to them. */
function counted({ own, place }: Spot): string {
  if (!isRoot) return "";
  shell(`chmod 755 '${scratch}'; chown -R 65534 '${own}' '${place}'`);
  return "setpriv --reuid 65534 --clear-groups --";
}

function assertBlocked(outcome: Outcome, agent: Agent): void {
  const shown = JSON.stringify(outcome).slice(0, 600);
  assert.equal(outcome.exit, 2, shown);
  assert.match(outcome.stderr, /^sheepdog: /m, shown);
  const before = lastWords.find(([name]) => name === agent.name)?.[1] ?? "";
  assert.ok(outcome.stdout === "" || outcome.stdout.startsWith(before), shown);
}

function assertAllowed(outcome: Outcome, agent: Agent): void {
  assert.deepEqual([outcome.exit, outcome.stdout.trim()], [0, agent.yes], JSON.stringify(outcome).slice(0, 600));
}

for (const [position, fault] of faults.entries()) {
  const agent = agentOf(fault, position);
  const skip = fault.mounts !== undefined && !mountsWork ? "no mount namespace of our own here" : false;
  test(`${fault.area}: ${fault.name}, by the line of ${agent.name}`, { skip }, () => {
    assertBlocked(run(fault, agent, fault.harmless === true ? { call: JSON.stringify({ do: "loop" }) } : {}), agent);
    assertAllowed(run(fault, agent, fault.harmless === true ? {} : { without: true }), agent);
  });
}

const rows = faults.map((fault, position) => {
  const beside = fault.harmless === true ? "another call in the same surroundings" : "another call by the same line without it";
  return `| ${position + 1} | ${fault.area} | ${fault.name} | ${fault.how} | ${agentOf(fault, position).name} | ${beside} |`;
});

const text = `# Faults that end in a block

Made from \`test/native/fault-table.ts\` by the test that plants each of them (\`WRITE_DOCS=1\` before it writes this page). A fault is planted under the line
that the installer writes for the agent named; it has to end with exit code 2, a reason on stderr, and nothing but the agent's own block on stdout. Where the surroundings alone
are harmless, a call that fails is blocked in them. The last column is the control: that call has to be allowed.

| | fault | which | how it is planted | by the line of | control |
|---|---|---|---|---|---|
${rows.join("\n")}
`;

test("the page says what is tried here, and that is at least seventy faults", () => {
  if (process.env["WRITE_DOCS"] === "1") writeFileSync(page, text);
  assert.ok(faults.length >= 70 && new Set(faults.map(({ area, name }) => `${area} ${name}`)).size === faults.length);
  assert.equal(readFileSync(page, "utf8"), text);
});
