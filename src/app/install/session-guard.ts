/** The guard of one session: laid out for it alone, and proved by the very line that the client will run, before every start. */
import { type Finding, type Installer, installers, type Launch, type SettingsFile, type Variable } from "../../agents/agents.ts";
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, linkTarget, writeTextFile } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { findAgent, type FoundAgent, lineFor, spotAt } from "./found.ts";
import { proveLine } from "./prove-line.ts";
import { type Root, rootIn } from "./root.ts";
import { readFiles } from "./settings.ts";

export type SessionStart = {
  /** The agent, by its name here. */
  readonly agent: string;
  /** Private to this session; what the client reads of the guard lies in it for as long as that runs. */
  readonly keep: string;
  /** The variables that the client will have: they say which account's files it reads. */
  readonly variable: Variable;
};

/** `args` come before those of the session; a variable that is `null` must not reach the client. */
export type GuardedStart = Pick<Launch, "args" | "env"> & { readonly program: string };

const rule = "guard.canary";

/** Anything but a proof is a fault, and then nothing may be started. */
export async function sessionGuard(desk: Desk, start: SessionStart): Promise<Result<GuardedStart>> {
  const installer = installers.find(({ name }) => name === start.agent);
  if (installer?.launch === undefined) return unguarded(`\`${start.agent}\` cannot be started under the guard`);
  const root = rootIn(desk.around.home);
  if (linkTarget(root.guard) === null) return unguarded(`there is no guard at \`${root.guard}\``);
  const agent = await findAgent(desk, installer, "user");
  if (agent === undefined || agent.program === null) return unguarded(`the agent \`${start.agent}\` is not on this machine`);
  const [against] = serious(installer.examineVariables(start.variable));
  if (against !== undefined) return unguarded(against.what);
  const plan = planFor(desk, { agent, root, start, launch: installer.launch });
  if (!plan.ok) return plan;
  const files = filesFor(desk, { agent, start, plan: plan.value });
  if (!files.ok) return files;
  const proved = await provedBy(agent, { root, files: files.value, laid: plan.value.files });
  return proved.ok ? done({ program: agent.program, args: plan.value.args, env: plan.value.env }) : proved;
}

type Planning = {
  readonly agent: FoundAgent;
  readonly root: Root;
  readonly start: SessionStart;
  readonly launch: NonNullable<Installer["launch"]>;
};

function planFor(desk: Desk, { agent, root, start, launch }: Planning): Result<Launch> {
  const managed = readFiles(agent.installer.files(spotAt(desk.around, "managed")));
  if (!managed.ok) return managed;
  const { keep: folder, variable } = start;
  return launch({ words: [], line: lineFor(agent, root), folder, home: desk.around.home, variable, managed: managed.value });
}

type Choosing = { readonly agent: FoundAgent; readonly start: SessionStart; readonly plan: Launch };

/** What the start itself brings; where that is nothing, the guard has to stand in the account's own files. */
function filesFor(desk: Desk, { agent, start, plan }: Choosing): Result<readonly SettingsFile[]> {
  if (plan.files.length > 0) return done(plan.files);
  return readFiles(agent.installer.files({ ...spotAt(desk.around, "user"), variable: start.variable }));
}

type Proving = { readonly root: Root; readonly files: readonly SettingsFile[]; readonly laid: readonly SettingsFile[] };

async function provedBy(agent: FoundAgent, { root, files, laid }: Proving): Promise<Result<void>> {
  const [finding] = serious(agent.installer.examine(files, lineFor(agent, root)));
  if (finding !== undefined) return unguarded(finding.what);
  for (const { path, text } of laid) {
    const folder = ensurePrivateFolder(folderOf(path));
    if (!folder.ok) return folder;
    const written = writeTextFile(path, text ?? "");
    if (!written.ok) return written;
  }
  const proof = await proveLine({ agent, files, root, searchPath: "/usr/bin:/bin" }, rule);
  if (!proof.ok) return proof;
  return proof.value.is === "proved" ? done(undefined) : unguarded(proof.value.why);
}

function serious(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ weight }) => weight !== "note");
}

function unguarded(why: string): Result<never> {
  return fail({ code: "guard.unproven", what: why, follows: "the session was not started", todo: "run `sheepdog doctor`" });
}
