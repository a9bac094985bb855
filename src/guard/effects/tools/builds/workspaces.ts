/** turbo, nx, nr and their kin: which scripts and targets of a workspace they would run. */
import { readJson, type Json } from "../../../../base/json.ts";
import { isMembers } from "../../../../base/read.ts";
import { has, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { fileText, type FileText, textAbove } from "../../scripts/file-text.ts";
import { scriptSteps } from "../../scripts/package-scripts.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import type { Tool, Use } from "../../describing/tool.ts";

const takes =
  "filter F concurrency cache-dir output-logs log-order cwd env-mode scope projects p t target targets configuration c parallel runner base head files exclude".split(
    " ",
  );
const shape = {
  short: takes.filter((name) => name.length === 1).join(""),
  long: takes.filter((name) => name.length > 1),
  exact: true,
} as const;

export const workspaces: readonly Tool[] = [
  { names: ["turbo", "ultra", "wsrun", "nr", "wireit"], shape, verbs: 1, runs: workspaceRuns },
  { names: ["nx"], shape, verbs: 1, runs: targets },
];

/** Words of theirs that name no script. */
const own =
  /^(login|logout|link|unlink|prune|daemon|gen|generate|ls|info|telemetry|bin|scan|watch|query|init|list|graph|show|report|reset|migrate|affected:graph|format|format:write|format:check|connect|release|add|repair|sync|import|help)$/;

/** The scripts of the workspace itself; those of its packages are not looked for. */
export function workspaceRuns(use: Use): readonly Run[] {
  if (has(use.line, "help", "h", "version", "v", "dry", "dry-run")) return [];
  const names = namesBehind(use, /^run$/);
  const file = textAbove(["package.json"], use);
  return file === undefined
    ? []
    : runsOf(
        names.flatMap((name) => scriptSteps(file, name)),
        use,
      );
}

/** Behind `run`, or what stands there in its place. */
function namesBehind({ words }: Use, verb: RegExp): readonly string[] {
  const line = readLine(words, shape);
  const [first, ...rest] = line.operands.filter(({ known }) => known).map(({ text }) => text);
  if (first === undefined || own.test(first)) return [];
  return verb.test(first) ? rest : [first, ...rest];
}

/** `nx run PROJECT:TARGET`, `nx TARGET PROJECT`, `nx run-many -t TARGET`. */
function targets(use: Use): readonly Run[] {
  if (has(use.line, "help", "version", "graph")) return [];
  const [verb, next] = use.line.operands;
  const many = /^(run-many|affected)$/.test(verb?.text ?? "");
  const chosen = valuesOf(use.line, "t", "target", "targets").flatMap(({ text }) => text.split(","));
  const [, project, target] = /^([^:]+):([^:]+)/.exec(verb?.text === "run" ? (next?.text ?? "") : "") ?? [];
  const names = many
    ? chosen
    : target !== undefined
      ? [target]
      : verb === undefined || own.test(verb.text) || verb.text === "run"
        ? []
        : [verb.text];
  const named = project ?? next?.text;
  const files = [textAbove(["project.json"], use), named === undefined || many ? undefined : projectFile(named, use)];
  const steps = files.flatMap((file) => (file === undefined ? [] : names.flatMap((name) => targetSteps(file, name))));
  const manifest = textAbove(["package.json"], use);
  return runsOf([...steps, ...(manifest === undefined ? [] : names.flatMap((name) => scriptSteps(manifest, name)))], use);
}

/** Projects lie where everybody puts them. */
function projectFile(name: string, use: Use): FileText | undefined {
  return ["apps", "libs", "packages"].map((folder) => fileText(`${folder}/${name}/project.json`, use)).find((file) => file !== undefined);
}

/** The commands that an executor is told to run. */
function targetSteps(file: FileText, name: string): readonly Step[] {
  const read = readJson(file.text);
  const target = memberOf(memberOf(read.ok ? read.value : null, "targets"), name);
  const options = memberOf(target, "options");
  const commands = [memberOf(target, "command"), memberOf(options, "command"), ...listOf(memberOf(options, "commands"))];
  return commands.flatMap((one): readonly Step[] => {
    const text = typeof one === "string" ? one : memberOf(one, "command");
    return typeof text === "string" ? [{ path: file.path, line: lineOf(file.text, name), name, text }] : [];
  });
}

function memberOf(json: Json | undefined, name: string): Json | undefined {
  return isMembers(json) && Object.hasOwn(json, name) ? json[name] : undefined;
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

function lineOf(text: string, name: string): number {
  const at = text.indexOf(`"${name}"`);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
