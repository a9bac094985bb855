/** The guard itself as doctor sees it: in place, of this build, deciding, fast enough, and able to write its ledger. */
import type { Finding } from "../../agents/agents.ts";
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { entryItself, type EntryState, fileHash, isWritable, linkTarget, runProgram } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { targetFor, versionOf } from "./guard.ts";
import type { Root } from "./root.ts";

/** `path` is what hook entries call; before `init` it is the guard of this build. */
export type GuardState = { readonly path: string; readonly installed: boolean; readonly version: string | null };

type Examined = { readonly guard: GuardState; readonly findings: readonly Finding[] };

const init = "sheepdog init";

export async function examineGuard(desk: Desk, root: Root): Promise<Examined> {
  const target = linkTarget(root.guard);
  if (target === null) {
    const built = await versionOf(desk.guard);
    const what = `there is no guard at \`${root.guard}\`; no agent can be guarded`;
    const guard = { path: desk.guard, installed: false, version: built.ok ? built.value : null };
    return { guard, findings: [{ code: "guard.not-placed", what, repair: init }] };
  }
  const version = await versionOf(root.guard);
  const guard = { path: root.guard, installed: true, version: version.ok ? version.value : null };
  const working = version.ok ? await judgingFindings(root) : [unstartable(version.fault)];
  return { guard, findings: [...working, ...stale(desk, root, target), ...folderFindings(root), ...ledgerFindings(root)] };
}

function unstartable(fault: Fault): Finding {
  return { code: fault.code, what: `${fault.what}; every call of a guarded agent is blocked`, repair: init };
}

/** Far above what a decision takes, far below what an agent waits for. */
const slowMs = 3_000;

/** The policy is in the guard: it has to block what is always blocked, and to let through what nobody has anything against. */
async function judgingFindings(root: Root): Promise<readonly Finding[]> {
  const run = await runProgram({
    program: root.guard,
    args: ["judge"],
    input: `${question("sheepdog-canary")}\n${question("true")}\n`,
    timeoutMs: slowMs,
  });
  if (run.timedOut) {
    const what = `the guard took more than ${slowMs / 1000} s for two decisions; an agent that does not wait so long goes on without it, or is blocked`;
    return [{ code: "guard.slow", what, repair: "sheepdog doctor, once the machine has less to do" }];
  }
  const [canary = "", harmless = ""] = run.stdout.split("\n");
  if (canary.includes('"verdict":"deny"') && canary.includes('"guard.canary"') && harmless.includes('"verdict":"allow"')) return [];
  const what =
    "the policy of the guard in place is broken: it does not tell the canary, which is always blocked, from a command that does nothing";
  return [{ code: "policy.broken", what, repair: init }];
}

function question(command: string): string {
  return JSON.stringify({ id: command, command, cwd: "/", home: "/" });
}

function stale(desk: Desk, root: Root, target: string): readonly Finding[] {
  const [build, placed] = [fileHash(desk.guard), fileHash(root.guard)];
  if (!placed.ok) return [unreadable("guard.unreadable", placed.fault, init)];
  if (targetFor(placed.value) !== target) {
    return [{ code: "guard.altered", what: `the guard at \`${root.guard}\` is not the one that was placed there`, repair: init }];
  }
  if (!build.ok) return [unreadable("build.unreadable", build.fault, "npm run setup, in the checkout of this program")];
  if (placed.value === build.value) return [];
  return [{ code: "guard.stale", what: "the guard in place is of another build than this program", repair: init }];
}

function unreadable(code: string, fault: Fault, repair: string): Finding {
  return { code, what: `${sentenceOf(fault)}; so nobody can tell whether the guard in place is the right one`, repair };
}

/** Whoever may write in these folders can exchange the guard. */
function folderFindings(root: Root): readonly Finding[] {
  return [root.folder, root.versions].flatMap((path) => {
    const entry = entryItself(path);
    if (entry === undefined || (entry.kind === "folder" && (entry.mode & 0o022) === 0)) return [];
    const repair = `chmod go-w ${path}`;
    if (entry.kind === "folder")
      return [
        {
          code: "root.open",
          what: `others may write in \`${path}\` (mode ${entry.mode.toString(8)}), so they can exchange the guard`,
          repair,
        },
      ];
    return [
      {
        code: "root.odd",
        what: `\`${path}\` is no folder of its own but a ${entry.kind}; what it leads to can be exchanged`,
        repair: `mv ${path} ${path}.odd && ${init}`,
      },
    ];
  });
}

/** In the order in which the guard would meet them; one is enough to block every call. */
function ledgerFindings(root: Root): readonly Finding[] {
  const records = `${root.ledger}/records`;
  const flaw =
    ledgerFlaw(root.ledger, entryItself(root.ledger), ["folder"]) ?? ledgerFlaw(records, entryItself(records), ["file", undefined]);
  if (flaw === undefined) return [];
  return [{ code: "ledger.unwritable", what: `${flaw.what}; every call of a guarded agent is blocked`, repair: flaw.repair }];
}

type Flaw = { readonly what: string; readonly repair: string };

function ledgerFlaw(path: string, entry: EntryState | undefined, wanted: readonly (EntryState["kind"] | undefined)[]): Flaw | undefined {
  const make = `mkdir -p ${path} && chmod 700 ${path}`;
  if (!wanted.includes(entry?.kind)) {
    if (entry === undefined) return { what: `the ledger \`${path}\` is not there`, repair: make };
    const kind = wanted.includes("file") ? "file" : "folder";
    return { what: `the ledger \`${path}\` is a ${entry.kind} and no ${kind}`, repair: `mv ${path} ${path}.odd && ${init}` };
  }
  if (entry === undefined || isWritable(path)) return undefined;
  return { what: `the ledger \`${path}\` cannot be written`, repair: `chmod u+w ${path}` };
}
