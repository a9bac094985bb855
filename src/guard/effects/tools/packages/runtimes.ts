/** What programs that do much else as well, such as `bun`, `node`, `composer`, `go` and `rake`, run of the files of a project besides the code that they are given. */
import { absolutePath } from "../../../../base/path.ts";
import { literal } from "../../../shell/value.ts";
import type { Hijack } from "../../hijacks/hijacks.ts";
import { readLine, valuesOf } from "../../describing/options.ts";
import { fileText, textAbove } from "../../scripts/file-text.ts";
import { generatedIn } from "../../scripts/go-generate.ts";
import { scriptSteps } from "../../scripts/package-scripts.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import type { Use } from "../../describing/tool.ts";
import { rakeRuns } from "../builds/rake.ts";
import { workspaceRuns } from "../builds/workspaces.ts";
import { pythonTaskRunners, pythonTasks } from "./python-tasks.ts";
import { managed, type PackageRow, phrases, shapeFrom } from "./managers.ts";
import { published, runsPackage } from "./sources.ts";

const loans: ReadonlyMap<string, (use: Use) => Hijack> = new Map<string, (use: Use) => Hijack>([
  ["bun", bun],
  ["deno", deno],
  ["node", node],
  ["composer", composer],
  ["go", go],
  ["dotnet", dotnet],
  ...["rake", "rails"].map((name) => [name, (use: Use): Hijack => ({ parts: [], runs: rakeRuns(use) })] as const),
  ["lerna", (use) => ({ parts: [], runs: workspaceRuns(use) })],
  ...pythonTaskRunners.map((name) => [name, (use: Use): Hijack => ({ parts: [], runs: pythonTasks(use) })] as const),
]);

export function runtimeLoan(use: Use): Hijack | undefined {
  return loans.get(use.name)?.(use);
}

const bunTakes = "cwd registry filter config c r preload";
const bunRow: PackageRow = {
  names: "bun",
  takes: bunTakes,
  installs: phrases("install, i, add"),
  publishes: phrases("publish"),
  index: "registry",
};

function bun(use: Use): Hijack {
  const line = readLine(use.words, shapeFrom(bunTakes), true);
  const parts = managed({ ...use, line: readLine(use.words, shapeFrom(bunTakes)) }, bunRow);
  const [verb, script, ...args] = line.operands;
  const file = textAbove(["package.json"], use);
  if (verb?.known !== true || file === undefined) return { parts, runs: [] };
  const name = verb.text === "run" ? script : verb;
  if (/^(x|test|build|create|pm)$/.test(verb.text) || name?.known !== true) return { parts, runs: [] };
  if (/^(i|install|ci)$/.test(verb.text))
    return { parts, runs: runsOf(scripted(["preinstall", "install", "postinstall", "prepare"], file), use) };
  const words = args.every((word) => word.known) && args.length > 0 ? ` ${args.map(({ text }) => text).join(" ")}` : "";
  const steps = [
    ...scripted([`pre${name.text}`], file),
    ...scriptSteps(file, name.text, { words }),
    ...scripted([`post${name.text}`], file),
  ];
  if (scriptSteps(file, name.text).length > 0) return { parts, runs: runsOf(steps, use) };
  const isOwn = bunVerbs.has(name.text) || /[./]/.test(name.text);
  const rest = verb.text === "run" ? args : line.operands.slice(1);
  return { parts, runs: isOwn ? [] : [{ as: "words", words: [name, ...rest], via: "bun" }] };
}

/** Any other word is a program that the project has installed. */
const bunVerbs: ReadonlySet<string> = new Set(
  `run test x repl exec install i add a remove rm update audit outdated link unlink publish patch pm why info view build init create c upgrade
  feedback discord completions getcompletes help ci`.split(/\s+/),
);

function scripted(names: readonly string[], file: Parameters<typeof scriptSteps>[0]): readonly Step[] {
  return names.flatMap((name) => scriptSteps(file, name));
}

function deno(use: Use): Hijack {
  const line = readLine(use.words, shapeFrom("config c cwd"), true);
  const [verb, name] = line.operands;
  if (verb?.text === "publish" && !use.words.some(({ text }) => text === "--dry-run")) return { parts: [published("deno")], runs: [] };
  const task = verb?.text === "task" ? readLine(line.operands.slice(1), shapeFrom("config c cwd"), true).operands[0] : undefined;
  const found = task === undefined ? undefined : textAbove(["deno.json", "deno.jsonc"], use);
  const tasks = found === undefined || task === undefined ? [] : scriptSteps(found, task.text, { member: "tasks" });
  const file = tasks.length === 0 && task !== undefined ? textAbove(["package.json"], use) : undefined;
  const steps = file === undefined ? tasks : scriptSteps(file, (task ?? name ?? literal("")).text);
  return { parts: [], runs: runsOf(steps, use) };
}

/** `node --run NAME`. */
function node(use: Use): Hijack {
  const [name] = valuesOf(readLine(use.words, { short: "", long: ["run"], exact: true }, true), "run");
  const file = name === undefined ? undefined : textAbove(["package.json"], use);
  return { parts: [], runs: file === undefined || name === undefined ? [] : runsOf(scriptSteps(file, name.text), use) };
}

const composerEvents: ReadonlyMap<string, readonly string[]> = new Map([
  ["install", ["pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump"]],
  ["update", ["pre-update-cmd", "post-update-cmd", "pre-autoload-dump", "post-autoload-dump"]],
  ["dump-autoload", ["pre-autoload-dump", "post-autoload-dump"]],
]);

function composer(use: Use): Hijack {
  const [verb, script] = use.line.operands;
  const file =
    verb?.known === true && !use.words.some(({ text }) => text === "--no-scripts") ? textAbove(["composer.json"], use) : undefined;
  if (file === undefined || verb === undefined) return { parts: [], runs: [] };
  const names = /^run(-script)?$/.test(verb.text) ? [script?.text ?? ""] : (composerEvents.get(verb.text) ?? [verb.text]);
  return { parts: [], runs: runsOf(scripted(names, file).map(asWords), use) };
}

/** `@php` and `@composer` are programs, any other `@name` is a script of the same file. */
function asWords(step: Step): Step {
  const text = step.text
    .replace(/^@(php|composer)\b/, "$1")
    .replace(/^@putenv\s+/, "export ")
    .replace(/^@([\w:-]+)/, "composer run-script $1");
  // A class with `::` is a function of PHP.
  return { ...step, text: /^[\w\\]+::\w+$/.test(text) ? "true" : text };
}

/** `dotnet ef` is the program `dotnet-ef`. */
function dotnet({ words }: Use): Hijack {
  const [tool, ...rest] = words;
  return { parts: [], runs: tool?.text === "ef" ? [{ as: "words", words: [literal("dotnet-ef"), ...rest], via: "dotnet" }] : [] };
}

/** `go generate` runs what stands behind `//go:generate`. */
function go(use: Use): Hijack {
  const [verb, ...operands] = use.line.operands;
  const fetched = verb?.text === "run" ? operands.slice(0, 1).filter(({ text }) => /^[\w-]+\.[^@]*\/[^@]*@[\w.-]+$/.test(text)) : [];
  if (fetched.length > 0) return { parts: fetched.map((name) => runsPackage(name, "go")), runs: [] };
  if (verb?.text !== "generate" || !use.place.cwd.known || use.words.some(({ text }) => text === "-n")) return { parts: [], runs: [] };
  const files = operands
    .filter(({ text, known }) => known && text.endsWith(".go"))
    .map(({ text }) => absolutePath(text, use.place.cwd.text));
  const folders =
    operands.length === 0
      ? ["."]
      : operands.filter(({ text, known }) => known && !text.endsWith(".go")).map(({ text }) => text.replace(/\/?\.\.\.$/, "") || ".");
  const listed = folders.flatMap((folder) => goFilesIn(absolutePath(folder, use.place.cwd.text), use));
  const steps = [...files, ...listed].slice(0, filesRead).flatMap((path) => {
    const file = fileText(path, use);
    return file === undefined ? [] : generatedIn(file);
  });
  return { parts: [], runs: runsOf(steps, use) };
}

/** Source files that are looked through for what generates others. More: not read. */
const filesRead = 24;

function goFilesIn(folder: string, { place }: Use): readonly string[] {
  const seen = place.ground.world.names(folder, 400);
  return seen.known ? seen.value.names.filter((name) => name.endsWith(".go")).map((name) => `${folder}/${name}`) : [];
}
