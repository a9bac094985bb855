/** What stands between an agent and the guard on this machine: every finding with the one thing that repairs it. */
import type { Finding, Scope } from "../../agents/agents.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Desk } from "../desk.ts";
import { findAgents, type FoundAgent, lineFor, spotAt } from "./found.ts";
import { examineGuard, type GuardState } from "./guard-findings.ts";
import { standsManaged } from "./managed.ts";
import { policyFindings } from "../policy/policy-findings.ts";
import { examineProjects } from "./project.ts";
import { prove } from "./prove.ts";
import { type Root, rootFor } from "./root.ts";
import { runningFindings, silentSessions } from "./session-findings.ts";
import { lameFiles, readFiles } from "./settings.ts";
import { stateFindings } from "../state/state-findings.ts";
import { statementFindings } from "../statements/statement-findings.ts";

export const diagnosisVersion = 2;

export type Diagnosis = {
  readonly version: typeof diagnosisVersion;
  /** The weakest of all agents. */
  readonly level: Scope;
  readonly root: string;
  readonly guard: GuardState;
  readonly agents: readonly AgentState[];
  readonly findings: readonly Finding[];
};

export type AgentState = {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly program: string | null;
  readonly level: Scope;
  readonly files: readonly string[];
  readonly canary: "proved" | "open" | "unproven" | "not tried";
  readonly findings: readonly Finding[];
};

export async function diagnose(desk: Desk, options: { readonly live: boolean }): Promise<Diagnosis> {
  const found = (await findAgents(desk, "user")).map((agent) => whereItStands(desk, agent));
  const agents: AgentState[] = [];
  for (const agent of found) agents.push(await examineAgent(desk, agent, options.live));
  const level = (["project", "user", "managed"] as const).find((one) => found.some(({ scope }) => scope === one)) ?? "user";
  const root = rootFor(level, desk.around);
  const { guard, findings } = await examineGuard(desk, root);
  const { home, cwd } = desk.around;
  const state = await stateFindings(desk.around, root);
  const policies = policyFindings({ root: root.folder, home, cwd, build: guard.version ?? "" });
  return {
    version: diagnosisVersion,
    level,
    root: root.folder,
    guard,
    agents,
    findings: [...findings, ...state, ...policies, ...statementFindings(desk)],
  };
}

export function isHealthy(diagnosis: Diagnosis): boolean {
  const findings = [...diagnosis.findings, ...diagnosis.agents.flatMap((agent) => agent.findings)];
  return findings.every(({ weight }) => weight === "note");
}

/** The strongest scope at which the guard stands; where it stands nowhere, it is missed at the user's. */
function whereItStands(desk: Desk, agent: FoundAgent): FoundAgent {
  const at = (scope: Scope): FoundAgent => ({ ...agent, scope, files: agent.installer.files(spotAt(desk.around, scope)) });
  if (standsManaged(agent, desk.around)) return at("managed");
  const stands = (one: FoundAgent): boolean => {
    const files = readFiles(one.files);
    return files.ok && agent.installer.hookLine(files.value) !== undefined;
  };
  return !stands(agent) && stands(at("project")) ? at("project") : agent;
}

async function examineAgent(desk: Desk, agent: FoundAgent, live: boolean): Promise<AgentState> {
  const { installer, version, program, scope } = agent;
  const root = rootFor(scope, desk.around);
  const state = {
    name: installer.name,
    title: installer.title,
    version,
    program,
    level: scope,
    files: agent.files.map(({ path }) => path),
  };
  const files = readFiles(agent.files);
  if (!files.ok) {
    const repair = `look at ${agent.files.map(({ path }) => `\`${path}\``).join(" and ")}: it has to be a file that you may read and write`;
    return { ...state, canary: "not tried", findings: [{ code: files.fault.code, what: sentenceOf(files.fault), repair }] };
  }
  const findings = [
    ...installer.examine(files.value, lineFor(agent, root)),
    ...lameFiles(installer, files.value).map(lame),
    ...(scope === "managed" ? [] : aroundFindings(desk, agent, root)),
    ...(installer.documented === true ? [documented] : []),
  ];
  if (!live || files.value.every(({ text }) => text === null)) return { ...state, canary: "not tried", findings };
  const proof = await prove({ agent, files: files.value, root, searchPath: desk.around.variable("PATH") ?? "/usr/bin:/bin" });
  if (!proof.ok) return { ...state, canary: "unproven", findings: [...findings, canaryFinding(sentenceOf(proof.fault))] };
  const { value } = proof;
  return { ...state, canary: value.is, findings: value.is === "proved" ? findings : [...findings, canaryFinding(value.why)] };
}

/** What does nothing to managed settings, and much to all others. */
function aroundFindings(desk: Desk, agent: FoundAgent, root: Root): readonly Finding[] {
  return [
    ...examineProjects(agent, desk.around),
    ...agent.installer.examineVariables(desk.around.variable),
    ...runningFindings(agent, desk.around),
    ...silentSessions(agent, root, desk.around),
  ];
}

function lame(path: string): Finding {
  const what = `\`${path}\` may not be executed any more, and the product runs it as a program: no call is checked, or all are blocked`;
  return { code: "guard.not-executable", what, repair: "sheepdog init" };
}

const documented: Finding = {
  code: "agent.documented",
  what: "nobody here has run this product: how it takes an answer is known from its documentation alone",
  repair: "`sheepdog doctor --live` runs the line that it would run; watch its first session",
  weight: "note",
};

function canaryFinding(why: string): Finding {
  return { code: "canary.not-blocked", what: `the canary did not prove the guard: ${why}`, repair: "sheepdog init" };
}
