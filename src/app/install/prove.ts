/** The proof: the real client is made to try something harmless, first without the guard and then with it. */
import type { Canary, CanaryPlace, CanaryRun, SettingsFile } from "../../agents/agents.ts";
import { folderOf } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import {
  ensureFolder,
  readTextIfThere,
  realPath,
  removeTree,
  runProgram,
  serveLoopback,
  throwawayFolder,
  writeTextFile,
} from "../../hosts/node/node.ts";
import { type FoundAgent, lineFor } from "./found.ts";
import { proveLine } from "./prove-line.ts";
import type { Root } from "./root.ts";

/** `open`: the client did it although the guard is there. `unproven`: it could not be seen either way. */
export type Proof = { readonly is: "proved"; readonly by: "client" | "line" } | { readonly is: "open" | "unproven"; readonly why: string };

/** What a proof stands on: the agent, its files as they are on the disk, and the person's PATH. */
export type Proving = {
  readonly agent: FoundAgent;
  readonly files: readonly SettingsFile[];
  readonly root: Root;
  readonly searchPath: string;
};

/** The rule that blocks the canary, and that the model must hear about. */
const rule = "guard.canary";
const patienceMs = 90_000;

/** A product that cannot be driven without a person is proved by the very line that it would run. */
export async function prove(proving: Proving): Promise<Result<Proof>> {
  const { agent } = proving;
  const { canary } = agent.installer;
  if (canary === undefined || agent.program === null) return proveLine(proving, rule);
  const driven = { ...proving, canary, program: agent.program };
  // What stands in managed settings stands there for every run: there is none without it.
  if (agent.scope !== "managed") {
    const control = await letLoose(driven, false);
    if (!control.ok) return control;
    if (!control.value.did) return done({ is: "unproven", why: `even without the guard the client did nothing: ${control.value.said}` });
  }
  const guarded = await letLoose(driven, true);
  if (!guarded.ok) return guarded;
  const { did, heard, said } = guarded.value;
  if (did) return done({ is: "open", why: "the client did what the guard has to block" });
  if (heard?.includes(rule) === true) return done({ is: "proved", by: "client" });
  return done({ is: "unproven", why: `the client did nothing, but not because of the guard: ${heard ?? said}` });
}

/** What became of one run: whether the file was made, what the model heard of it, and the last that the client said. */
type Run = { readonly did: boolean; readonly heard: string | undefined; readonly said: string };

type Driven = Proving & { readonly canary: Canary; readonly program: string };

async function letLoose(driven: Driven, guarded: boolean): Promise<Result<Run>> {
  const home = throwawayFolder("sheepdog-canary");
  if (!home.ok) return home;
  const run = await runIn(home.value, driven, guarded);
  const gone = removeTree(home.value);
  return gone.ok ? run : gone;
}

async function runIn(home: string, driven: Driven, guarded: boolean): Promise<Result<Run>> {
  const { canary, program, searchPath } = driven;
  const made = `${home}/made`;
  const model = await serveModel(canary, `sheepdog-canary; touch '${made}'`);
  if (!model.ok) return model;
  try {
    const place = { home, project: `${home}/project`, modelUrl: model.value.url, searchPath };
    const run = canary.run(place);
    const ready = layOut(place, [...run.files, ...(guarded ? copied(driven, place) : [])]);
    if (!ready.ok) return ready;
    const ended = await runProgram({ program, args: run.args, env: run.env, cwd: place.project, timeoutMs: patienceMs });
    const trace = readTextIfThere(made);
    const said = (ended.stderr.trim() || ended.stdout.trim()).split("\n").at(-1)?.slice(0, 300) ?? "";
    return done({ did: trace.ok && trace.value !== null, heard: model.value.heard(), said: `${said} (it ended with ${ended.exit})` });
  } finally {
    await model.value.close();
  }
}

/** The installed files at the places that they have in the throwaway home. */
function copied({ agent, files, root, canary }: Driven, place: CanaryPlace): CanaryRun["files"] {
  const { scope, installer } = agent;
  if (scope === "managed") return [];
  const there = installer.files({ scope, home: place.home, project: place.project, variable: () => undefined, system: "linux", realPath });
  const moved = there.map((one) => ({ ...one, text: files.find(({ name }) => name === one.name)?.text ?? null }));
  return canary.copy(moved, place, lineFor(agent, root));
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

function layOut(place: CanaryPlace, files: readonly SettingsFile[]): Result<void> {
  const project = ensureFolder(place.project);
  if (!project.ok) return project;
  for (const { path, text } of files) {
    const folder = ensureFolder(folderOf(path));
    if (!folder.ok) return folder;
    const written = text === null ? done(undefined) : writeTextFile(path, text);
    if (!written.ok) return written;
  }
  return done(undefined);
}
