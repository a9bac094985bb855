/** just, task, foreman and tox: what their files say that a recipe, a task or a process would run. */
import { absolutePath } from "../../../../base/path.ts";
import { hole } from "../../../shell/value.ts";
import { has, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { type FileText, fileText, textAbove } from "../../scripts/file-text.ts";
import { settingsIn } from "../../scripts/ini.ts";
import { justSteps } from "../../scripts/justfile.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import { taskSteps } from "../../scripts/taskfile.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const taskRunners: readonly Tool[] = [
  { names: ["just"], shape: { short: "fdE", long: ["justfile", "working-directory", "set", "shell", "color", "dotenv-path"] }, runs: just },
  { names: ["task", "go-task"], shape: { short: "dtoC", long: ["dir", "taskfile", "output", "concurrency", "interval"] }, runs: task },
  {
    names: ["foreman", "overmind", "honcho", "hivemind", "goreman"],
    shape: { short: "fdeplm", long: ["procfile", "root", "env", "port", "formation", "processes"] },
    runs: processes,
  },
  { names: ["tox"], shape: { short: "ecp", long: ["conf", "workdir", "root"] }, runs: tox },
];

function just(use: Use): readonly Run[] {
  const line = readLine(use.words, use.line.shape, true);
  if (
    has(
      line,
      "n",
      "dry-run",
      "l",
      "list",
      "summary",
      "s",
      "show",
      "dump",
      "evaluate",
      "choose",
      "e",
      "edit",
      "init",
      "fmt",
      "h",
      "help",
      "V",
      "version",
    )
  )
    return [];
  const [named] = valuesOf(line, "f", "justfile");
  const file = named === undefined ? textAbove(["justfile", ".justfile", "Justfile"], use) : fileText(named.text, use);
  return file === undefined ? [] : runsOf(justSteps(file, line.operands), use);
}

const taskfiles = ["Taskfile.yml", "taskfile.yml", "Taskfile.yaml", "taskfile.yaml", "Taskfile.dist.yml", "Taskfile.dist.yaml"];

function task(use: Use): readonly Run[] {
  if (has(use.line, "n", "dry", "l", "list", "a", "list-all", "summary", "status", "i", "init", "h", "help", "version")) return [];
  const [named] = valuesOf(use.line, "t", "taskfile");
  const [folder] = valuesOf(use.line, "d", "dir");
  const file =
    named !== undefined ? fileText(named.text, use) : folder !== undefined ? inFolder(folder.text, use) : textAbove(taskfiles, use);
  const names = use.line.operands.filter(({ known, text }) => known && !text.includes("=")).map(({ text }) => text);
  return file === undefined ? [] : runsOf(taskSteps(file, names), use);
}

function inFolder(folder: string, use: Use): FileText | undefined {
  return taskfiles.map((name) => fileText(`${folder}/${name}`, use)).find((file) => file !== undefined);
}

/** `name: command` in a Procfile. */
function processes(use: Use): readonly Run[] {
  const [verb, ...names] = use.line.operands;
  if (!/^(start|run|s|)$/.test(verb?.text ?? "") || verb?.text === "run") return [];
  const file = fileText(valuesOf(use.line, "f", "procfile")[0]?.text ?? "Procfile", use);
  const wanted = new Set(names.map(({ text }) => text));
  const steps = (file?.text.split("\n") ?? []).flatMap((line, position): readonly Step[] => {
    const [, name, text] = /^([\w-]+):\s*(\S.*)$/.exec(line) ?? [];
    if (file === undefined || name === undefined || text === undefined || (wanted.size > 0 && !wanted.has(name))) return [];
    return [{ path: file.path, line: position + 1, text }];
  });
  return runsOf(steps, use);
}

/** The commands of the environments that are named, or of all. */
function tox(use: Use): readonly Run[] {
  if (has(use.line, "l", "listenvs", "a", "listenvs-all", "showconfig", "h", "help", "version", "notest")) return [];
  const file = fileText(valuesOf(use.line, "c", "conf")[0]?.text ?? "tox.ini", use);
  if (file === undefined || !use.place.cwd.known) return [];
  const folder = absolutePath(".", use.place.cwd.text);
  const wanted = valuesOf(use.line, "e").flatMap(({ text }) => text.split(","));
  const isWanted = (section: string): boolean =>
    section === "testenv" || (section.startsWith("testenv:") && (wanted.length === 0 || wanted.includes(section.slice(8))));
  const steps = settingsIn(file.text)
    .filter(({ section, name }) => isWanted(section) && /^commands(_pre|_post)?$/.test(name))
    .flatMap(({ value, line }) =>
      value
        .split("\n")
        .filter((text) => text !== "")
        .map((text): Step => ({ path: file.path, line, text: filled(text, folder) })),
    );
  return runsOf(steps, use);
}

function filled(text: string, folder: string): string {
  return text
    .replace(/^[-!]\s*/, "")
    .replace(/\{(toxinidir|tox_root)\}/g, folder)
    .replace(/\{posargs:?[^}]*\}/g, "")
    .replace(/\{[^}]*\}/g, hole);
}
