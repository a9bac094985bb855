/** gulp, nox and invoke: tasks that are written as code, read in the language that they are written in. */
import { has, readLine, valuesOf } from "../../describing/options.ts";
import type { Language } from "../../running/language.ts";
import type { Run } from "../../running/run.ts";
import { type FileText, fileText, textAbove } from "../../scripts/file-text.ts";
import { runsOf } from "../../scripts/step.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const codeTasks: readonly Tool[] = [
  { names: ["gulp"], shape: { short: "f", long: ["gulpfile", "cwd"] }, runs: gulp },
  { names: ["nox"], shape: { short: "fsket", long: ["noxfile", "session", "sessions", "keywords", "tags", "python"] }, runs: nox },
  { names: ["invoke", "inv", "fab"], shape: { short: "crfH", long: ["collection", "search-root", "hosts"] }, runs: invoke },
];

function named(use: Use, options: readonly string[], names: readonly string[]): FileText | undefined {
  const [given] = valuesOf(use.line, ...options);
  return given === undefined ? textAbove(names, use) : given.known ? fileText(given.text, use) : undefined;
}

const gulpfiles = ["gulpfile.js", "gulpfile.mjs", "gulpfile.cjs", "gulpfile.ts", "gulpfile.babel.js", "Gulpfile.js"];

/** What a file exports by the name of the task is called. */
function gulp(use: Use): readonly Run[] {
  if (has(use.line, "T", "tasks", "tasks-simple", "tasks-json", "v", "version", "h", "help")) return [];
  const file = named(use, ["f", "gulpfile"], gulpfiles);
  if (file === undefined) return [];
  const names = namesIn(use, "default");
  const text = file.text
    .replace(/^export\s+(?:default\s+)?(async\s+)?function\s+(\w+)/gm, "exports.$2 = $2; $1function $2")
    .replace(/^export\s+const\s+(\w+)/gm, "exports.$1");
  const front = "var exports = {}, module = { exports: exports };";
  return called(file, {
    use,
    language: "javascript",
    text: `${front} ${text}\n${names.map((name) => `exports[${JSON.stringify(name)}]();`).join("\n")}`,
  });
}

function namesIn({ line }: Use, usual: string): readonly string[] {
  const names = line.operands.filter(({ known }) => known).map(({ text }) => text);
  return names.length > 0 ? names : [usual];
}

const session = `import subprocess
class Session:
    def run(self, *args, **more):
        subprocess.run(list(args))
    def run_always(self, *args, **more):
        subprocess.run(list(args))
`;

/** Sessions are functions behind `@nox.session`; without a name all of them run. */
function nox(use: Use): readonly Run[] {
  if (has(use.line, "l", "list", "list-sessions", "h", "help", "version", "usage")) return [];
  const file = named(use, ["f", "noxfile"], ["noxfile.py"]);
  if (file === undefined) return [];
  const all = [...file.text.matchAll(/^@nox\.session\b[^]*?^def\s+(\w+)/gm)].map(([, name = ""]) => name);
  const wanted = valuesOf(use.line, "s", "e", "session", "sessions").flatMap(({ text }) =>
    text.split(",").map((name) => name.replace(/[-(].*$/, "")),
  );
  const names = all.filter((name) => wanted.length === 0 || wanted.includes(name));
  return called(file, {
    use,
    language: "python",
    text: `${withoutDecorators(file.text)}\n${session}${names.map((name) => `${name}(Session())`).join("\n")}`,
  });
}

const context = `import subprocess
class Context:
    def run(self, command, **more):
        subprocess.run(command, shell=True)
    def sudo(self, command, **more):
        subprocess.run(command, shell=True)
    local = run
`;

/** Tasks are functions behind `@task` that are given a context. */
function invoke(use: Use): readonly Run[] {
  const line = readLine(use.words, use.line.shape);
  if (has(line, "l", "list", "h", "help", "V", "version", "R", "dry")) return [];
  const file = named(use, ["f"], use.name === "fab" ? ["fabfile.py"] : ["tasks.py"]);
  if (file === undefined) return [];
  const all = new Set([...file.text.matchAll(/^def\s+(\w+)/gm)].map(([, name = ""]) => name));
  const names = namesIn(use, "default")
    .map((name) => name.replaceAll("-", "_").replaceAll(".", "_"))
    .filter((name) => all.has(name));
  return called(file, {
    use,
    language: "python",
    text: `${withoutDecorators(file.text)}\n${context}${names.map((name) => `${name}(Context())`).join("\n")}`,
  });
}

function withoutDecorators(text: string): string {
  return text.replace(/^@(nox\.|invoke\.|fabric\.)?(session|task|parametrize)\b.*$/gm, "");
}

type Called = { readonly use: Use; readonly language: Language; readonly text: string };

function called(file: FileText, { use, language, text }: Called): readonly Run[] {
  return runsOf([{ path: file.path, line: 1, text, language }], use);
}
