/** One run of a real client in a throwaway home, against a model on loopback that says what the test wants. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CanaryRun, type Installer, installers, type SettingsFile, type Spot } from "../../src/agents/agents.ts";
import { type Content, use, words } from "../../src/agents/wire/content.ts";
import type { Request } from "../../src/base/exchange.ts";
import { realPath, runProgram, serveLoopback } from "../../src/hosts/node/node.ts";
import type { Client } from "./clients.ts";
import { speakerOf } from "./speakers.ts";

/** Where a run happens: `home` and the project in it are new and go away afterwards. */
export type Place = { readonly home: string; readonly project: string };

export type Trial = {
  readonly client: Client;
  /** What the model does, turn by turn; every turn waits for the results of the one before. */
  readonly turns: (place: Place) => readonly (readonly Content[])[];
  /** The user's files, or the text of the only one; `undefined` for a run without any. They are laid over what every run needs. */
  readonly settings?: (place: Place) => string | readonly SettingsFile[];
  /** The words of the command line, where a trial needs others. */
  readonly args?: (args: readonly string[]) => readonly string[];
  /** Hears every request of the client to its model. */
  readonly hear?: (body: string) => void;
  /** Files by their path from the home. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** How long the client may take, where a trial waits for something. */
  readonly patienceMs?: number;
  /** The client asks for titles and summaries as well, in conversations that offer no tool. */
  readonly asides?: true;
};

export type Outcome = {
  readonly place: Place;
  /** What the model heard back of its tool calls, oldest first. */
  readonly results: readonly string[];
  readonly exit: number | string;
  readonly output: string;
};

const usualPatienceMs = 60_000;

/** `look` sees the home before it goes away. */
export async function run<T>(trial: Trial, look: (outcome: Outcome) => T): Promise<T> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog trial ")));
  const place = { home, project: join(home, "proj") };
  try {
    mkdirSync(place.project);
    for (const [path, text] of Object.entries(trial.files ?? {})) write(join(home, path), text);
    return look(await runIn(trial, place));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The control proves that the trial can fail: without a guard the client does what the model says. */
export async function control(trial: Trial, made: string): Promise<void> {
  const { settings: _settings, ...unguarded } = trial;
  await run(unguarded, (outcome) => assert.ok(isThere(outcome.place, made), `the control did nothing: ${outcome.output}`));
}

export async function blocked(trial: Trial, made = "proj/made"): Promise<readonly string[]> {
  await control(trial, made);
  return run(trial, (outcome) => {
    assert.equal(isThere(outcome.place, made), false, `the client did it all the same: ${outcome.output}`);
    assert.ok(outcome.results.length > 0, `the model heard nothing of it: ${outcome.output}`);
    return outcome.results;
  });
}

export async function passed(trial: Trial, made = "proj/made"): Promise<void> {
  await control(trial, made);
  await run(trial, (outcome) => assert.ok(isThere(outcome.place, made), `the client did not do it: ${outcome.output}`));
}

function runIn(trial: Trial, place: Place): Promise<Outcome> {
  return withModel(trial, place, async (model) => {
    const { args, env } = laidOut(trial, place, model.url);
    const ended = await runProgram({
      program: trial.client.program,
      args: trial.args?.(args) ?? args,
      env: { ...env, ...trial.env },
      cwd: place.project,
      timeoutMs: trial.patienceMs ?? usualPatienceMs,
    });
    return { place, results: model.results(), exit: ended.exit, output: ended.stdout + ended.stderr };
  });
}

export type Model = { readonly url: string; readonly results: () => readonly string[] };

/** The model of one trial, there for as long as `work` takes and gone afterwards, however that ends. */
export async function withModel<T>(trial: Trial, place: Place, work: (model: Model) => Promise<T>): Promise<T> {
  const turns = trial.turns(place);
  const { answerAs, resultsIn } = speakerOf(trial.client.name);
  let results: readonly string[] = [];
  const server = await serveLoopback((request) => {
    trial.hear?.(request.body);
    if (trial.asides === true && !offersTools(request)) return answerAs(request, [words("done")]);
    const heard = resultsIn(request);
    if (!isSubagent(request) && heard.length > results.length) results = heard;
    return answerAs(request, turnAfter(heard.length, isSubagent(request) ? subagentTurns(turns) : turns));
  });
  if (!server.ok) throw new Error(server.fault.what);
  try {
    return await work({ url: server.value.url, results: () => results });
  } finally {
    await server.value.close();
  }
}

/** Not every client names its tools in this place in all of its modes, so only some trials go by it. */
function offersTools({ body }: Request): boolean {
  if (body === "") return false;
  const { tools } = JSON.parse(body) as { readonly tools?: readonly unknown[] };
  return tools !== undefined && tools.length > 0;
}

/** Everything that the client finds when it starts, and how it is started without a person. */
export function laidOut(trial: Trial, place: Place, modelUrl: string): CanaryRun {
  const { canary } = installerOf(trial.client);
  if (canary === undefined) throw new Error(`${trial.client.title} cannot be driven without a person`);
  const ready = canary.run({ ...place, modelUrl, searchPath });
  for (const { path, text } of ready.files) write(path, text ?? "");
  for (const { path, text } of settingsOf(trial, place)) if (text !== null) write(path, text);
  return ready;
}

/** Clients that are scripts find their interpreter beside the one that runs this. */
const searchPath = `${dirname(process.execPath)}:/usr/bin:/bin`;

export function installerOf(client: Client): Installer {
  const installer = installers.find(({ name }) => name === client.name);
  if (installer === undefined) throw new Error(`\`${client.name}\` has no installer`);
  return installer;
}

export function spotIn(place: Place): Spot {
  return { ...place, scope: "user", variable: () => undefined, system: "linux", realPath };
}

function settingsOf({ settings, client }: Trial, place: Place): readonly SettingsFile[] {
  const said = settings?.(place) ?? [];
  if (typeof said !== "string") return said;
  return installerOf(client)
    .files(spotIn(place))
    .slice(0, 1)
    .map((file) => ({ ...file, text: said }));
}

/** A turn counts as done when all its calls have their results. */
function turnAfter(results: number, turns: readonly (readonly Content[])[]): readonly Content[] {
  let left = results;
  for (const turn of turns) {
    if (left <= 0) return turn;
    left -= turn.filter((content) => content.type === "tool_use").length;
  }
  return [words("done")];
}

const handedOn = "SUBAGENT:";

/** A call that makes the client start a subagent, which then does this one thing. */
export function subagentDoes(content: Content, starting: (prompt: string) => Content = startingAgent): Content {
  return starting(`${handedOn}${JSON.stringify(content)}`);
}

function startingAgent(prompt: string): Content {
  return use("Agent", { description: "help", prompt, subagent_type: "general-purpose", run_in_background: false });
}

/** Of the wire forms, one calls them contents, and one input, which holds everything else, too. */
type Conversation = {
  readonly input?: readonly { readonly role?: string }[];
  readonly messages?: readonly { readonly role: string }[];
  readonly contents?: readonly { readonly role: string; readonly parts: readonly { readonly text?: string }[] }[];
};

/** Its conversation begins with the words that were handed on. */
function isSubagent(request: Request): boolean {
  if (!request.body.includes(handedOn)) return false;
  const { messages = [], contents = [], input = [] } = JSON.parse(request.body) as Conversation;
  if (input.some((item) => item.role === "user" && JSON.stringify(item).includes(handedOn))) return true;
  if (contents.some(({ role, parts }) => role === "user" && parts.some(({ text }) => text?.startsWith(handedOn) === true))) return true;
  return JSON.stringify(messages.find((message) => message.role === "user") ?? "").includes(handedOn);
}

function subagentTurns(turns: readonly (readonly Content[])[]): readonly (readonly Content[])[] {
  const prompts = turns
    .flat()
    .flatMap((content) => (content.type === "tool_use" ? [content.input["prompt"] ?? content.input["message"]] : []));
  const prompt = prompts.find((one) => typeof one === "string" && one.startsWith(handedOn));
  return typeof prompt === "string" ? [[JSON.parse(prompt.slice(handedOn.length)) as Content]] : [];
}

export function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

export function isThere(place: Place, path: string): boolean {
  return existsSync(join(place.home, path));
}

export function textIn(place: Place, path: string): string {
  return readFileSync(join(place.home, path), "utf8");
}
