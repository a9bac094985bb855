/** The proof: the real client is made to try something harmless, first without the guard and then with it. */
import type { Canary, CanaryRun } from "../../agents/agents.ts";
import { folderOf } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import {
  ensureFolder,
  readTextIfThere,
  removeTree,
  runProgram,
  serveLoopback,
  throwawayFolder,
  writeTextFile,
} from "../../hosts/node/node.ts";
import type { FoundAgent } from "./found.ts";

/** `open`: the client did it although the guard is there. `unproven`: it could not be seen either way. */
export type Proof = { readonly is: "proved" } | { readonly is: "open" | "unproven"; readonly why: string };

/** The rule that blocks the canary, and that the model must hear about. */
const rule = "guard.canary";
const patienceMs = 60_000;

export async function prove(agent: FoundAgent, settings: string, searchPath: string): Promise<Result<Proof>> {
  const control = await letLoose(agent, null, searchPath);
  if (!control.ok) return control;
  if (!control.value.did) return done({ is: "unproven", why: `even without the guard the client did nothing: ${control.value.said}` });
  const guarded = await letLoose(agent, agent.installer.canary.copy(settings), searchPath);
  if (!guarded.ok) return guarded;
  const { did, heard, said } = guarded.value;
  if (did) return done({ is: "open", why: "the client did what the guard has to block" });
  if (heard?.includes(rule) === true) return done({ is: "proved" });
  return done({ is: "unproven", why: `the client did nothing, but not because of the guard: ${heard ?? said}` });
}

/** What became of one run: whether the file was made, what the model heard of it, and the last that the client said. */
type Run = { readonly did: boolean; readonly heard: string | undefined; readonly said: string };

async function letLoose(agent: FoundAgent, settings: string | null, searchPath: string): Promise<Result<Run>> {
  const home = throwawayFolder("sheepdog-canary");
  if (!home.ok) return home;
  const run = await runIn(home.value, { agent, settings, searchPath });
  const gone = removeTree(home.value);
  return gone.ok ? run : gone;
}

type Trial = { readonly agent: FoundAgent; readonly settings: string | null; readonly searchPath: string };

async function runIn(home: string, { agent, settings, searchPath }: Trial): Promise<Result<Run>> {
  const { canary } = agent.installer;
  const made = `${home}/made`;
  const model = await serveModel(canary, `sheepdog-canary; touch '${made}'`);
  if (!model.ok) return model;
  try {
    const run = canary.run({ home, modelUrl: model.value.url, searchPath });
    const ready = layOut(home, run, settings);
    if (!ready.ok) return ready;
    const ended = await runProgram({ program: agent.program, args: run.args, env: run.env, cwd: `${home}/project`, timeoutMs: patienceMs });
    const trace = readTextIfThere(made);
    const said = (ended.stderr.trim() || ended.stdout.trim()).split("\n").at(-1)?.slice(0, 300) ?? "";
    return done({ did: trace.ok && trace.value !== null, heard: model.value.heard(), said: `${said} (it ended with ${ended.exit})` });
  } finally {
    await model.value.close();
  }
}

type Model = { readonly url: string; readonly heard: () => string | undefined; readonly close: () => Promise<void> };

async function serveModel(canary: Canary, command: string): Promise<Result<Model>> {
  let heard: string | undefined;
  const server = await serveLoopback((request) => {
    heard = canary.toolResult(request) ?? heard;
    return canary.reply(request, command);
  });
  return server.ok ? done({ ...server.value, heard: () => heard }) : server;
}

function layOut(home: string, run: CanaryRun, settings: string | null): Result<void> {
  for (const folder of [`${home}/project`, folderOf(run.settingsFile)]) {
    const made = ensureFolder(folder);
    if (!made.ok) return made;
  }
  return settings === null ? done(undefined) : writeTextFile(run.settingsFile, settings);
}
