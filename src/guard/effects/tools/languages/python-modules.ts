/** Modules of Python that are run by name: which of them listen, run something else, or are another tool. */
import { literal, type Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";

/** Modules that are a program of another name. */
const programs: ReadonlyMap<string, string> = new Map(
  "pip pipx uv poetry pipenv pytest coverage tox nox black ruff mypy flake8 twine build virtualenv ansible awscli"
    .split(" ")
    .map((name) => [name, name === "awscli" ? "aws" : name]),
);

/** Modules that run the script behind their own options, and those of them that take a value. */
const hosts: ReadonlyMap<string, string> = new Map([
  ["cProfile", "os"],
  ["profile", "os"],
  ["pdb", "c"],
  ["trace", "ftCR"],
  ["runpy", ""],
  ["debugpy", ""],
  ["memory_profiler", "o"],
  ["line_profiler", "o"],
  ["coverage", ""],
]);

export function moduleRuns(module: Value, words: readonly Value[], by: string): readonly Run[] {
  const via = `${by} -m ${module.text}`;
  const program = programs.get(module.text);
  if (program !== undefined) return [{ as: "words", words: [literal(program), ...words], via }];
  const takes = hosts.get(module.text);
  if (takes !== undefined) return hosted(readLine(words, { short: takes, long: ["listen", "command"] }, true), via);
  if (module.text === "timeit") return timed(words, via);
  return [];
}

function hosted(line: ReturnType<typeof readLine>, via: string): readonly Run[] {
  const [file, ...args] = line.operands;
  const commands = valuesOf(line, "c", "command").map((text): Run => ({ as: "code", language: "python", text: withoutMark(text), via }));
  return [...commands, ...(file === undefined ? [] : [{ as: "file" as const, path: file, args, language: "python" as const, via }])];
}

/** A debugger's own commands stand in front of code behind `!`. */
function withoutMark(text: Value): Value {
  return text.known ? literal(text.text.replace(/^\s*!/, "")) : text;
}

function timed(words: readonly Value[], via: string): readonly Run[] {
  const line = readLine(words, { short: "nrsu", long: ["number", "repeat", "setup", "unit"] }, true);
  return [...valuesOf(line, "s", "setup"), ...line.operands].map((text) => ({ as: "code", language: "python", text, via }));
}

export function moduleParts(module: Value): readonly Part[] {
  if (!/^(http\.server|SimpleHTTPServer|pyftpdlib|uvicorn|smtpd|aiosmtpd)$/.test(module.text)) return [];
  const target = { name: "an address", scope: "remote" as const, known: true };
  return [{ kind: "network", act: "listen", carrying: "nothing", method: "HTTP", target, loss: "nothing" }];
}
