/** Policies tried on the examples that they bring: each in a home made for it, by the guard itself. What a rule says of itself has to hold there. */
import { folderOf, nameOf } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import type { Call } from "../../guard/guard.ts";
import { ensurePrivateFolder, nodeVerifier, nodeWorld, removeTree, throwawayFolder, writeTextFile } from "../../hosts/node/node.ts";
import type { Source } from "../../rego/rego.ts";
import { judged, type Ruling } from "../judging.ts";
import { shellCall } from "../replay/told-calls.ts";
import { builtToolsText } from "./built-tools.ts";
import type { ChainRule } from "./effective.ts";
import { exampleHome } from "./example-home.ts";
import type { MeantLayer } from "./meant-layers.ts";
import { builtToolsName } from "./places.ts";
import { filesIn } from "./reading.ts";
import { toolsFrom } from "./tools-yaml.ts";

export type Tried = {
  readonly file: string;
  readonly rule: string;
  readonly command: string;
  /** `hits`: the rule is about it, says the file; `misses`: it is not. */
  readonly among: "hits" | "misses";
  readonly holds: boolean;
  /** The rules that have something against it. */
  readonly stoppedBy: readonly string[];
};

type Example = Pick<Tried, "file" | "rule" | "command" | "among">;

export async function triedExamples(guard: string, layer: MeantLayer): Promise<Result<readonly Tried[]>> {
  const examples = layer.links.flatMap(({ file, rules }) => rules.flatMap((rule) => examplesOf(rule, file)));
  if (examples.length === 0) return done([]);
  const folder = throwawayFolder("sheepdog-policy-test");
  if (!folder.ok) return folder;
  const home = `${folder.value}/dev`;
  const laid = await laidOut(layer, home);
  const rulings = laid.ok
    ? await judged(
        { guard, root: rootOf(home) },
        examples.map((one) => callIn(home, one)),
        new Map(),
      )
    : laid;
  const removed = removeTree(folder.value);
  if (!rulings.ok) return rulings;
  return removed.ok ? done(examples.flatMap((example, position) => triedBy(example, rulings.value[position]))) : removed;
}

function examplesOf({ id, hits, misses }: ChainRule, file: string): readonly Example[] {
  const among = (name: Tried["among"], commands: readonly string[]): readonly Example[] =>
    commands.map((command) => ({ file, rule: id, command, among: name }));
  return [...among("hits", hits), ...among("misses", misses)];
}

const rootOf = (home: string): string => `${home}/.sheepdog`;

/** A layer of a repository lies in the project, every other one beside the guard, with the descriptions of tools that lie beside it. */
async function laidOut(layer: MeantLayer, home: string): Promise<Result<void>> {
  const folder = layer.name === "repository" ? `${home}/proj` : `${rootOf(home)}/policy`;
  const policies = layer.links.map(({ file, text }) => ({ file: `${folder}/${nameOf(file)}`, text }));
  const own = Object.entries(exampleHome).map(([path, text]) => ({ file: `${home}/${path}`, text }));
  for (const { file, text } of [...own, ...policies, ...(await toolsBeside(layer, rootOf(home)))]) {
    const made = ensurePrivateFolder(folderOf(file));
    const written = made.ok ? writeTextFile(file, text) : made;
    if (!written.ok) return written;
  }
  return done(undefined);
}

/** As they are and as they are built; what of them does not load, the build says. */
async function toolsBeside({ links }: MeantLayer, root: string): Promise<readonly Source[]> {
  const folder = folderOf(links[0]?.file ?? "/");
  if (nameOf(folder) !== "policy") return [];
  const { sources } = filesIn(`${folderOf(folder)}/tools`, /\.ya?ml$/, nodeWorld({}));
  if (sources.length === 0) return [];
  const moved = sources.map(({ file, text }) => ({ file: `${root}/tools/${nameOf(file)}`, text }));
  const { declared } = await toolsFrom(moved);
  return [...moved, { file: `${root}/${builtToolsName}`, text: builtToolsText(moved, declared, nodeVerifier.sha256) }];
}

/** With leave to change infrastructure, so that nothing but the rule in question is in the way. */
function callIn(home: string, { command }: Example): Call {
  return shellCall(command, { cwd: `${home}/proj`, home, mode: "write" });
}

function triedBy(example: Example, ruling: Ruling | undefined): readonly Tried[] {
  if (ruling === undefined) return [];
  const stoppedBy = ruling.steps.map(({ rule }) => rule);
  const isAbout = stoppedBy.includes(example.rule);
  return [{ ...example, stoppedBy, holds: ruling.error === undefined && isAbout === (example.among === "hits") }];
}
