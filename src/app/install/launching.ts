/** `run`: an agent started so that no repository can take the guard away, for as long as it runs. */
import { type Installer, installers, type Launch } from "../../agents/agents.ts";
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, linkTarget, removeTree, runAttached, throwawayFolder, writeTextFile } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { exposed } from "./exposed.ts";
import { findAgent, type FoundAgent, lineFor, spotAt } from "./found.ts";
import { type Root, rootIn } from "./root.ts";
import { readFiles } from "./settings.ts";

/** The exit code is the agent's own, or 2 when it was not started. */
export async function launchAgent(desk: Desk, name: string, words: readonly string[]): Promise<number> {
  const ready = await readyToLaunch(desk, name, words);
  if (!ready.ok) return faulty(desk, ready.fault);
  const folder = launchFolder(ready.value.root);
  if (!folder.ok) return faulty(desk, folder.fault);
  const ended = await launchFrom(folder.value, { ...ready.value, desk, words });
  const gone = removeTree(folder.value);
  if (!ended.ok) return faulty(desk, ended.fault);
  return gone.ok ? ended.value : faulty(desk, gone.fault);
}

/** Nobody else can write in it. */
function launchFolder({ folder, launches }: Root): Result<string> {
  for (const one of [folder, launches]) {
    const made = ensurePrivateFolder(one);
    if (!made.ok) return made;
  }
  return throwawayFolder("launch", launches);
}

type Ready = {
  readonly agent: FoundAgent;
  readonly program: string;
  readonly root: Root;
  readonly launch: NonNullable<Installer["launch"]>;
};

async function readyToLaunch(desk: Desk, name: string, words: readonly string[]): Promise<Result<Ready>> {
  const installer = installers.find((one) => one.name === name);
  const launchable = installers.filter(({ launch }) => launch !== undefined).map((one) => `\`${one.name}\``);
  if (installer?.launch === undefined) {
    const what = `\`${name}\` cannot be started from here; these can: ${launchable.join(", ")}`;
    return fail({ code: "launch.unknown", what });
  }
  const root = rootIn(desk.around.home);
  if (linkTarget(root.guard) === null)
    return fail({
      code: "guard.not-placed",
      what: `there is no guard at \`${root.guard}\``,
      follows: "the agent was not started",
      todo: "run `sheepdog init`",
    });
  const agent = await findAgent(desk, installer, "user");
  if (agent === undefined || agent.program === null)
    return fail({ code: "agent.absent", what: `the agent \`${name}\` is not on this machine`, todo: "install it" });
  const [finding] = installer.examineWords(words);
  if (finding !== undefined)
    return fail({ code: finding.code, what: finding.what, follows: "the agent was not started", todo: finding.repair });
  return done({ agent, program: agent.program, root, launch: installer.launch });
}

type Launching = Ready & { readonly desk: Desk; readonly words: readonly string[] };

async function launchFrom(folder: string, { desk, agent, program, root, launch, words }: Launching): Promise<Result<number>> {
  const { home, variable } = desk.around;
  const managed = readFiles(agent.installer.files(spotAt(desk.around, "managed")));
  if (!managed.ok) return managed;
  const plan = launch({ words, line: lineFor(agent, root), folder, home, variable, managed: managed.value });
  if (!plan.ok) return plan;
  const open = plan.value.shielded === true ? exposed(folder) : undefined;
  if (open !== undefined) return unshielded(agent.installer.title, open);
  const laid = layOut(plan.value);
  return laid.ok ? runAttached(program, plan.value.args, plan.value.env) : laid;
}

/** Started all the same, the client would run without what keeps a repository from switching the guard off. */
function unshielded(title: string, open: string): Result<never> {
  return fail({
    code: "launch.exposed",
    what: `others may write to \`${open}\`, and ${title} reads no settings from below such a folder`,
    follows: "the agent was not started",
    todo: `take the right to write from group and others (\`chmod go-w ${open}\`), or use \`sheepdog init --scope managed\``,
  });
}

function layOut({ files }: Launch): Result<void> {
  for (const { path, text } of files) {
    const folder = ensurePrivateFolder(folderOf(path));
    if (!folder.ok) return folder;
    const written = writeTextFile(path, text ?? "");
    if (!written.ok) return written;
  }
  return done(undefined);
}
