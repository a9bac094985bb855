/** What stands between an agent and the guard on this machine: every finding with the one thing that repairs it. */
import type { Finding } from "../../agents/agents.ts";
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { fileHash, isWritable, linkTarget, readTextIfThere } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { examineProjects } from "./project.ts";
import { prove } from "./prove.ts";
import { findAgents, type FoundAgent, lineFor } from "./found.ts";
import { targetFor, versionOf } from "./guard.ts";
import { type Root, rootIn } from "./root.ts";

export const diagnosisVersion = 1;

export type Diagnosis = {
  readonly version: typeof diagnosisVersion;
  readonly level: "user";
  readonly root: string;
  readonly guard: GuardState;
  readonly agents: readonly AgentState[];
  readonly findings: readonly Finding[];
};

/** `path` is what hook entries call; before `init` it is the guard of this build. */
export type GuardState = { readonly path: string; readonly installed: boolean; readonly version: string | null };

export type AgentState = {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly program: string;
  readonly settings: string;
  readonly canary: "proved" | "open" | "unproven" | "not tried";
  readonly findings: readonly Finding[];
};

export async function diagnose(desk: Desk, options: { readonly live: boolean }): Promise<Diagnosis> {
  const root = rootIn(desk.around.home);
  const { guard, findings } = await examineGuard(desk, root);
  const agents: AgentState[] = [];
  for (const agent of await findAgents(desk)) agents.push(await examineAgent(desk, agent, { root, live: options.live }));
  return { version: diagnosisVersion, level: "user", root: root.folder, guard, agents, findings };
}

export function isHealthy(diagnosis: Diagnosis): boolean {
  return diagnosis.findings.length === 0 && diagnosis.agents.every((agent) => agent.findings.length === 0);
}

type Examined = { readonly guard: GuardState; readonly findings: readonly Finding[] };

const init = "sheepdog init";

async function examineGuard(desk: Desk, root: Root): Promise<Examined> {
  const target = linkTarget(root.guard);
  if (target === null) {
    const built = await versionOf(desk.guard);
    const what = `there is no guard at \`${root.guard}\`; no agent can be guarded`;
    const guard = { path: desk.guard, installed: false, version: built.ok ? built.value : null };
    return { guard, findings: [{ code: "guard.not-placed", what, repair: init }] };
  }
  const version = await versionOf(root.guard);
  const guard = { path: root.guard, installed: true, version: version.ok ? version.value : null };
  const broken = version.ok
    ? []
    : [{ code: version.fault.code, what: `${version.fault.what}; every call of a guarded agent is blocked`, repair: init }];
  return { guard, findings: [...broken, ...stale(desk, root, target), ...ledgerFindings(root)] };
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

function ledgerFindings(root: Root): readonly Finding[] {
  if (isWritable(root.ledger)) return [];
  const what = `the ledger \`${root.ledger}\` cannot be written; every call of a guarded agent is blocked`;
  return [{ code: "ledger.unwritable", what, repair: `mkdir -p ${root.ledger} && chmod 700 ${root.ledger}` }];
}

type Look = { readonly root: Root; readonly live: boolean };

async function examineAgent(desk: Desk, agent: FoundAgent, { root, live }: Look): Promise<AgentState> {
  const { installer, version, program, settings } = agent;
  const state = { name: installer.name, title: installer.title, version, program, settings };
  const text = readTextIfThere(settings);
  if (!text.ok) {
    const finding = { code: text.fault.code, what: sentenceOf(text.fault), repair: `chmod u+rw ${settings}` };
    return { ...state, canary: "not tried", findings: [finding] };
  }
  const findings = [...installer.examine(text.value, lineFor(agent, root)), ...examineProjects(agent, desk.around)];
  if (!live || text.value === null) return { ...state, canary: "not tried", findings };
  const proof = await prove(agent, text.value, desk.around.variable("PATH") ?? "/usr/bin:/bin");
  if (!proof.ok) return { ...state, canary: "unproven", findings: [...findings, canaryFinding(sentenceOf(proof.fault))] };
  const { value } = proof;
  return { ...state, canary: value.is, findings: value.is === "proved" ? findings : [...findings, canaryFinding(value.why)] };
}

function canaryFinding(why: string): Finding {
  return { code: "canary.not-blocked", what: `the canary did not prove the guard: ${why}`, repair: init };
}
