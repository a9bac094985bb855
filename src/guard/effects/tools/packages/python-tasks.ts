/** poe, pdm, hatch, rye and pipenv: the scripts that `pyproject.toml` and `Pipfile` give names to. */
import { readLine } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { textAbove } from "../../scripts/file-text.ts";
import { settingsIn } from "../../scripts/ini.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import type { Use } from "../../describing/tool.ts";

/** In which sections of which file the scripts of a program stand. */
const places: ReadonlyMap<string, readonly [string, RegExp]> = new Map([
  ["poe", ["pyproject.toml", /^tool\.poe\.tasks(\.|$)/]],
  ["pdm", ["pyproject.toml", /^tool\.pdm\.scripts(\.|$)/]],
  ["rye", ["pyproject.toml", /^tool\.rye\.scripts(\.|$)/]],
  ["hatch", ["pyproject.toml", /^tool\.hatch\.envs\.[\w-]+\.scripts(\.|$)/]],
  ["taskipy", ["pyproject.toml", /^tool\.taskipy\.tasks(\.|$)/]],
  ["pipenv", ["Pipfile", /^scripts$/]],
]);

export const pythonTaskRunners: readonly string[] = [...places.keys()];

export function pythonTasks(use: Use): readonly Run[] {
  const place = places.get(use.name);
  if (place === undefined) return [];
  const [name, sections] = place;
  const line = readLine(use.words, { short: "pPCe", long: ["project", "env", "root", "directory"] }, true);
  const [first, second] = line.operands;
  const wanted = use.name === "poe" || use.name === "taskipy" ? first : first?.text === "run" ? second : undefined;
  const file = wanted?.known !== true ? undefined : textAbove([name], use);
  if (file === undefined || wanted === undefined) return [];
  // An environment may stand in front of the name: `lint:check`.
  const script = wanted.text.replace(/^[\w-]+:/, "");
  const steps = settingsIn(file.text).flatMap((setting): readonly Step[] => {
    const isTable = setting.section.endsWith(`.${script}`);
    if (!sections.test(setting.section) || (isTable ? !/^(cmd|shell|script|composite)$/.test(setting.name) : setting.name !== script))
      return [];
    return textsIn(setting.value).map((text) => ({ path: file.path, line: setting.line, name: script, text }));
  });
  return runsOf(steps, use);
}

/** `"text"`, `["text", …]` and `{ cmd = "text" }`. */
function textsIn(value: string): readonly string[] {
  const texts = value.startsWith("{")
    ? (/\b(?:cmd|shell)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*')/.exec(value)?.slice(1, 2) ?? [])
    : (value.match(/"(?:[^"\\]|\\.)*"|'[^']*'/g) ?? []);
  return texts.map((text) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text.slice(1, -1)));
}
